// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The lock discipline of reference 5.4, asserted as lockdep does: which lock may be taken inside which, what a callback
 * must not do, and what must not be called under the reservation lock. All locks of a device share one.
 *
 * <p>All methods return true or throw an AssertionError, and are called only in {@code assert}: without {@code -ea} they do
 * not run.
 */
final class Lockdep {
    /** Outer locks first. */
    enum Rank {
        OUTER("the outer lock"),
        RESV("the reservation lock");

        private final String text;

        Rank(final String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** The locks of a thread. */
    private static final class Held {
        /** In the order in which they were taken, which is that of their ranks. */
        private final Deque<Rank> locks = new ArrayDeque<>();
        private boolean inCallback;
    }

    private final ThreadLocal<Held> held = ThreadLocal.withInitial(Held::new);

    /** A lock may be taken inside those of lower rank, and not in a callback. */
    boolean mayTake(final Rank rank) {
        final Held h = held.get();
        if (h.inCallback) {
            throw new AssertionError("a callback takes " + rank);
        }
        final Rank last = h.locks.peekLast();
        if (last != null && last.compareTo(rank) >= 0) {
            throw new AssertionError(rank + " is taken inside " + (last == rank ? "another one" : last.toString()));
        }
        return true;
    }

    boolean taken(final Rank rank) {
        return held.get().locks.add(rank);
    }

    boolean released(final Rank rank) {
        return held.get().locks.removeLastOccurrence(rank);
    }

    /** The callback of an importer begins or ends. */
    boolean callback(final boolean begins) {
        held.get().inCallback = begins;
        return true;
    }

    /** A function that takes the reservation lock itself, or waits for a thread that does, must not be called under that lock. */
    boolean mayCall(final String function) {
        final Held h = held.get();
        if (h.inCallback || h.locks.contains(Rank.RESV)) {
            throw new AssertionError(function + (h.inCallback ? " in a callback" : " under the reservation lock"));
        }
        return true;
    }
}
