// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.watch;

import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs a body with all the threads that it starts, and ends when it has ended, or when none of them will go on.
 *
 * <p>The body runs in a daemon thread of its own group; threads that it starts belong to the group, and are daemons too. The
 * threads of a body that hangs are interrupted once and left behind: they hold no lock that other threads need, because each
 * technique makes its own buffers.
 */
public final class Watch {
    private Watch() {}

    /** The threads of one body. */
    static final class Group extends ThreadGroup {
        private final Progress progress;

        private Group(final String name, final Progress progress) {
            super(name);
            this.progress = progress;
        }

        Progress progress() {
            return progress;
        }

        /** The group to which a thread belongs; null if nobody watches the thread. */
        static Group of(final Thread t) {
            for (ThreadGroup g = t.getThreadGroup(); g != null; g = g.getParent()) {
                if (g instanceof Group found) {
                    return found;
                }
            }
            return null;
        }

    }

    /** The live threads of a group and of its subgroups. */
    public static Collection<Thread> threads(final ThreadGroup group) {
        final Thread[] found = new Thread[2 * group.activeCount() + 8];
        group.enumerate(found);
        return Arrays.stream(found).filter(Objects::nonNull).toList();
    }

    /**
     * Runs a body.
     *
     * @param progress of the body, which gets it by {@link Progress#here}
     * @return the body's result
     * @throws Hung if it does not end; the threads that still wait are left behind
     * @throws ExecutionException with the body's exception
     */
    public static <T> T run(final String name, final Progress progress, final Callable<T> body)
            throws Hung, ExecutionException, InterruptedException {
        final Group group = new Group(name, progress);
        final FutureTask<T> task = new FutureTask<>(body);
        final Thread thread = new Thread(group, task, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.start();
        final Patience patience = Patience.longer(() -> threads(group), progress);
        try {
            patience.join(thread);
        } catch (InterruptedException e) {
            threads(group).forEach(Thread::interrupt);
            throw e;
        } finally {
            if (progress.hangs() > 0) {
                threads(group).forEach(Thread::interrupt);
            }
        }
        return task.get();
    }
}
