// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

/**
 * Synchronizes a race in which driver, worker and device have a thread each, so that in every order each job gets its signal and
 * each unmap its worker. A device signals after the driver's submit has returned. A driver makes its worker's call, the first
 * with which it releases the buffer, after the threads of worker and device have ended. Otherwise its unmap could come while its
 * job runs, where it is misuse, and a later revoke would wait for a worker that never comes.
 *
 * <p>The scheduler observes this class: a thread that waits here is parked, and the others go on.
 */
final class Turns {
    private static final int NONE = -1;

    private final int worker;
    private final int device;
    /** How many calls the worker's thread has still to make. Guarded by this. */
    private int toWork;
    /** How many calls the device's thread has still to make. Guarded by this. */
    private int toSignal;
    /** How many submits of the driver have returned, and how many signals have begun. Guarded by this. */
    private int submits;

    private int signals;
    private boolean letsGo;

    Turns(final Race race) {
        worker = race.threadOf("worker");
        device = race.threadOf("device");
        toWork = worker == NONE ? 0 : race.threads().get(worker).size();
        toSignal = device == NONE ? 0 : race.threads().get(device).size();
    }

    /** Whether any thread ever waits. */
    boolean areTaken() {
        return worker != NONE || device != NONE;
    }

    /** Called before each call of a thread. */
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

    /** Called after each call of a thread, whatever its result. */
    synchronized void after(final int thread, final boolean submit) {
        toWork -= thread == worker ? 1 : 0;
        toSignal -= thread == device ? 1 : 0;
        submits += submit ? 1 : 0;
        notifyAll();
    }
}
