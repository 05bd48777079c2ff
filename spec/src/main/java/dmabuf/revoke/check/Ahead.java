// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.tlc.Undecided;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A value that a thread of its own computes while other threads do something else. */
final class Ahead<T> {
    /** The computation of the value. */
    interface Work<T> {
        T done() throws Undecided;
    }

    private final FutureTask<T> task;

    private Ahead(final FutureTask<T> task) {
        this.task = task;
    }

    /** Starts the computation. */
    static <T> Ahead<T> of(final String what, final Work<T> work) {
        final FutureTask<T> task = new FutureTask<>(work::done);
        final Thread worker = new Thread(task, what);
        worker.setDaemon(true);
        worker.start();
        return new Ahead<>(task);
    }

    /** Waits for the value and returns it. An interrupt does not end the wait; the interrupt status is kept. */
    T get() throws Undecided {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw thrown(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Undecided thrown(final Throwable why) {
        if (why instanceof Undecided u) {
            return u;
        }
        throw new IllegalStateException(why);
    }
}
