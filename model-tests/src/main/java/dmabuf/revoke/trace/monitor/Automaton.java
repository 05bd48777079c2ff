// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.monitor;

import java.util.Arrays;
import java.util.List;

/**
 * The monitor of one attachment: a deterministic automaton. It begins in state 0 when an attach has returned. Its last state is
 * that of an attachment that is being detached, for which it ignores all events until an attachment is made at the same address.
 *
 * @param events the events that it receives
 * @param names the names of its states, which are C identifiers
 * @param next for each state and each event the next state, or {@link #NONE}
 */
record Automaton(List<MonitorEvent> events, List<String> names, List<int[]> next) {
    /** The event is not expected. */
    static final int NONE = -1;

    int states() {
        return names.size();
    }

    /** The state of an attachment that is being detached. */
    int detached() {
        return states() - 1;
    }

    /** The next state, or {@link #NONE}. */
    int after(final int state, final MonitorEvent event) {
        final int n = events.indexOf(event);
        return n < 0 ? NONE : next.get(state)[n];
    }

    /** How many transitions there are. */
    long transitions() {
        return next.stream().flatMapToInt(Arrays::stream).filter(t -> t != NONE).count();
    }
}
