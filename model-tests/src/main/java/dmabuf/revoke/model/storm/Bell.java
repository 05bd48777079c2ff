// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import java.util.concurrent.locks.LockSupport;

/** Wakes one thread that is idle. A ring before the wait is not lost. */
final class Bell {
    private volatile boolean rung;
    private volatile Thread sleeper;

    void ring() {
        if (!rung) {
            rung = true;
            LockSupport.unpark(sleeper);
        }
    }

    /** Waits, without a timeout, until the bell has rung since the last {@link #hear}. */
    void await() {
        sleeper = Thread.currentThread();
        while (!rung) {
            LockSupport.park(this);
            // The storm's interrupts are meant for threads in a call.
            Thread.interrupted();
        }
    }

    /** Forgets earlier rings: {@link #await} returns only for later ones. */
    void hear() {
        rung = false;
    }
}
