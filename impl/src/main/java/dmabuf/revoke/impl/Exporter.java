// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * An exporter of one buffer: what all exporters have, and the steps of which their operations are made (Steps.tla). A kind
 * of exporter is a subclass that puts them together, and says whom it lets in.
 *
 * <p><b>Locks.</b> The outer lock (vfio: memory_lock) serialises the operations; the reservation lock is taken inside it.
 * A caller holds neither, and no fence and no importer may need the outer lock in order to make progress.
 *
 * <p><b>Interrupts.</b> One that comes before the outer lock is taken ends the call, and nothing has changed. Later ones
 * are not heeded: the waits of a revoke that has begun have no timeout and cannot be interrupted (reference 4.1).
 *
 * <p><b>What is thrown</b> by a callback, a hardware or a probe ends no operation that has begun: all its steps are taken, all
 * importers told, all fences and unmaps waited for, and all locks let go. Then it is thrown, the first with the others
 * suppressed. A close that threw may be made again. Where the thread itself has to end (a ThreadDeath), the operation ends
 * where it stands, with the locks let go, and none that comes after it returns.
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

    /** An operation has begun and not come to its end. Guarded by the outer lock. */
    private boolean underWay;
    /** A close that ended by an exception may be made again. Written under the outer lock. */
    private volatile boolean closeThrew;

    /**
     * One with an outer lock of its own, whose buffer begins live.
     *
     * @param probe observes and steers the buffer and all who share it
     */
    protected Exporter(final Probe probe) {
        this(Mutex.outer(), false, probe);
    }

    /**
     * One of several under one outer lock.
     *
     * @param outer made by {@link Mutex#outer}
     * @param revoked whether the buffer begins revoked
     * @param probe observes and steers the buffer and all who share it
     */
    @SuppressWarnings("this-escape") // the buffer keeps the reference, no more
    protected Exporter(final Mutex outer, final boolean revoked, final Probe probe) {
        this.outer = outer;
        this.revoked = revoked;
        this.probe = probe;
        this.buffer = new DmaBuf(this, outer.lockdep(), probe);
    }

    /** {@return the buffer that it exports} */
    public final DmaBuf buffer() {
        return buffer;
    }

    /**
     * An operation, from the outer lock to the end of its hold. The caller holds no lock. Spec actions OuterLock to
     * Finish.
     *
     * @param forEver whether the buffer is closed when it is done
     * @param steps which it takes, in their order
     * @throws MisuseException if the thread holds one of the locks
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed
     *     then. Later ones are not heeded
     */
    protected final void operation(final boolean forEver, final Consumer<Operation> steps) throws InterruptedException {
        outer.mayBeTaken();
        MisuseException.unless(!buffer.resv().lock().isHeld(), "the thread holds the reservation lock");
        probe.gate(Step.OUTER_LOCK, this);
        outer.lockInterruptibly();
        try {
            inHold(forEver, steps);
        } finally {
            outer.release();
        }
    }

    /**
     * The same within a hold of the outer lock.
     *
     * @param forEver whether the buffer is closed when it is done
     * @param steps which it takes, in their order
     */
    protected final void inHold(final boolean forEver, final Consumer<Operation> steps) {
        outer.assertHeld();
        if (underWay) {
            throw new IllegalStateException("an earlier operation broke off half-way");
        }
        underWay = true;
        final Operation o = new Operation(this);
        o.begin();
        o.guard(() -> steps.accept(o));
        o.finish(() -> closed |= forEver);
        closeThrew = forEver && o.hasThrown();
        underWay = false;
        o.rethrow();
    }

    /**
     * An operation that is for ever. The caller holds no lock. Reference 4.3.
     *
     * @param steps which it takes, in their order
     * @throws MisuseException if it is closed already, and that close did not throw
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed
     *     then. Later ones are not heeded
     */
    protected final void close(final Consumer<Operation> steps) throws InterruptedException {
        MisuseException.unless(!closed || closeThrew, "closed already");
        operation(true, steps);
    }

    /** Written under both locks. */
    final void flag(final boolean now) {
        revoked = now;
    }

    /** Waits for the last unmap. */
    final void awaitCompletion() {
        completion.await();
        completion.reset();
    }

    /** The count is 1 again. */
    final void armCount() {
        count.set(1);
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
    final void put() {
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
        final Mutex lock = buffer.resv().lock();
        lock.lockInterruptibly();
        try {
            return buffer.steps().effect(Step.FAULT, p, this::insert);
        } finally {
            lock.release();
        }
    }

    /**
     * A fault in two holds: tests under the reservation lock, drops it, and tests again under the outer lock, where
     * it inserts. Spec actions Fault and FaultInsert; reference 5.6.
     *
     * @param p whose page is missing
     * @return OK; SIGBUS if the buffer is revoked
     * @throws InterruptedException if an interrupt comes before the call has its lock; nothing has changed then
     */
    protected final Errno faultInTwoHolds(final Program p) throws InterruptedException {
        final Mutex lock = buffer.resv().lock();
        lock.lockInterruptibly();
        final Errno tested;
        try {
            tested = buffer.steps().effect(Step.FAULT, p, q -> revoked ? Errno.SIGBUS : Errno.OK);
        } finally {
            lock.release();
        }
        return tested == Errno.OK ? buffer.steps().locked(outer, Step.FAULT_INSERT, p, this::insert) : tested;
    }

    /** {@return OK; SIGBUS if the buffer is revoked} Puts the page into a page table, in a hold of the lock under which it tests. */
    private Errno insert(final Program p) {
        if (revoked) {
            return Errno.SIGBUS;
        }
        p.insertPage();
        return Errno.OK;
    }

    @Override
    public Errno vmap() {
        return get();
    }

    @Override
    public void vunmap() {
        put();
    }

    /**
     * {@return whether it is taken back: {@code flag} of Buffer.tla, priv-&gt;revoked} Without a lock it may be out
     * of date.
     */
    public final boolean isRevoked() {
        return revoked;
    }

    /** {@return whether it is taken back for ever} Without the outer lock it may be out of date. */
    public final boolean isClosed() {
        return closed;
    }

    /** {@return how many a revoke waits for, and one for the registration: {@code count} of Buffer.tla, priv-&gt;kref} */
    public final int count() {
        return count.get();
    }

    /** {@return whether the count came to 0, and no revoke has taken note yet: {@code comp} of Buffer.tla} */
    public final boolean isComplete() {
        return completion.happened();
    }

    /** {@return the lock that serialises its operations} In vfio memory_lock; reference 5.4. */
    public final Mutex outer() {
        return outer;
    }

    /**
     * {@return whether a thread waits in a queue of this exporter or its buffer for what has not come}
     *
     * @param t any thread
     */
    public final boolean blocks(final Thread t) {
        return outer.blocks(t) || buffer.resv().blocks(t) || completion.blocks(t);
    }
}
