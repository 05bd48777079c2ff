package dmabuf.revoke.impl;

/** A pinned importer that cannot be told: RDMA as it was. Kinds.tla: legacy; reference 4.7 and 8.1. */
public final class LegacyImporter extends PinnedImporter {
    public LegacyImporter(final DmaBuf buffer) {
        super(buffer);
    }

    @Override
    public boolean hasCallback() {
        return false;
    }

    @Override
    public Step invalidate(final Attachment a) {
        throw new IllegalStateException("has no callback");
    }
}
