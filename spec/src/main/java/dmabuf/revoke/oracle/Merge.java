// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.oracle;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes one history of what several threads have recorded, each in a buffer of its own.
 *
 * <p><b>Order.</b> By stamp. If stamps are equal, a call precedes another thread's return, because it may have been made
 * before that return. So the history can only widen the real intervals. The order of each thread's own events never
 * changes. Any remaining tie is decided by the number of the thread.
 *
 * <p><b>Refused.</b> Stamps that give no order: a thread whose stamps run backwards; a run of more than one event in which
 * all stamps are equal (a clock that stands still); equal stamps for which two threads each return and call again, so that
 * no order puts every call before the other thread's return.
 */
public final class Merge {
    private Merge() {}

    /** @param threads the recording of each thread, in its own order */
    public static History merge(final List<List<Stamped>> threads) throws BadHistory {
        return merge(threads, true);
    }

    /** @param callsFirst whether, for equal stamps, calls precede other threads' returns; false only for a seeded bug */
    static History merge(final List<List<Stamped>> threads, final boolean callsFirst) throws BadHistory {
        refuseIfUnordered(threads);
        final int[] at = new int[threads.size()];
        final List<Observation> merged = new ArrayList<>();
        for (int t = next(threads, at, callsFirst); t >= 0; t = next(threads, at, callsFirst)) {
            merged.add(threads.get(t).get(at[t]++).what());
        }
        return new History(merged);
    }

    /** The thread whose event is next; -1 at the end. */
    private static int next(final List<List<Stamped>> threads, final int[] at, final boolean callsFirst)
            throws BadHistory {
        int best = -1;
        for (int t = 0; t < at.length; t++) {
            if (at[t] < threads.get(t).size() && (best < 0 || before(threads, at, t, best, callsFirst))) {
                best = t;
            }
        }
        return best;
    }

    private static boolean before(
            final List<List<Stamped>> threads, final int[] at, final int t, final int u, final boolean callsFirst)
            throws BadHistory {
        final long later = stamp(threads, at, t) - stamp(threads, at, u);
        if (later != 0) {
            return later < 0;
        }
        final int rank = rank(threads.get(t), at[t]);
        final int other = rank(threads.get(u), at[u]);
        if (rank == 1 && other == 1) {
            throw new BadHistory("at stamp " + stamp(threads, at, t) + " threads " + Math.min(t, u) + " and "
                    + Math.max(t, u) + " both return and call again: the clock is too coarse");
        }
        return callsFirst ? rank < other : rank > other;
    }

    private static long stamp(final List<List<Stamped>> threads, final int[] at, final int t) {
        return threads.get(t).get(at[t]).stamp();
    }

    /** For equal stamps: 0 for a call, 1 for a return before a call with the same stamp, 2 for any other return. */
    private static int rank(final List<Stamped> thread, final int at) {
        if (thread.get(at).isCall()) {
            return 0;
        }
        for (int n = at + 1; n < thread.size() && thread.get(n).stamp() == thread.get(at).stamp(); n++) {
            if (thread.get(n).isCall()) {
                return 1;
            }
        }
        return 2;
    }

    private static void refuseIfUnordered(final List<List<Stamped>> threads) throws BadHistory {
        Stamped any = null;
        int events = 0;
        boolean moves = false;
        for (int t = 0; t < threads.size(); t++) {
            Stamped last = null;
            for (final Stamped s : threads.get(t)) {
                if (last != null && s.stamp() - last.stamp() < 0) {
                    throw new BadHistory("thread " + t + ": the stamp of \"" + s.what() + "\" is before that of \""
                            + last.what() + "\"");
                }
                any = any == null ? s : any;
                moves |= s.stamp() != any.stamp();
                events++;
                last = s;
            }
        }
        if (events > 1 && !moves) {
            throw new BadHistory("all " + events + " stamps are equal: the clock stands still");
        }
    }
}
