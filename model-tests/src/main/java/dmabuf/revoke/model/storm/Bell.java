// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import java.util.concurrent.locks.LockSupport;

/** Wakes one thread that has nothing to do. A ring that comes before the wait is not lost. */
final class Bell {
    private volatile boolean rung;
    private volatile Thread sleeper;

    void ring() {
        if (!rung) {
            rung = true;
            LockSupport.unpark(sleeper);
        }
    }

    /** Waits until it was rung since the last {@link #hear}, without any limit in time. */
    void await() {
        sleeper = Thread.currentThread();
        while (!rung) {
            LockSupport.park(this);
            // An interrupt of a storm is meant for those who are in a call.
            Thread.interrupted();
        }
    }

    /** What was rung so far is heard: whoever rings from now on is waited for no more. */
    void hear() {
        rung = false;
    }
}
