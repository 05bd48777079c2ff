// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.dma;

/** Who waits for whom between the rounds of a {@link DmaRun}: the driver for the next restore, the worker for an unmap that it owes. */
final class DmaTurns {
    /** How often the buffer was given back, and unmaps that the worker owes. Guarded by this. */
    private int epoch;
    private int owed;
    private volatile boolean over;

    boolean isOver() {
        return over;
    }

    /** No round comes after this. */
    synchronized void end() {
        over = true;
        notifyAll();
    }

    /** A thread has broken off: nobody need wait for another any more. */
    synchronized void broken() {
        owed = 0;
        end();
    }

    /** The buffer was given back. */
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

    /** An unmap was left to the worker. */
    synchronized void owe() {
        owed++;
        notifyAll();
    }

    /** The worker has done one. */
    synchronized void paid() {
        owed--;
        notifyAll();
    }

    synchronized void awaitNothingOwed() throws InterruptedException {
        while (owed > 0) {
            wait();
        }
    }

    /** Waits for what there is to do. {@return false if it is over} */
    synchronized boolean owes() throws InterruptedException {
        while (owed == 0 && !over) {
            wait();
        }
        return owed > 0;
    }
}
