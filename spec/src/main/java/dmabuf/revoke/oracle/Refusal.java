// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.oracle;

import java.util.List;

/**
 * Why a history is not a behaviour.
 *
 * @param index the index, from 0, of the first event that cannot be explained
 * @param event that event
 * @param known false if no behaviour has such an event, for this observer
 * @param beyond true if the event is a call and the graph has no room for another one: this graph cannot decide such a
 *     history
 * @param before the states that are possible before the event
 * @param allowed the calls and returns that the spec allows there, sorted by their text
 * @param stuck the processes that may be stuck there, sorted
 */
public record Refusal(
        int index, Observation event, boolean known, boolean beyond, StateSet before, List<Observation> allowed, List<String> stuck) {

    /** A text of a few lines. */
    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder();
        text.append("event ").append(index + 1).append(": ").append(event).append('\n');
        if (beyond) {
            text.append("beyond the bound of this graph: as many calls are open as it has\n");
        } else {
            text.append(known
                    ? "cannot happen here; possible before it: " + before + "\n"
                    : "no behaviour of this graph, seen by this observer, has such an event\n");
        }
        text.append("allowed instead:").append(allowed.isEmpty() && stuck.isEmpty() ? " nothing\n" : "\n");
        allowed.forEach(o -> text.append("  ").append(o).append('\n'));
        stuck.forEach(p -> text.append("  ").append(Observation.stuck(p)).append('\n'));
        return text.toString();
    }
}
