package dmabuf.revoke.impl;

/**
 * A pinned importer that can be revoked (RDMA's ib_umem_dmabuf): pins and maps in one hold of the reservation lock, which
 * its driver takes itself; unmaps inside the callback if its job is done, and never maps again on that attachment.
 * Kinds.tla: revocable; reference 8.1.
 */
public final class RevocableImporter extends Importer {
    public RevocableImporter(final DmaBuf buffer) {
        super(buffer);
    }

    @Override
    boolean locksItself() {
        return true;
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

    /** Takes the reservation lock, for the calls that follow. Spec action ResvLock. {@return OK} */
    public Errno lock() throws InterruptedException {
        final Attachment a = attached();
        must(!holdsLock(), "locked already");
        must(!isDead() || a.mapped || a.pinned, "dead, and nothing to let go of");
        probe.gate(Step.RESV_LOCK, this);
        buffer.resv().lock().lockInterruptibly();
        probe.record(Step.RESV_LOCK, this);
        return Errno.OK;
    }

    /** Spec action ResvUnlock. {@return OK} */
    public Errno unlock() {
        attached();
        must(holdsLock(), "not locked");
        probe.gate(Step.RESV_UNLOCK, this);
        probe.record(Step.RESV_UNLOCK, this);
        buffer.resv().lock().unlock();
        return Errno.OK;
    }

    /** Spec action Pin. {@return OK} */
    public Errno pin() {
        final Attachment a = attached();
        must(holdsLock() && !a.pinned && !isDead(), "not locked, or pinned already, or dead");
        probe.gate(Step.PIN, this);
        buffer.pin(a);
        probe.record(Step.PIN, this);
        return Errno.OK;
    }

    /** Spec action Unpin. {@return OK} */
    public Errno unpin() {
        final Attachment a = attached();
        must(holdsLock() && a.pinned && !a.mapped, "not locked, or not pinned, or mapped");
        probe.gate(Step.UNPIN, this);
        buffer.unpin(a);
        probe.record(Step.UNPIN, this);
        return Errno.OK;
    }
}
