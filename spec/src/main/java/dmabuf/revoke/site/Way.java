// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import dmabuf.revoke.check.Counterexample;
import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Step;
import dmabuf.revoke.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A counterexample as a path through the graph of {@code Shown.tla}, which says of each state what each user may do.
 *
 * @param states their numbers, the first one included
 * @param edges the numbers of the steps between them
 * @param backTo as that of {@link Counterexample}
 */
record Way(Graph graph, List<Integer> states, List<Integer> edges, int backTo) {
    private static final Map<String, String> CALLS = Map.of("exporter", "exp", "driver", "drv", "cpu", "cpu");
    private static final String FREE = "free";

    /** What a user of the buffer may do in a state. */
    enum Access {
        NONE,
        READ,
        FULL
    }

    /** The path that a counterexample takes; it was found in this graph. */
    static Way of(final Graph g, final Counterexample c) {
        final List<Integer> states = new ArrayList<>();
        final List<Integer> edges = new ArrayList<>();
        for (final int s : g.initial()) {
            if (states.isEmpty() && g.state(s).equals(c.start())) {
                states.add(s);
            }
        }
        for (final Counterexample.Frame f : c.frames()) {
            final int e = edge(g, states.get(states.size() - 1), f);
            edges.add(e);
            states.add(g.target(e));
        }
        return new Way(g, List.copyOf(states), List.copyOf(edges), c.backTo());
    }

    private static int edge(final Graph g, final int from, final Counterexample.Frame f) {
        for (int e = g.firstEdge(from); e < g.firstEdge(from + 1); e++) {
            if (g.step(e).equals(f.step()) && g.state(g.target(e)).equals(f.state())) {
                return e;
            }
        }
        throw new IllegalArgumentException("the graph has no step " + f.step() + " there");
    }

    /** The number of states, which are rows of a picture. */
    int length() {
        return states.size();
    }

    Step step(final int row) {
        return graph.step(edges.get(row - 1));
    }

    /** The event of the step that leads to a row; null if it is silent. */
    Event event(final int row) {
        return graph.event(edges.get(row - 1));
    }

    SortedMap<String, Value> state(final int row) {
        return graph.state(states.get(row));
    }

    /** The phase of the contract. */
    String phase(final int row) {
        return state(row).get("stage").text();
    }

    /**
     * The users of the buffer of which the graph says what they may do: importers, which are devices, and programs. Only the graph of
     * {@code Shown.tla} says it, as a case of each state.
     */
    List<String> users() {
        final List<String> users = new ArrayList<>();
        if (graph.verdictsOfState(states.get(0)).unmet().stream().anyMatch(c -> c.endsWith(":full")) && state(0).get("kind") instanceof Value.Rec kinds) {
            kinds.fields().forEach((user, kind) -> {
                if (!kind.text().equals("absent")) {
                    users.add(user);
                }
            });
        }
        return users;
    }

    /**
     * What a process waits for in the state of a row; empty if it is in no call, or can go on. It waits if the graph has no step
     * of it there.
     */
    String waitsFor(final int row, final String process) {
        final String[] who = process.split(":", 2);
        final String variable = CALLS.get(who[0]);
        final int s = states.get(row);
        if (variable == null || !(state(row).get(variable) instanceof Value.Rec calls) || !calls.fields().containsKey(who[1])
                || calls.get(who[1]).get("op").text().equals("idle")) {
            return "";
        }
        for (int e = graph.firstEdge(s); e < graph.firstEdge(s + 1); e++) {
            if (graph.process(e).equals(process) && !graph.step(e).action().equals("Notify")) {
                return "";
            }
        }
        return cause(row, calls.get(who[1]).get("at").text(), who[1]);
    }

    private String cause(final int row, final String at, final String who) {
        final String resv = state(row).get("resv").text();
        final String outer = state(row).get("outer").text();
        return switch (at) {
            case "unmaps" -> "unmaps (count " + state(row).get("count") + ")";
            case "fences", "waiting" -> "fences";
            case "broadcast" -> "callbacks";
            case "outer", "retakeouter" -> "the outer lock of " + outer;
            default -> !resv.equals(FREE) && !resv.equals(who) ? "resv of " + resv
                    : !outer.equals(FREE) && !outer.equals(who) ? "the outer lock of " + outer : "others";
        };
    }

    /** What a user may do in the state of a row, according to the spec. */
    Access access(final int row, final String user) {
        final List<String> met = graph.verdictsOfState(states.get(row)).met();
        return met.contains(user + ":full") ? Access.FULL : met.contains(user + ":read") ? Access.READ : Access.NONE;
    }
}
