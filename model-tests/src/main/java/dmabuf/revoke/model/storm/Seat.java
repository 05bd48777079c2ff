// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import java.util.SplittableRandom;

/** The data of one thread of a storm: its log, its random numbers, and the events of its current call. */
final class Seat {
    private static final ThreadLocal<Seat> HERE = new ThreadLocal<>();

    final StormLog log = new StormLog();
    final SplittableRandom random;

    /** The current call; null between calls. */
    Call call;
    /** How many gates it has reached in this call. */
    int gates;
    /** Whether an operation of the exporter has begun: from now on it takes all its steps, whatever is thrown. */
    boolean begun;
    /** Whether it runs a callback, and the token for {@link Steer#leave} at the callback's end. */
    boolean inCallback;

    Object enteredCallback;
    /** The first exception that was thrown on purpose in this call; null if there is none. */
    StormFault thrown;

    /** How many calls were ended by an interrupt, and how many by an exception thrown on purpose. */
    long interrupts;

    long faults;
    /** How often a device wrote to the memory. */
    long accesses;

    Seat(final long seed) {
        random = new SplittableRandom(seed);
    }

    /** The seat of the running thread; null if it is no thread of a storm. */
    static Seat here() {
        return HERE.get();
    }

    /** Gives this seat to the running thread. */
    void take() {
        HERE.set(this);
    }

    /** A call begins. */
    void begins(final Call c) {
        call = c;
        gates = 0;
        begun = false;
        inCallback = false;
        thrown = null;
    }

    /** Throws an exception on purpose. */
    void fault(final String where, final boolean effect) {
        final StormFault f = new StormFault(where, effect);
        thrown = thrown == null ? f : thrown;
        throw f;
    }
}
