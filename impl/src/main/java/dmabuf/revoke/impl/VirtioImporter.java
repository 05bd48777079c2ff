package dmabuf.revoke.impl;

/**
 * virtio-gpu: told, it waits for its job inside the callback, and unmaps. The wait is under the reservation lock, so the
 * job must end without it. Kinds.tla: virtio; reference 8.1.
 */
public final class VirtioImporter extends Importer {
    public VirtioImporter(final DmaBuf buffer) {
        super(buffer);
    }

    @Override
    public Step invalidate(final Attachment a) {
        if (!a.isMapped()) {
            return Step.INVALIDATE_UNMAPPED;
        }
        if (job() != null) {
            job().awaitUninterruptibly();
        }
        unmapAndUnpin(a);
        return Step.INVALIDATE_UNMAP;
    }
}
