// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Leads a storm to a pair of operations that were not open together yet: who is in one of them stays for a moment, until
 * somebody is in the other. Nobody waits for long, so that no bug can be hidden by it.
 */
final class Steer {
    /** So often one who is in a call gives way before it takes effect; and in a callback, under the locks. */
    private static final int SHORT = 200;

    /** So often, and each time for so long, one waits whose call has had its effect: others may have some way to go to meet it. */
    private static final int LONG = 3000;

    private static final long NANOS = 20_000;

    /** Two sets of calls, one for each operation of the pair, and how many threads are in each. */
    private static final class Goal {
        private final List<Set<Call>> sides;
        /** Of each side: whether the other can begin while it is open. If not, it is in vain to wait there. */
        private final List<Boolean> waits;
        private final AtomicIntegerArray inside = new AtomicIntegerArray(2);
        /** Somebody was in each of the two at one time: nobody need do anything for it any more. */
        private volatile boolean met;

        Goal(final Set<Call> one, final boolean oneWaits, final Set<Call> other, final boolean otherWaits) {
            sides = List.of(one, other);
            waits = List.of(oneWaits, otherWaits);
        }

        int side(final Call c) {
            return sides.get(0).contains(c) ? 0 : sides.get(1).contains(c) ? 1 : -1;
        }
    }

    private volatile Goal goal;

    /**
     * Aims at a pair of calls, one of each set.
     *
     * @param oneWaits whether one of the other set can begin while one of the first is open
     */
    void aim(final Set<Call> one, final boolean oneWaits, final Set<Call> other, final boolean otherWaits) {
        goal = new Goal(one, oneWaits, other, otherWaits);
    }

    /** Aims at nothing. */
    void rest() {
        goal = null;
    }

    /** Whether a call is waited for by one who is in a call of the other side: who always made such a call would never do else. */
    boolean wants(final Call c) {
        final Goal g = goal;
        return g != null && !g.met && g.side(c) >= 0 && g.waits.get(1 - g.side(c)) && g.inside.get(1 - g.side(c)) > 0;
    }

    /** Whether one is in a call of the pair and waits for the other: that may be near. */
    boolean isNear() {
        final Goal g = goal;
        return g != null && !g.met && (g.waits.get(0) && g.inside.get(0) > 0 || g.waits.get(1) && g.inside.get(1) > 0);
    }

    /** If a call is one of the pair, then what makes it possible is waited for, for a moment. */
    void until(final Call c, final BooleanSupplier possible) {
        final Goal g = goal;
        for (int n = 0; n < LONG && g != null && !g.met && g.side(c) >= 0 && !possible.getAsBoolean() && goal == g; n++) {
            pause();
        }
    }

    /** An interrupt is for those who are in a call: to one who waits here it says nothing. */
    private static void pause() {
        LockSupport.parkNanos(NANOS);
        Thread.interrupted();
    }

    /** A call has been stamped, and is about to be made. {@return what is to be told when it is over} */
    Object enter(final Call c) {
        final Goal g = goal;
        if (g != null && g.side(c) >= 0) {
            g.inside.incrementAndGet(g.side(c));
            g.met |= g.inside.get(1 - g.side(c)) > 0;
            await(g, 1 - g.side(c));
        }
        return g;
    }

    /** The call is over, and its return is not stamped yet. */
    void leave(final Call c, final Object entered) {
        if (entered instanceof Goal g && g.side(c) >= 0) {
            if (c.made() == null) {
                await(g, 1 - g.side(c));
            } else {
                linger(g, 1 - g.side(c));
            }
            g.inside.decrementAndGet(g.side(c));
        }
    }

    private void await(final Goal g, final int side) {
        for (int n = 0; n < SHORT && g.waits.get(1 - side) && !g.met && g.inside.get(side) == 0 && goal == g; n++) {
            Thread.yield();
        }
    }

    private void linger(final Goal g, final int side) {
        for (int n = 0; n < LONG && g.waits.get(1 - side) && !g.met && g.inside.get(side) == 0 && goal == g; n++) {
            pause();
        }
    }
}
