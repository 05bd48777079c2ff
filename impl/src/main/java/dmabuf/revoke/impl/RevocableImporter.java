package dmabuf.revoke.impl;

/**
 * A pinned importer that can be revoked (RDMA's ib_umem_dmabuf): unmaps inside the callback if its job is done, and never
 * maps again on that attachment. Kinds.tla: revocable; reference 8.1.
 */
public final class RevocableImporter extends PinnedImporter {
    public RevocableImporter(final DmaBuf buffer) {
        super(buffer);
    }

    @Override
    public Step invalidate(final Attachment a) {
        die();
        if (!a.isMapped()) {
            return Step.INVALIDATE_UNMAPPED;
        }
        // The job must not end between the test and the mark: the worker would be left with what nobody waits for.
        final DmaFence fence = job();
        if (fence != null && fence.before(this::defer)) {
            return Step.INVALIDATE_DEFER;
        }
        unmapAndUnpin(a);
        return Step.INVALIDATE_UNMAP;
    }
}
