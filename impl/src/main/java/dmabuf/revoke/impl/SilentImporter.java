package dmabuf.revoke.impl;

/**
 * An importer that cannot be told: this exporter does not let it in. Kinds.tla: legacy (it reaches peer devices) and
 * static (it does not); reference 4.7.
 */
public final class SilentImporter extends Importer {
    private final boolean peerToPeer;

    public SilentImporter(final DmaBuf buffer, final boolean peerToPeer) {
        super(buffer);
        this.peerToPeer = peerToPeer;
    }

    @Override
    boolean locksItself() {
        return false;
    }

    @Override
    public boolean peerToPeer() {
        return peerToPeer;
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
