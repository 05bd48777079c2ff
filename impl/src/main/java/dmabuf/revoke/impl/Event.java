// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import java.util.concurrent.locks.AbstractQueuedSynchronizer;

/** A condition that is true or not yet true, and a queue of those who wait for it. The heart of fences and completions. */
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

    /** It has happened; whoever waits goes on. */
    void happen() {
        releaseShared(1);
    }

    /** As if it had not happened yet. */
    void reset() {
        setState(0);
    }

    boolean happened() {
        return getState() == 1;
    }

    /** Waits without heed of interrupts. */
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
