package dmabuf.revoke.impl;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * An exporter of one buffer: what all exporters have, and the steps of which their operations are made (Steps.tla). A kind
 * of exporter is a subclass that puts them together, and says whom it lets in.
 *
 * <p><b>Locks.</b> The outer lock (vfio: memory_lock) serialises the operations; the reservation lock is taken inside it.
 * A caller holds neither, and no fence and no importer may need the outer lock in order to make progress.
 *
 * <p><b>Interrupts.</b> One that comes before the outer lock is taken ends the call, and nothing has changed. Later ones
 * are not heeded: the waits of a revoke that has begun have no timeout and cannot be interrupted (reference 4.1).
 */
public abstract class Exporter implements ExporterOps {
    final Probe probe;
    final DmaBuf buffer;
    private final Mutex outer;
    /** Written under both locks; attach reads it under none. */
    private volatile boolean revoked;
    /** Written under the outer lock. */
    private volatile boolean closed;
    /** One for the registration, one for each mapping, and one for each kernel mapping. */
    private final AtomicInteger count = new AtomicInteger(1);
    /** The count has come to 0. */
    private final Event completion = new Event();

    /** @param probe observes and steers the buffer and all who share it */
    Exporter(final Mutex outer, final boolean revoked, final Probe probe) {
        this.outer = outer;
        this.revoked = revoked;
        this.probe = probe;
        this.buffer = new DmaBuf(this, outer.lockdep(), probe);
    }

    public final DmaBuf buffer() {
        return buffer;
    }

    /** An operation, from the outer lock to the end of its hold. */
    final void operation(final boolean forEver, final Runnable steps) throws InterruptedException {
        probe.gate(Step.OUTER_LOCK, this);
        outer.lockInterruptibly();
        try {
            inHold(forEver, steps);
        } finally {
            outer.release();
        }
    }

    /** The same within a hold of the outer lock. */
    final void inHold(final boolean forEver, final Runnable steps) {
        outer.assertHeld();
        probe.record(Step.OUTER_LOCK, this);
        try {
            steps.run();
        } catch (MisuseException m) {
            throw m.halfWay();
        } finally {
            probe.gate(Step.FINISH, this);
            closed |= forEver;
            probe.record(Step.FINISH, this);
        }
    }

    /** A hold of the reservation lock. */
    final void hold(final Runnable steps) {
        probe.gate(Step.LOCK, this);
        buffer.resv().lock().lock();
        probe.record(Step.LOCK, this);
        try {
            steps.run();
        } finally {
            probe.gate(Step.UNLOCK, this);
            probe.record(Step.UNLOCK, this);
            buffer.resv().lock().release();
        }
    }

    final void setFlag() {
        probe.gate(Step.SET_FLAG, this);
        revoked = true;
        probe.record(Step.SET_FLAG, this);
    }

    final void clearFlag() {
        probe.gate(Step.CLEAR_FLAG, this);
        revoked = false;
        probe.record(Step.CLEAR_FLAG, this);
    }

    /** Waits for the jobs of all importers, whatever their class; the reservation lock is held. */
    final void fences() {
        probe.gate(Step.FENCE_WAIT, this);
        buffer.resv().await(Usage.BOOKKEEP);
        probe.record(Step.FENCE_WAIT, this);
    }

    /**
     * The revoke that waits for all: flag, zap, broadcast and fences in one hold, then the unmaps, and the count is armed
     * again. Of a revoked buffer, and of a closed one: does nothing. Spec: RevokeSteps; reference 4.1.
     */
    final void drain() {
        if (closed || revoked) {
            return;
        }
        hold(() -> {
            setFlag();
            buffer.zap();
            buffer.invalidateMappings();
            fences();
        });
        unmaps();
        rearm();
    }

    /** Gives back the registration, and waits for the last unmap. */
    final void unmaps() {
        probe.gate(Step.PUT_REGISTRATION, this);
        put();
        probe.record(Step.PUT_REGISTRATION, this);
        probe.gate(Step.UNMAP_WAIT, this);
        completion.await();
        completion.reset();
        probe.record(Step.UNMAP_WAIT, this);
    }

    /** Sets the count back. */
    final void rearm() {
        probe.gate(Step.REARM, this);
        count.set(1);
        probe.record(Step.REARM, this);
    }

    /** kref_get, if the buffer is live. Under the reservation lock. */
    private Errno get() {
        final Errno e = admit();
        if (e == Errno.OK) {
            count.incrementAndGet();
        }
        return e;
    }

    /** kref_put: the last one completes. */
    private void put() {
        if (count.decrementAndGet() == 0) {
            completion.happen();
        }
    }

    @Override
    public Errno map(final Attachment a) {
        return get();
    }

    @Override
    public void unmap(final Attachment a) {
        put();
    }

    @Override
    public final Errno admit() {
        return revoked ? Errno.ENODEV : Errno.OK;
    }

    @Override
    public Errno fault(final Program p) throws InterruptedException {
        return buffer.resv().hold(() -> {
            final Errno e = admit();
            if (e == Errno.OK) {
                p.insertPage();
            }
            probe.record(Step.FAULT, p);
            return e == Errno.OK ? Errno.OK : Errno.SIGBUS;
        });
    }

    @Override
    public Errno vmap() {
        return get();
    }

    @Override
    public void vunmap() {
        put();
    }

    /** priv-&gt;revoked. */
    public final boolean isRevoked() {
        return revoked;
    }

    public final boolean isClosed() {
        return closed;
    }

    /** priv-&gt;kref. */
    public final int count() {
        return count.get();
    }

    /** The count came to 0 and no revoke has taken note yet. */
    public final boolean isComplete() {
        return completion.happened();
    }

    public final Mutex outer() {
        return outer;
    }

    /** Whether a thread waits in a queue of this exporter or its buffer for what has not come. */
    public final boolean blocks(final Thread t) {
        return outer.blocks(t) || buffer.resv().blocks(t) || completion.blocks(t);
    }
}
