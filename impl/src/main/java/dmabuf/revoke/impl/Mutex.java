// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock with an owner: the kernel's ww_mutex and rwsem, as far as this protocol needs them. Not reentrant: to lock it
 * while holding it is misuse.
 */
public final class Mutex implements Waitable {
    private static final class Owned extends ReentrantLock {
        private static final long serialVersionUID = 1L;

        Thread owner() {
            return getOwner();
        }
    }

    private final Owned lock = new Owned();
    private final Lockdep lockdep;
    private final Lockdep.Rank rank;

    Mutex(final Lockdep lockdep, final Lockdep.Rank rank) {
        this.lockdep = lockdep;
        this.rank = rank;
    }

    /**
     * {@return the outer lock of an exporter, or of a device whose buffers share it: the outermost of their locks} Reference 5.4.
     */
    public static Mutex outer() {
        return new Mutex(new Lockdep(), Lockdep.Rank.OUTER);
    }

    Lockdep lockdep() {
        return lockdep;
    }

    /**
     * Waits for the lock, and ignores interrupts, because the caller has begun something that it must end.
     *
     * @throws MisuseException if the calling thread holds it
     */
    public void lock() {
        mayBeTaken();
        lock.lock();
        assert lockdep.taken(rank);
    }

    /**
     * Waits for the lock.
     *
     * @throws MisuseException if the calling thread holds it
     * @throws InterruptedException if an interrupt comes first; nothing has changed then
     */
    public void lockInterruptibly() throws InterruptedException {
        mayBeTaken();
        lock.lockInterruptibly();
        assert lockdep.taken(rank);
    }

    /**
     * Releases it.
     *
     * @throws MisuseException if the calling thread does not hold it
     */
    public void unlock() {
        mustBeHeld();
        release();
    }

    /** The end of a critical section of impl itself. */
    void release() {
        assertHeld();
        try {
            assert lockdep.released(rank);
        } finally {
            lock.unlock();
        }
    }

    /** Checks that the calling thread does not hold it, and may take it inside the locks that it holds. */
    void mayBeTaken() {
        MisuseException.unless(!isHeld(), "the thread holds this lock already");
        assert lockdep.mayTake(rank);
    }

    /** Checks that the calling thread holds it; otherwise the call is misuse. */
    void mustBeHeld() {
        MisuseException.unless(isHeld(), "the thread does not hold the lock");
    }

    /** dma_resv_assert_held, for critical sections of impl itself. */
    void assertHeld() {
        if (!isHeld()) {
            throw new IllegalStateException("the thread does not hold the lock any more");
        }
    }

    /** {@return whether the calling thread holds it} */
    public boolean isHeld() {
        return lock.isHeldByCurrentThread();
    }

    /** {@return the thread that holds it; null if there is none} */
    public Thread owner() {
        return lock.owner();
    }

    @Override
    public boolean blocks(final Thread t) {
        final Thread owner = owner();
        return owner != null && owner != t && lock.hasQueuedThread(t);
    }
}
