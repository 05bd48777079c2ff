// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.watch;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Detects a thread that polls for ever: it is in a call of impl, and runs on without taking a step.
 *
 * <p><b>Why a busy machine gives no false alarm.</b> Between two steps of the spec a call of impl passes once over the
 * attachments and fences of its buffer, which takes microseconds. Then it takes its step, or sleeps in a queue of impl until
 * another thread wakes it. So a thread polls
 *
 * <ul>
 *   <li>if it has itself run for {@link Limits#polling} since its last step: ten thousand times as long. Only the CPU time
 *       of this thread counts; while other threads have the cores, nothing is counted. Between two looks at most
 *       {@link #LEAP} is counted, however far its clock advanced, so that a suspended machine is no poll;
 *   <li>if it has gone to sleep {@link #SLEPT} times since any thread took a step or began a call: no thread could
 *       have woken it in vain, so it wakes by itself.
 * </ul>
 *
 * <p>For one wait, and one thread.
 */
final class Polling {
    /** In nanoseconds. */
    private static final long LEAP = 50_000_000L;
    private static final long SLEPT = 200;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Progress progress;
    private final long most;
    private final Map<Thread, Seen> before = new HashMap<>();

    /**
     * The observations of a thread.
     *
     * @param steps its own
     * @param all the steps of all threads
     * @param clock its CPU time
     * @param ran how much of that counts since its last step
     * @param sleeps how often it had slept at the last step of any thread
     */
    private record Seen(long steps, long all, long clock, long ran, long sleeps) {}

    /** @param most how long a thread may run without a step, in nanoseconds of its CPU time */
    Polling(final Progress progress, final long most) {
        this.progress = progress;
        this.most = most;
    }

    /** {@return a thread that polls; null if none is seen to} To be called repeatedly. */
    Thread find(final Collection<? extends Thread> threads) {
        final long all = progress.steps();
        for (final Thread t : threads) {
            if (!progress.isInCall(t)) {
                before.remove(t);
            } else if (polls(t, all)) {
                return t;
            }
        }
        return null;
    }

    private boolean polls(final Thread t, final long all) {
        final ThreadInfo info = THREADS.getThreadInfo(Look.id(t));
        final long clock = THREADS.getThreadCpuTime(Look.id(t));
        if (info == null || clock < 0) {
            return false;
        }
        final long steps = progress.steps(t);
        final Seen seen = before.get(t);
        final boolean stepped = seen == null || seen.steps != steps;
        final boolean moved = stepped || seen.all != all;
        final Seen now = new Seen(
                steps, all, clock, stepped ? 0 : seen.ran + Math.min(LEAP, clock - seen.clock),
                moved ? info.getWaitedCount() : seen.sleeps);
        before.put(t, now);
        return now.ran >= most || info.getWaitedCount() - now.sleeps >= SLEPT;
    }
}
