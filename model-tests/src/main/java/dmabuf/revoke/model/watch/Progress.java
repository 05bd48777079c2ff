package dmabuf.revoke.model.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * How far the threads of a technique have come: each step that one of them takes is counted, and the last few are kept.
 *
 * <p><b>Memory.</b> A thread writes to a place of its own, without any fence, so that threads which race are not ordered
 * by being watched. Who reads sees what was written some time ago.
 */
public final class Progress {
    private static final int KEPT = 6;

    /** So many threads, and those that have ended are forgotten. */
    private static final int MANY = 1000;

    /** What one thread did. Written by that thread alone. */
    private static final class Lane {
        private final AtomicLong steps = new AtomicLong();
        private final AtomicReferenceArray<Object> last = new AtomicReferenceArray<>(KEPT);

        void add(final Object what) {
            final long n = steps.getPlain();
            last.setOpaque((int) (n % KEPT), what);
            steps.setOpaque(n + 1);
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

    private final Map<Thread, Lane> lanes = new ConcurrentHashMap<>();
    private final ThreadLocal<Lane> mine = ThreadLocal.withInitial(this::lane);
    private final AtomicLong ended = new AtomicLong();
    private final AtomicInteger hangs = new AtomicInteger();

    /** That of the technique to which the calling thread belongs; a new one if nobody watches this thread. */
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

    /** Of threads that have ended only the number of steps is kept: a device begins a thread for each of its jobs. */
    private synchronized void forget() {
        lanes.forEach((t, l) -> {
            if (!t.isAlive() && lanes.remove(t) != null) {
                ended.addAndGet(l.steps.getOpaque());
            }
        });
    }

    /** The calling thread has taken a step. @param what it was: immutable, for people */
    public void step(final Object what) {
        mine.get().add(what);
    }

    /** The steps of all threads. */
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

    void hung() {
        hangs.incrementAndGet();
    }

    /** How often somebody waited in vain. */
    public int hangs() {
        return hangs.get();
    }
}
