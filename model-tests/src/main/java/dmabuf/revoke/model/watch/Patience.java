// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.watch;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The patience of a thread that waits for other threads as long as they make progress. No clock decides when it ends.
 *
 * <p>The yardstick is the CPU time of the waiting thread. When it has seen no progress for a while, it keeps its core busy; a
 * thread that could go on gets as much CPU time meanwhile, however busy the machine is. So there is a hang
 *
 * <ul>
 *   <li>if all the threads wait, without a timeout, and none of them has run at all while the waiting thread ran for
 *       {@link Limits#blocked}: a thread that was woken would have run;
 *   <li>if some run or poll, and no step was taken while the waiting thread ran for {@link Limits#spinning};
 *   <li>if one thread that must take steps takes none for a third of that, whatever the others do;
 *   <li>at once if one is seen to poll in a call of impl ({@link Polling}).
 * </ul>
 *
 * <p>A thread that takes steps for ever detects that itself ({@link Progress}).
 *
 * <p>For one wait, and one thread.
 */
public final class Patience {
    /** How many short pauses it makes before it looks at all. */
    private static final int PAUSES = 500;

    /** The factor for the looks at one thread alone, while others take steps, before it keeps its core busy. */
    private static final int PATIENT = 10;
    private static final long SHORT_NANOS = 20_000;
    private static final long LONG_NANOS = 10_000_000;

    /** How long it runs between two looks. */
    private static final long BURST = 5_000_000L;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Supplier<? extends Collection<? extends Thread>> whom;
    private final Progress progress;
    private final Limits limits;
    private final Polling polling;
    private int pauses;
    private Look before;
    /** The number of steps; the looks that found no change, and this thread's CPU time at the first of them. */
    private long steps = -1;

    private int same;
    private long since;
    private int still;

    /** The thread that must take steps itself, or null if any thread may; its steps, and the looks that found no more of them. */
    private Thread one;

    private long stepsOfOne = -1;
    private int sameOfOne;
    private long sinceOfOne;
    private long sinceStill;

    /**
     * @param whom the threads it waits for
     * @param progress of these threads
     */
    public Patience(final Supplier<? extends Collection<? extends Thread>> whom, final Progress progress) {
        this(whom, progress, progress.limits());
    }

    private Patience(
            final Supplier<? extends Collection<? extends Thread>> whom, final Progress progress, final Limits limits) {
        this.whom = whom;
        this.progress = progress;
        this.limits = limits;
        this.polling = new Polling(progress, limits.polling());
    }

    /**
     * A longer patience: for a thread that waits for others with patience of their own, which detect a hang first and know more
     * about it; or for threads that take turns with the waiting one.
     */
    public static Patience longer(final Supplier<? extends Collection<? extends Thread>> whom, final Progress progress) {
        return new Patience(whom, progress, progress.limits().longer());
    }

    /**
     * Pauses for a moment; to be called repeatedly while waiting.
     *
     * @throws Hung if no thread will ever go on
     */
    public void pause() throws Hung {
        if (pauses++ < PAUSES) {
            LockSupport.parkNanos(SHORT_NANOS);
            return;
        }
        look();
        if (Math.max(Math.max(same, still), sameOfOne / PATIENT) < limits.looks()) {
            LockSupport.parkNanos(LONG_NANOS);
        } else {
            run();
        }
    }

    /** Waits until a thread has ended. */
    public void join(final Thread t) throws Hung, InterruptedException {
        while (t.isAlive()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            pause();
        }
    }

    /**
     * Waits until a thread has ended that must take steps itself. Steps of others do not count, because they may go on for ever
     * while this one waits in vain.
     */
    public void joinOneThatSteps(final Thread t) throws Hung, InterruptedException {
        one = t;
        join(t);
    }

    /** Checks that the thread which must take steps takes some while the waiting one runs. */
    private void lookAtOne(final Collection<? extends Thread> threads, final long now) throws Hung {
        final long taken = progress.steps(one);
        sameOfOne = taken == stepsOfOne && !Look.waitsForChild(threads) ? sameOfOne + 1 : 0;
        sinceOfOne = sameOfOne == 0 ? now : sinceOfOne;
        stepsOfOne = taken;
        if (now - sinceOfOne >= limits.spinning() / 3) {
            throw hung(threads, one.getName() + " takes no step, while others do");
        }
    }

    private void look() throws Hung {
        final Collection<? extends Thread> threads = whom.get();
        final long now = THREADS.getCurrentThreadCpuTime();
        if (one != null) {
            lookAtOne(threads, now);
        }
        final Thread polls = polling.find(threads);
        if (polls != null) {
            throw hung(threads, polls.getName() + " polls, and takes no step");
        }
        final long taken = progress.steps();
        if (taken != steps || Look.waitsForChild(threads)) {
            steps = taken;
            same = 0;
            still = 0;
            before = null;
            return;
        }
        since = same++ == 0 ? now : since;
        final Look look = Look.at(threads);
        still = look.nobodyCanGoOn() && look.equals(before) ? still + 1 : 0;
        sinceStill = still <= 1 ? now : sinceStill;
        before = look;
        if (still > 1 && now - sinceStill >= limits.blocked()) {
            throw hung(threads, "no thread can continue");
        }
        if (now - since >= limits.spinning()) {
            throw hung(threads, "no thread takes a step");
        }
    }

    /** Competes for the cores. */
    private static void run() {
        final long start = THREADS.getCurrentThreadCpuTime();
        while (THREADS.getCurrentThreadCpuTime() - start < BURST) {
            Thread.onSpinWait();
        }
    }

    private Hung hung(final Collection<? extends Thread> threads, final String how) {
        final Hung h = new Hung("hung: " + how + ", after " + progress.steps() + " steps:" + Look.lanes(threads, progress));
        progress.hung(h.getMessage());
        return h;
    }
}
