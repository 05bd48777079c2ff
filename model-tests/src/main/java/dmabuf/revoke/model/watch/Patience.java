// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.watch;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The patience of one who waits for other threads, as long as they get on. No clock decides when it ends.
 *
 * <p>The yardstick is the time that the waiting thread itself ran. When it has seen nothing move for a while it keeps its
 * core busy; a thread that could go on gets as much of the cores meanwhile, however busy the machine is. So there is a hang
 *
 * <ul>
 *   <li>if all the threads wait, without any limit in time, and none of them has run at all while the waiting one ran for
 *       {@link Limits#blocked}: whoever was woken would have run;
 *   <li>if some run or look again and again, and no step was taken while the waiting one ran for {@link Limits#spinning};
 *   <li>if one thread that must take steps takes none for a third of that, whatever the others do;
 *   <li>at once if one is seen to poll in a call of impl ({@link Polling}).
 * </ul>
 *
 * <p>A thread that takes steps for ever finds that out itself ({@link Progress}).
 *
 * <p>For one wait, and one thread.
 */
public final class Patience {
    /** So often it gives way before it looks at all. */
    private static final int PAUSES = 500;

    /** So many times as often it looks at one thread alone, while others take steps, before it keeps its core busy. */
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
    /** Steps, and looks that found everything as before, and the time of this thread when the first of them did. */
    private long steps = -1;

    private int same;
    private long since;
    private int still;

    /** The thread that must take steps itself; null if it is enough that some do. Its steps, and looks that found no more of them. */
    private Thread one;

    private long stepsOfOne = -1;
    private int sameOfOne;
    private long sinceOfOne;
    private long sinceStill;

    /**
     * @param whom it waits for
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
     * One that waits longer: for others who wait with patience themselves, who are the first to see a hang and know more of it; or
     * for threads that take turns with the one that waits.
     */
    public static Patience longer(final Supplier<? extends Collection<? extends Thread>> whom, final Progress progress) {
        return new Patience(whom, progress, progress.limits().longer());
    }

    /**
     * Gives way for a moment; to be called as long as one waits.
     *
     * @throws Hung if nobody will ever go on
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
     * Waits until a thread has ended that must take steps itself: that others take some is not enough, because they may go on
     * for ever while this one waits in vain.
     */
    public void joinOneThatSteps(final Thread t) throws Hung, InterruptedException {
        one = t;
        join(t);
    }

    /** Whether the one that must take steps takes none, however long the waiting one ran; then that has run too. */
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

    /** Takes part in the contest for the cores. */
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
