// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.oracle;

import java.util.Arrays;

/**
 * The states of the graph that are possible at one moment, closed under silent steps. Equality is that of the states, which
 * never change. The oracle that made the set caches in it the steps that were requested.
 */
public final class StateSet {
    final int[] states;

    /** By code, the set after an observation; null if it was not requested yet. */
    final StateSet[] next;

    private final int hash;

    StateSet(final int[] states, final int codes) {
        this.states = states;
        this.next = new StateSet[codes];
        this.hash = Arrays.hashCode(states);
    }

    public int size() {
        return states.length;
    }

    /** Whether no state is possible: then the observations are not a behaviour. */
    public boolean isEmpty() {
        return states.length == 0;
    }

    /** The n-th of the states, in ascending order, as a number of the graph. */
    public int state(final int n) {
        return states[n];
    }

    /** The memory that it uses, in words of 4 bytes. */
    long weight() {
        return 16L + states.length + next.length;
    }

    @Override
    public boolean equals(final Object o) {
        return o instanceof StateSet s && hash == s.hash && Arrays.equals(states, s.states);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return states.length == 1 ? "1 state" : states.length + " states";
    }
}
