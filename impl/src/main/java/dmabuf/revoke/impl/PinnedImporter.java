package dmabuf.revoke.impl;

/** An importer whose driver takes the reservation lock itself, and pins and maps in one hold of it. Reference 5.3. */
public abstract class PinnedImporter extends Importer {
    protected PinnedImporter(final DmaBuf buffer) {
        super(buffer);
    }

    @Override
    protected final boolean locksItself() {
        return true;
    }

    /** {@return OK} Takes the reservation lock, for the calls that follow. Spec action ResvLock. */
    public Errno lock() throws InterruptedException {
        final Attachment a = attached();
        must(!holdsLock(), "locked already");
        must(!isDead() || a.mapped.get() || a.pinned, "dead, and nothing to let go of");
        probe.gate(Step.RESV_LOCK, this);
        buffer.resv().lock().lockInterruptibly();
        probe.record(Step.RESV_LOCK, this);
        return Errno.OK;
    }

    /** {@return OK} Spec action ResvUnlock. */
    public Errno unlock() {
        attached();
        must(holdsLock(), "not locked");
        probe.gate(Step.RESV_UNLOCK, this);
        probe.record(Step.RESV_UNLOCK, this);
        buffer.resv().lock().unlock();
        return Errno.OK;
    }

    /** {@return OK; EOPNOTSUPP if the exporter lets nobody pin} Spec action Pin. */
    public Errno pin() {
        final Attachment a = attached();
        must(holdsLock() && !a.pinned && !isDead(), "not locked, or pinned already, or dead");
        probe.gate(Step.PIN, this);
        final Errno e = buffer.pin(a);
        probe.record(Step.PIN, this);
        return e;
    }

    /** {@return OK} Spec action Unpin. */
    public Errno unpin() {
        final Attachment a = attached();
        must(holdsLock() && a.pinned && !a.mapped.get(), "not locked, or not pinned, or mapped");
        probe.gate(Step.UNPIN, this);
        buffer.unpin(a);
        probe.record(Step.UNPIN, this);
        return Errno.OK;
    }
}
