// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import java.util.ArrayList;
import java.util.List;

/**
 * A fence: it signals once, and stays signalled. Reference section 6; the jobs of Callback.tla.
 *
 * <p><b>Memory.</b> What happens before {@link #signal} happens before the end of a wait.
 *
 * <p><b>Locks.</b> None is needed. It is legal to wait with the reservation lock held, so the signaller must not need that
 * lock.
 */
public final class DmaFence {
    private final Usage usage;
    /** The job begins when this fence has signalled; null if it has begun. */
    private final DmaFence queuedBehind;
    private final Event signalled = new Event();
    /** Guarded by this. */
    private List<Runnable> callbacks = List.of();

    /**
     * Creates a fence that has not signalled.
     *
     * @param usage the class, which decides who waits for it
     */
    public DmaFence(final Usage usage) {
        this(usage, null);
    }

    /** @param queuedBehind the job begins when this fence has signalled; null: at once */
    DmaFence(final Usage usage, final DmaFence queuedBehind) {
        this.usage = usage;
        this.queuedBehind = queuedBehind;
    }

    /** {@return whether its job has not begun, because it is queued behind the job of a move} */
    public boolean isQueued() {
        return queuedBehind != null && !queuedBehind.isSignalled();
    }

    /** {@return its class} */
    public Usage usage() {
        return usage;
    }

    /**
     * Spec action Signal. Repeated calls have no further effect. Then runs the callbacks of {@link #whenSignalled} in this
     * thread. Their exceptions go to the thread's handler of uncaught exceptions, because the signaller cannot handle them.
     *
     * @return whether it had not signalled before
     */
    public boolean signal() {
        final List<Runnable> then;
        synchronized (this) {
            if (isSignalled()) {
                return false;
            }
            signalled.happen();
            then = callbacks;
            callbacks = List.of();
        }
        for (final Runnable r : then) {
            try {
                r.run();
            } catch (RuntimeException | Error e) {
                final Thread t = Thread.currentThread();
                t.getUncaughtExceptionHandler().uncaughtException(t, e);
            }
        }
        return true;
    }

    /** {@return false if it has signalled already} dma_fence_add_callback: runs something after the fence has signalled. */
    synchronized boolean whenSignalled(final Runnable then) {
        if (isSignalled()) {
            return false;
        }
        callbacks = new ArrayList<>(callbacks);
        callbacks.add(then);
        return true;
    }

    /**
     * Runs something under the fence's lock, unless the fence has signalled; meanwhile it cannot signal.
     * dma_fence_add_callback tests in this way.
     *
     * @return whether it ran
     */
    synchronized boolean before(final Runnable effect) {
        if (isSignalled()) {
            return false;
        }
        effect.run();
        return true;
    }

    /** {@return whether it has signalled} It then stays signalled. */
    public boolean isSignalled() {
        return signalled.happened();
    }

    /**
     * Waits until the fence has signalled, without a timeout. An interrupted wait changes nothing. Reference 6.
     *
     * @throws InterruptedException if the thread is interrupted before the fence has signalled
     */
    public void await() throws InterruptedException {
        signalled.awaitInterruptibly();
    }

    /** Waits until the fence has signalled, without a timeout, and ignores interrupts. Reference 6. */
    public void awaitUninterruptibly() {
        signalled.await();
    }

    Waitable waitable() {
        return signalled;
    }
}
