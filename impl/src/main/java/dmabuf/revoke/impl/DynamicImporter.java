package dmabuf.revoke.impl;

/** An importer as GPU drivers are: it leaves the unmap to a worker, and may map again. Kinds.tla: dynamic. */
public final class DynamicImporter extends Importer {
    public DynamicImporter(final DmaBuf buffer) {
        super(buffer);
    }

    @Override
    public Step invalidate(final Attachment a) {
        return a.isMapped() ? defer() : Step.INVALIDATE_UNMAPPED;
    }
}
