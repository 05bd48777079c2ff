// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * An exporter of one buffer: what all exporters share, and the steps of which their operations consist (Steps.tla). A kind
 * of exporter is a subclass that combines the steps, and decides which importers it refuses.
 *
 * <p><b>Locks.</b> The outer lock (vfio: memory_lock) serialises the operations; the reservation lock is taken inside it. A
 * caller holds neither, and no fence and no importer may need the outer lock to make progress.
 *
 * <p><b>Interrupts.</b> An interrupt before the outer lock is taken ends the call, and nothing has changed. Later
 * interrupts do not end it: the waits of a revoke that has begun have no timeout and cannot be interrupted (reference 4.1).
 *
 * <p><b>Exceptions</b> of a callback, a hardware or a probe do not end an operation that has begun: it takes all its steps,
 * calls all callbacks, waits for all fences and unmaps, and drops all locks. Then it throws the first exception, with the
 * others suppressed. A close that threw may be called again. If the thread itself has to end (a ThreadDeath), the operation
 * stops where it is, and drops the locks; no later operation returns.
 */
public abstract class Exporter implements ExporterOps {
    final Probe probe;
    final DmaBuf buffer;
    private final Mutex outer;
    /** Written under both locks; attach reads it under none. */
    private volatile boolean revoked;
    /** Written under the outer lock. */
    private volatile boolean closed;
    /** 1 for the registration, 1 for each mapping, and 1 for each kernel mapping. */
    private final AtomicInteger count = new AtomicInteger(1);
    /** The completion: the count has reached 0. */
    private final Event completion = new Event();

    /** An operation has begun and has not ended. Guarded by the outer lock. */
    private boolean underWay;
    /** A close that threw may be called again. Written under the outer lock. */
    private volatile boolean closeThrew;

    /**
     * Creates an exporter with an outer lock of its own, whose buffer is live.
     *
     * @param probe observes and steers the buffer and all its users
     */
    protected Exporter(final Probe probe) {
        this(Mutex.outer(), false, probe);
    }

    /**
     * Creates one of several exporters under one outer lock.
     *
     * @param outer made by {@link Mutex#outer}
     * @param revoked whether the buffer is revoked from the start
     * @param probe observes and steers the buffer and all its users
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
     * Runs an operation, from the outer lock to its release. The caller holds no lock. Spec actions OuterLock to Finish.
     *
     * @param forEver whether the buffer is closed at the end
     * @param steps the steps of the operation, in their order
     * @throws MisuseException if the thread holds one of the locks
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed then.
     *     Later interrupts do not end the call
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
     * The same, with the outer lock held by the caller.
     *
     * @param forEver whether the buffer is closed at the end
     * @param steps the steps of the operation, in their order
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
        closeThrew = forEver ? o.hasThrown() : closeThrew;
        underWay = false;
        o.rethrow();
    }

    /**
     * Runs an operation that is permanent. The caller holds no lock. Reference 4.3.
     *
     * @param steps the steps of the operation, in their order
     * @throws MisuseException if it is closed already, and that close did not throw
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed then.
     *     Later interrupts do not end the call
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

    /** Sets the count to 1 again. */
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

    /** kref_put: the put of the last reference completes. */
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
     * A page fault with two critical sections: it tests under the reservation lock, drops it, and tests again under the
     * outer lock, where it inserts the page. Spec actions Fault and FaultInsert; reference 5.6.
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

    /** {@return OK; SIGBUS if the buffer is revoked} Inserts the page under the lock under which it tests the flag. */
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
     * {@return whether the buffer is revoked: {@code flag} of Buffer.tla, priv-&gt;revoked} Without a lock it may be out of
     * date.
     */
    public final boolean isRevoked() {
        return revoked;
    }

    /** {@return whether the buffer is revoked for ever} Without the outer lock it may be out of date. */
    public final boolean isClosed() {
        return closed;
    }

    /**
     * {@return 1 for the registration and 1 for each mapping that a revoke waits for: {@code count} of Buffer.tla,
     * priv-&gt;kref}
     */
    public final int count() {
        return count.get();
    }

    /** {@return whether the count has reached 0, and no revoke has consumed that: {@code comp} of Buffer.tla} */
    public final boolean isComplete() {
        return completion.happened();
    }

    /** {@return the lock that serialises its operations} In vfio memory_lock; reference 5.4. */
    public final Mutex outer() {
        return outer;
    }

    /**
     * {@return whether a thread waits in a queue of this exporter or its buffer for something that has not happened}
     *
     * @param t any thread
     */
    public final boolean blocks(final Thread t) {
        return outer.blocks(t) || buffer.resv().blocks(t) || completion.blocks(t);
    }
}
