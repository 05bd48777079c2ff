// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import java.util.SplittableRandom;

/** What a thread of a storm has of its own: its log, its chance, and what happened in the call that it is in. */
final class Seat {
    private static final ThreadLocal<Seat> HERE = new ThreadLocal<>();

    final StormLog log = new StormLog();
    final SplittableRandom random;

    /** The call that it is in; null between calls. */
    Call call;
    /** How many gates it has come to in this call. */
    int gates;
    /** An operation of the exporter has begun: from now on it takes all its steps, whatever is thrown. */
    boolean begun;
    /** It runs a callback; and what is to be told when that is over. */
    boolean inCallback;

    Object enteredCallback;
    /** What was thrown on purpose in this call, first; null if nothing. */
    StormFault thrown;

    /** How often a call was broken off by an interrupt, and by something thrown on purpose. */
    long interrupts;

    long faults;
    /** How often a device wrote to the memory. */
    long accesses;

    Seat(final long seed) {
        random = new SplittableRandom(seed);
    }

    /** That of the running thread; null if it is no thread of a storm. */
    static Seat here() {
        return HERE.get();
    }

    /** The running thread takes it. */
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

    /** Throws on purpose. */
    void fault(final String where, final boolean effect) {
        final StormFault f = new StormFault(where, effect);
        thrown = thrown == null ? f : thrown;
        throw f;
    }
}
