// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.dma;

/**
 * The waits between the rounds of a {@link DmaRun}: the driver waits for the next restore, and the worker for an unmap that it
 * owes.
 */
final class DmaTurns {
    /** The number of restores, and of unmaps that the worker owes. Guarded by this. */
    private int epoch;
    private int owed;
    private volatile boolean over;

    boolean isOver() {
        return over;
    }

    /** Ends the run: no round follows. */
    synchronized void end() {
        over = true;
        notifyAll();
    }

    /** A thread has failed: nobody waits for another any more. */
    synchronized void broken() {
        owed = 0;
        end();
    }

    /** The buffer was restored. */
    synchronized void turn() {
        epoch++;
        notifyAll();
    }

    synchronized int epoch() {
        return epoch;
    }

    synchronized void awaitEpochAfter(final int seen) throws InterruptedException {
        while (epoch == seen && !over) {
            wait();
        }
    }

    /** An unmap was deferred to the worker. */
    synchronized void owe() {
        owed++;
        notifyAll();
    }

    /** The worker has made one of the unmaps. */
    synchronized void paid() {
        owed--;
        notifyAll();
    }

    synchronized void awaitNothingOwed() throws InterruptedException {
        while (owed > 0) {
            wait();
        }
    }

    /** Waits until the worker owes an unmap. {@return false if the run is over} */
    synchronized boolean owes() throws InterruptedException {
        while (owed == 0 && !over) {
            wait();
        }
        return owed > 0;
    }
}
