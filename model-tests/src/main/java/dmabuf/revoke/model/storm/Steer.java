// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Steers a storm to a pair of operations that have not been open together yet: a thread in one of them stays there for a moment,
 * until another thread is in the other. No thread waits for long, so no bug can be hidden by it.
 */
final class Steer {
    /** How many times a thread in a call yields before the call takes effect, or in a callback, under the locks. */
    private static final int SHORT = 200;

    /** How many times a thread waits after its call has taken effect, and for how long: others may need many calls to meet it. */
    private static final int LONG = 3000;

    private static final long NANOS = 20_000;

    /** Two sets of calls, one for each operation of the pair, and the number of threads in each. */
    private static final class Goal {
        private final List<Set<Call>> sides;
        /** By side, whether the other operation can begin while this one is open. If not, waiting in this one is useless. */
        private final List<Boolean> waits;
        private final AtomicIntegerArray inside = new AtomicIntegerArray(2);
        /** Whether there were threads in both operations at the same time: then nobody waits any more. */
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
     * Sets a new goal: a pair of calls, one of each set.
     *
     * @param oneWaits whether a call of the other set can begin while a call of the first is open
     */
    void aim(final Set<Call> one, final boolean oneWaits, final Set<Call> other, final boolean otherWaits) {
        goal = new Goal(one, oneWaits, other, otherWaits);
    }

    /** Clears the goal. */
    void rest() {
        goal = null;
    }

    /**
     * Whether a thread of the other side waits within a call for this call. A thread that always obliged would never make any
     * other call.
     */
    boolean wants(final Call c) {
        final Goal g = goal;
        return g != null && !g.met && g.side(c) >= 0 && g.waits.get(1 - g.side(c)) && g.inside.get(1 - g.side(c)) > 0;
    }

    /** Whether a thread in a call of the pair waits for the other call, which may be near. */
    boolean isNear() {
        final Goal g = goal;
        return g != null && !g.met && (g.waits.get(0) && g.inside.get(0) > 0 || g.waits.get(1) && g.inside.get(1) > 0);
    }

    /** If a call belongs to the pair, waits for a moment until it is possible. */
    void until(final Call c, final BooleanSupplier possible) {
        final Goal g = goal;
        for (int n = 0; n < LONG && g != null && !g.met && g.side(c) >= 0 && !possible.getAsBoolean() && goal == g; n++) {
            pause();
        }
    }

    /** Waits. An interrupt is meant for threads in a call, and is cleared here. */
    private static void pause() {
        LockSupport.parkNanos(NANOS);
        Thread.interrupted();
    }

    /** A call has been stamped, and is about to be made. {@return the token for {@link #leave}} */
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
