// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.drive;

import dmabuf.revoke.impl.Exporter;
import dmabuf.revoke.model.watch.Hung;
import dmabuf.revoke.model.watch.Patience;
import dmabuf.revoke.model.watch.Progress;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Decides when the threads of a director stand still: each is idle, at a gate, returned, or blocked.
 *
 * <p>A thread is <b>blocked</b> if it is queued on a lock or a wait of impl, and the event that it waits for cannot come, because
 * the owner, or whoever could cause it, stands still too. Impl's own queues are read twice: at the first look a thread may still
 * be on its way to a gate; if nothing has moved between the two looks, nothing will.
 */
public final class Stillness {
    /** The interval at which the director looks for blocked threads. After some looks it begins to watch for a hang. */
    private static final long LOOK_AGAIN_NANOS = 100_000L;

    private static final int LOOKS = 8;

    private final Actor[] threads;
    private final Progress progress;

    /**
     * @param threads to be watched
     * @param progress of these threads
     */
    public Stillness(final Actor[] threads, final Progress progress) {
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * Waits until all threads stand still. A thread that reaches a gate or returns wakes the director. A thread that becomes
     * blocked does not, so the director looks again after a while. It never spins: on few cores it would take time from the
     * threads that it waits for.
     *
     * @param whose the exporters of the buffers that the threads use
     */
    public void await(final List<? extends Exporter> whose) throws Disagreement {
        Patience patience = null;
        int looks = 0;
        int still = 0;
        while (still < 2) {
            if (!runs(whose, true)) {
                return;
            }
            still = runs(whose, false) ? 0 : still + 1;
            if (still == 0 && looks++ < LOOKS) {
                LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
            } else if (still == 0) {
                patience = patience == null ? patience() : patience;
                pause(patience, whose);
            }
        }
    }

    /**
     * Whether a thread runs.
     *
     * @param orIsBlocked whether a blocked thread counts as running
     */
    private boolean runs(final List<? extends Exporter> whose, final boolean orIsBlocked) {
        for (final Actor a : threads) {
            if (a.at() == Subject.At.RUNNING && (orIsBlocked || !blocked(a, whose))) {
                return true;
            }
        }
        return false;
    }

    /** Watches these threads for a caller that waits for them: if none will ever go on, that is a hang. */
    Patience patience() {
        return new Patience(() -> List.of(threads), progress);
    }

    /** Waits a little. If the threads hang, it throws: that is a verdict of its own, never a pass. */
    void pause(final Patience patience, final List<? extends Exporter> whose) throws Disagreement {
        try {
            patience.pause();
        } catch (Hung h) {
            final StringBuilder text = new StringBuilder(h.getMessage());
            whose.forEach(e -> text.append('\n').append(Standing.of(e)));
            throw new Disagreement(text + "\nthe threads:" + dump(whose));
        }
    }

    /** Where all threads are, for display. */
    public String dump(final List<? extends Exporter> whose) {
        final StringBuilder text = new StringBuilder();
        for (final Actor a : threads) {
            text.append("\n  ").append(a.where(blocked(a, whose)));
        }
        return text.toString();
    }

    /** Whether a thread waits in a queue of one of these exporters for an event that has not come. */
    public static boolean blocked(final Actor a, final List<? extends Exporter> whose) {
        for (int n = 0; n < whose.size(); n++) {
            if (whose.get(n).blocks(a)) {
                return true;
            }
        }
        return false;
    }
}
