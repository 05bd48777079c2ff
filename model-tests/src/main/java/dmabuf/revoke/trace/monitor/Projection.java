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

/** The graph of the spec as the monitor of one attachment hears it: all that is none of its events is silent. */
final class Projection {
    private static final int SILENT = -1;

    private final Graph graph;
    private final List<MonitorEvent> events = new ArrayList<>();

    /** By the number of an event of the graph, the place of the monitor's event in {@link #events}. */
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

    /** The states in which an attachment may be of which nothing else is known than that its attach has returned. */
    BitSet attached() {
        final BitSet all = new BitSet();
        all.set(0, graph.states());
        return after(all, events.indexOf(MonitorEvent.ATTACH));
    }

    /** The states that are possible after an event, with all that silent steps reach from them. */
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
