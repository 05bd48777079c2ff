// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.drive;

import dmabuf.revoke.impl.Exporter;
import dmabuf.revoke.model.watch.Hung;
import dmabuf.revoke.model.watch.Patience;
import dmabuf.revoke.model.watch.Progress;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * When the threads of a director stand still: idle, at a gate, returned, or blocked.
 *
 * <p><b>Blocked</b> means: queued on a lock or a wait of impl, and what it waits for cannot come, because its owner, or
 * whoever could bring it about, stands still too. That is read from impl's own queues, twice: in the first look somebody
 * may still have been on the way to his gate; if nothing has moved between the two, nothing will.
 */
public final class Stillness {
    /** After so long the director looks whether a thread has come to be blocked, some times before it watches for a hang. */
    private static final long LOOK_AGAIN_NANOS = 100_000L;

    private static final int LOOKS = 8;

    private final Actor[] threads;
    private final Progress progress;

    /**
     * @param threads which are watched
     * @param progress of these
     */
    public Stillness(final Actor[] threads, final Progress progress) {
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * Waits until all threads stand still. Who comes to a gate or back wakes the director; who comes to be blocked does not,
     * so the director looks again after a while. It never spins: on few cores that takes the time from those that it waits
     * for.
     *
     * @param whose buffers the threads use
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

    /** Whether a thread is on its way; one that is blocked counts as well, or not. */
    private boolean runs(final List<? extends Exporter> whose, final boolean orIsBlocked) {
        for (final Actor a : threads) {
            if (a.at() == Subject.At.RUNNING && (orIsBlocked || !blocked(a, whose))) {
                return true;
            }
        }
        return false;
    }

    /** Looks after these threads while somebody waits for them: if none will ever go on, that is a hang. */
    Patience patience() {
        return new Patience(() -> List.of(threads), progress);
    }

    /** Gives way; a thread that will never stand still hangs: a verdict of its own, never a pass. */
    void pause(final Patience patience, final List<? extends Exporter> whose) throws Disagreement {
        try {
            patience.pause();
        } catch (Hung h) {
            final StringBuilder text = new StringBuilder(h.getMessage());
            whose.forEach(e -> text.append('\n').append(Standing.of(e)));
            throw new Disagreement(text + "\nthe threads:" + dump(whose));
        }
    }

    /** Where all threads are, for people. */
    public String dump(final List<? extends Exporter> whose) {
        final StringBuilder text = new StringBuilder();
        for (final Actor a : threads) {
            text.append("\n  ").append(a.where(blocked(a, whose)));
        }
        return text.toString();
    }

    /** Whether a thread waits in a queue of one of these for what has not come. */
    public static boolean blocked(final Actor a, final List<? extends Exporter> whose) {
        for (int n = 0; n < whose.size(); n++) {
            if (whose.get(n).blocks(a)) {
                return true;
            }
        }
        return false;
    }
}
