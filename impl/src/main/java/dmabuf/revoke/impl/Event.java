// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import java.util.concurrent.locks.AbstractQueuedSynchronizer;

/** A condition that becomes true, and a queue of the threads that wait for it. Fences and completions are made of it. */
final class Event extends AbstractQueuedSynchronizer implements Waitable {
    private static final long serialVersionUID = 1L;

    @Override
    protected int tryAcquireShared(final int unused) {
        return getState() == 1 ? 1 : -1;
    }

    @Override
    protected boolean tryReleaseShared(final int happened) {
        setState(happened);
        return happened == 1;
    }

    /** Makes the condition true, and wakes all waiters. */
    void happen() {
        releaseShared(1);
    }

    /** Re-arms a completion: the condition is false again. */
    void reset() {
        setState(0);
    }

    boolean happened() {
        return getState() == 1;
    }

    /** Waits, and ignores interrupts. */
    void await() {
        acquireShared(0);
    }

    void awaitInterruptibly() throws InterruptedException {
        acquireSharedInterruptibly(0);
    }

    @Override
    public boolean blocks(final Thread t) {
        return !happened() && isQueued(t);
    }
}
