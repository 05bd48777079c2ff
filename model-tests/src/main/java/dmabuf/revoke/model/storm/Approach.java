// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds calls that lead to a state of the graph if each is made after the one before has returned. */
final class Approach {
    /** The call that reached a state without open calls, and the state before it; the call is null for the initial state. */
    private record Came(int from, Event call) {}

    private final Graph graph;
    private final Map<Integer, Came> came = new HashMap<>();
    private final Deque<Integer> next = new ArrayDeque<>();

    /** @param initial state of the search */
    Approach(final Graph graph, final int initial) {
        this.graph = graph;
        came.put(initial, new Came(initial, null));
        next.add(initial);
    }

    /** The fewest calls that lead to one of some states; empty if only overlapping calls lead there. */
    Optional<List<Event>> to(final BitSet states) {
        while (!next.isEmpty()) {
            final int s = next.remove();
            if (states.get(s)) {
                return Optional.of(back(s));
            }
            for (int e = graph.firstEdge(s); e < graph.firstEdge(s + 1); e++) {
                if (graph.event(e) == null) {
                    reached(graph.target(e), came.get(s));
                } else if (graph.event(e).kind() == Event.Kind.CALL) {
                    call(s, e);
                }
            }
        }
        return Optional.empty();
    }

    /** Takes steps of the caller and of the callbacks that it calls only, until the call has returned. */
    private void call(final int from, final int edge) {
        final Event call = graph.event(edge);
        final BitSet seen = new BitSet();
        final Deque<Integer> inside = new ArrayDeque<>();
        inside.add(graph.target(edge));
        while (!inside.isEmpty()) {
            final int s = inside.remove();
            for (int e = graph.firstEdge(s); e < graph.firstEdge(s + 1); e++) {
                final Event event = graph.event(e);
                final boolean back = event != null && event.kind() == Event.Kind.RETURN && event.process().equals(call.process());
                if (back) {
                    reached(graph.target(e), new Came(from, call));
                } else if ((event == null || event.process().startsWith("callback:")) && !seen.get(graph.target(e))) {
                    seen.set(graph.target(e));
                    inside.add(graph.target(e));
                }
            }
        }
    }

    private void reached(final int state, final Came by) {
        if (came.putIfAbsent(state, by) == null) {
            next.add(state);
        }
    }

    private List<Event> back(final int state) {
        final List<Event> calls = new ArrayList<>();
        for (Came c = came.get(state); c.call != null; c = came.get(c.from)) {
            calls.add(c.call);
        }
        Collections.reverse(calls);
        return calls;
    }
}
