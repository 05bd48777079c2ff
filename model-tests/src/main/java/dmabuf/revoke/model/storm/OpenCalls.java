// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The calls of the graph, and which of them can be open at the same time, from one initial state on, if some threads make none.
 */
final class OpenCalls {
    private final Graph graph;
    private final Set<String> idle;
    private final Map<String, Integer> processes = new HashMap<>();
    private final SortedSet<Pair> together = new TreeSet<>();
    private final Map<String, Set<String>> beside = new HashMap<>();
    private final List<Event> calls = new ArrayList<>();
    private final SortedSet<String> operations = new TreeSet<>();

    /** @param idle processes that make no call */
    OpenCalls(final Graph graph, final int initial, final Set<String> idle) {
        this.graph = graph;
        this.idle = idle;
        for (final Event e : graph.events()) {
            if (e != null) {
                processes.putIfAbsent(e.process(), processes.size());
            }
        }
        search(initial);
        calls.forEach(c -> operations.add(Pair.operation(c)));
    }

    /** The calls of the reachable states. */
    List<Event> calls() {
        return calls;
    }

    /** The pairs of operations that can be open at the same time. */
    SortedSet<Pair> together() {
        return together;
    }

    /** Whether the first of two operations can be open when a call of the second begins. */
    boolean canBegin(final String first, final String second) {
        return beside.getOrDefault(first, Set.of()).contains(second);
    }

    /** The pairs of operations of different roles, or of two threads of the exporter, that can never be open at the same time. */
    SortedSet<Pair> never() {
        final SortedSet<Pair> never = new TreeSet<>();
        for (final String a : operations) {
            for (final String b : operations) {
                if (!a.split(" ")[0].equals(b.split(" ")[0]) || a.startsWith("exporter") && idle.isEmpty()) {
                    never.add(Pair.of(a, b));
                }
            }
        }
        never.removeAll(together);
        return never;
    }

    /** All paths to a state have the same open calls, so one visit of each state is enough. */
    private void search(final int initial) {
        final Event[][] open = new Event[graph.states()][];
        open[initial] = new Event[processes.size()];
        final int[] queue = new int[graph.states()];
        int end = 1;
        queue[0] = initial;
        final TreeSet<String> known = new TreeSet<>();
        for (int n = 0; n < end; n++) {
            final int s = queue[n];
            note(open[s]);
            for (int e = graph.firstEdge(s); e < graph.firstEdge(s + 1); e++) {
                final Event event = graph.event(e);
                if (event != null && idle.contains(event.process())) {
                    continue;
                }
                if (event != null && event.kind() == Event.Kind.CALL) {
                    begins(open[s], Pair.operation(event));
                    if (known.add(event.toString())) {
                        calls.add(event);
                    }
                }
                final int t = graph.target(e);
                if (open[t] == null) {
                    open[t] = event == null ? open[s] : after(open[s], event);
                    queue[end++] = t;
                }
            }
        }
    }

    private Event[] after(final Event[] before, final Event event) {
        final Event[] after = before.clone();
        after[processes.get(event.process())] = event.kind() == Event.Kind.CALL ? event : null;
        return after;
    }

    private void begins(final Event[] open, final String operation) {
        for (final Event o : open) {
            if (o != null) {
                beside.computeIfAbsent(Pair.operation(o), k -> new TreeSet<>()).add(operation);
            }
        }
    }

    private void note(final Event[] open) {
        for (int a = 0; a < open.length; a++) {
            for (int b = a + 1; open[a] != null && b < open.length; b++) {
                if (open[b] != null) {
                    together.add(Pair.of(Pair.operation(open[a]), Pair.operation(open[b])));
                }
            }
        }
    }
}
