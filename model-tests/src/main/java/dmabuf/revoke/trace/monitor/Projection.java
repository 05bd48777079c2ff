// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.monitor;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The graph of the spec as the monitor of one attachment sees it: all other events are silent. */
final class Projection {
    private static final int SILENT = -1;

    private final Graph graph;
    private final List<MonitorEvent> events = new ArrayList<>();

    /** For each event of the graph, the index of the monitor's event in {@link #events}. */
    private final int[] letters;

    /** @param raised the monitor's events that some probe raises; all others are silent */
    Projection(final Graph graph, final Set<MonitorEvent> raised) {
        this.graph = graph;
        final Map<Event, MonitorEvent> meaning = new HashMap<>();
        for (final MonitorEvent m : MonitorEvent.values()) {
            m.words().forEach(w -> meaning.put(w.event, m));
            if (raised.contains(m) && m.words().stream().anyMatch(w -> graph.events().contains(w.event))) {
                events.add(m);
            }
        }
        letters = graph.events().stream().mapToInt(e -> events.indexOf(meaning.get(e))).toArray();
    }

    Graph graph() {
        return graph;
    }

    /** The monitor's events that some behaviour of the graph has. */
    List<MonitorEvent> events() {
        return events;
    }

    /** The possible states of an attachment of which only the return of attach is known. */
    BitSet attached() {
        final BitSet all = new BitSet();
        all.set(0, graph.states());
        return after(all, events.indexOf(MonitorEvent.ATTACH));
    }

    /** The possible states after an event, including those that silent steps reach. */
    BitSet after(final BitSet from, final int event) {
        final BitSet reached = new BitSet(graph.states());
        final Deque<Integer> queue = new ArrayDeque<>();
        from.stream().forEach(s -> step(s, event, reached, queue));
        while (!queue.isEmpty()) {
            step(queue.pop(), SILENT, reached, queue);
        }
        return reached;
    }

    private void step(final int state, final int letter, final BitSet reached, final Deque<Integer> queue) {
        for (int e = graph.firstEdge(state); e < graph.firstEdge(state + 1); e++) {
            final int target = graph.target(e);
            if (letters[graph.eventId(e)] == letter && !reached.get(target)) {
                reached.set(target);
                queue.push(target);
            }
        }
    }
}
