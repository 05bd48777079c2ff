// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

/**
 * Who waits for whom in a race in which driver, worker and device have a thread each, so that no job is left without its
 * signal and no unmap without its worker, whoever goes first: a device signals when the driver's submit has come back, and a
 * driver makes its worker's call, the first by which it lets go of the buffer, when the threads of worker and device have ended.
 * Else its unmap could come while its job runs, where it is misuse, and a later revoke would wait for a worker that never comes.
 *
 * <p>The scheduler looks into this class: who waits here is parked, and the others go on.
 */
final class Turns {
    private static final int NONE = -1;

    private final int worker;
    private final int device;
    /** Calls that the worker's thread has still to make. Guarded by this. */
    private int toWork;
    /** Those that the device's thread has still to make. Guarded by this. */
    private int toSignal;
    /** Submits of the driver that have come back, and signals that were begun. Guarded by this. */
    private int submits;

    private int signals;
    private boolean letsGo;

    Turns(final Race race) {
        worker = race.threadOf("worker");
        device = race.threadOf("device");
        toWork = worker == NONE ? 0 : race.threads().get(worker).size();
        toSignal = device == NONE ? 0 : race.threads().get(device).size();
    }

    /** Whether anybody ever waits. */
    boolean areTaken() {
        return worker != NONE || device != NONE;
    }

    /** Before a call of a thread. */
    synchronized void before(final int thread, final String role) throws InterruptedException {
        if (thread == device) {
            signals++;
            while (submits < signals && !letsGo) {
                wait();
            }
        }
        if (thread == 0 && role.equals("worker")) {
            letsGo = true;
            notifyAll();
            while (toWork > 0 || toSignal > 0) {
                wait();
            }
        }
    }

    /** After a call of a thread, whatever came of it. */
    synchronized void after(final int thread, final boolean submit) {
        toWork -= thread == worker ? 1 : 0;
        toSignal -= thread == device ? 1 : 0;
        submits += submit ? 1 : 0;
        notifyAll();
    }
}
