// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The progress of the threads of a technique: counts each step that one of them takes, and keeps the last few.
 *
 * <p><b>A call without an end.</b> In the spec no call takes more than a certain number of steps, whatever other processes do
 * meanwhile (the number is read from the graph). A thread that takes more in one call has left the spec, so there are no false
 * alarms, however busy the machine is. Its next step throws {@link Endless}, which ends it, and counts as a hang.
 *
 * <p><b>Memory.</b> A thread writes to its own place without any fence, so that racing threads are not ordered by being watched.
 * A reader sees values that were written some time ago.
 */
public final class Progress {
    private static final int KEPT = 6;

    /** From this number of threads on, those that have ended are removed. */
    private static final int MANY = 1000;

    /** The steps of one thread. Written by that thread only. */
    private static final class Lane {
        private final AtomicLong steps = new AtomicLong();
        private final AtomicReferenceArray<Object> last = new AtomicReferenceArray<>(KEPT);
        private final AtomicBoolean inCall = new AtomicBoolean();
        /** The call, the number of steps before it, and its greatest number of steps. Read by the thread itself only. */
        private Object call;

        private long before;
        private long most = Long.MAX_VALUE;

        void add(final Object what) {
            final long n = steps.getPlain();
            last.setOpaque((int) (n % KEPT), what);
            steps.setOpaque(n + 1);
        }

        void begin(final Object what, final long longest) {
            add("calls " + what);
            call = what;
            before = steps.getPlain();
            most = longest;
            inCall.setOpaque(true);
        }

        void end() {
            most = Long.MAX_VALUE;
            inCall.setOpaque(false);
        }

        boolean isEndless() {
            return steps.getPlain() - before > most;
        }

        List<String> last() {
            final List<String> texts = new ArrayList<>();
            final long end = steps.getOpaque();
            for (long n = Math.max(0, end - KEPT); n < end; n++) {
                texts.add(String.valueOf(last.getOpaque((int) (n % KEPT))));
            }
            return texts;
        }
    }

    private final Limits limits;
    private final Map<Thread, Lane> lanes = new ConcurrentHashMap<>();
    private final ThreadLocal<Lane> mine = ThreadLocal.withInitial(this::lane);
    private final AtomicLong ended = new AtomicLong();
    private final AtomicReference<String> firstHang = new AtomicReference<>("");
    private final AtomicInteger hangs = new AtomicInteger();

    /** With the usual limits. */
    public Progress() {
        this(Limits.USUAL);
    }

    /** @param limits of the patience of the threads that wait for these */
    public Progress(final Limits limits) {
        this.limits = limits;
    }

    Limits limits() {
        return limits;
    }

    /** The progress of the technique to which the calling thread belongs; a new one if nobody watches this thread. */
    public static Progress here() {
        final Watch.Group group = Watch.Group.of(Thread.currentThread());
        return group == null ? new Progress() : group.progress();
    }

    private Lane lane() {
        if (lanes.size() > MANY) {
            forget();
        }
        return lanes.computeIfAbsent(Thread.currentThread(), t -> new Lane());
    }

    /** For threads that have ended only the number of steps is kept: a device starts a thread for each of its jobs. */
    private synchronized void forget() {
        lanes.forEach((t, l) -> {
            if (!t.isAlive() && lanes.remove(t) != null) {
                ended.addAndGet(l.steps.getOpaque());
            }
        });
    }

    /**
     * The calling thread has made progress: a step of a technique's own, or of impl.
     *
     * @param what the step was: immutable, for display
     * @throws Endless if no call of the spec has so many steps
     */
    public void step(final Object what) {
        final Lane lane = mine.get();
        lane.add(what);
        if (lane.isEndless()) {
            final Endless e = new Endless(Thread.currentThread().getName() + " takes step after step in one call, " + lane.call
                    + ", and no call of the spec takes more than " + lane.most + "; its last steps: "
                    + String.join(", ", lane.last()));
            hung(e.getMessage());
            throw e;
        }
    }

    /**
     * The calling thread has taken a step of impl. It must be in a call, because there is no bound on steps outside of a call.
     *
     * @param what the step was: immutable, for display
     * @throws Endless if no call of the spec has so many steps
     */
    public void stepOfCall(final Object what) {
        if (!mine.get().inCall.getPlain()) {
            throw new AssertionError("the step " + what + " is taken by " + Thread.currentThread().getName()
                    + ", which has begun no call: code that calls impl must notify Progress first");
        }
        step(what);
    }

    /**
     * The calling thread begins a call of impl, which is no step.
     *
     * @param what it calls: immutable, for display
     * @param longest how many steps the longest call of the spec takes
     */
    public void begins(final Object what, final int longest) {
        mine.get().begin(what, longest);
    }

    /** The call has returned, or thrown an exception. */
    public void returned() {
        mine.get().end();
    }

    /** Whether a thread is in a call of impl. */
    boolean isInCall(final Thread t) {
        final Lane lane = lanes.get(t);
        return lane != null && lane.inCall.getOpaque();
    }

    /** The steps of all threads, and the calls that were begun. */
    public long steps() {
        return ended.get() + lanes.values().stream().mapToLong(l -> l.steps.getOpaque()).sum();
    }

    /** The steps of one thread. */
    long steps(final Thread t) {
        final Lane lane = lanes.get(t);
        return lane == null ? 0 : lane.steps.getOpaque();
    }

    /** The last steps of a thread, oldest first. */
    List<String> last(final Thread t) {
        final Lane lane = lanes.get(t);
        return lane == null ? List.of() : lane.last();
    }

    /** @param how the hang was detected, for display */
    void hung(final String how) {
        firstHang.compareAndSet("", how);
        hangs.incrementAndGet();
    }

    /** How the first hang was detected; empty if there was none. */
    public String firstHang() {
        return firstHang.get();
    }

    /** How many waits ended in a hang. */
    public int hangs() {
        return hangs.get();
    }
}
