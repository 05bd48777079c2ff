// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.oracle;

import java.util.Arrays;

/**
 * The states of the graph that are possible at one moment, closed under silent steps. Equal by its states, which never
 * change; the steps from it that were asked for already are remembered in it, by the oracle that made it.
 */
public final class StateSet {
    final int[] states;

    /** By code, the set after an observation; null if nobody asked yet. */
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

    /** Nothing is possible: what was observed is not a behaviour. */
    public boolean isEmpty() {
        return states.length == 0;
    }

    /** The n-th of the states, in ascending order: a number of the graph's. */
    public int state(final int n) {
        return states[n];
    }

    /** How much of the oracle's memory it takes, in words of 4 bytes. */
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
