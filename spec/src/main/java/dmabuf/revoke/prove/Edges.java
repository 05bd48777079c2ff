// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares the ways through Next with TLC, in states of a graph that are drawn so that each action occurs: the ways must lead to
 * exactly the states to which TLC leads.
 *
 * <p>The ways allow more in two cases, which are expected: a sequence has no order, so that any of its members may be its head;
 * and each thread may be asked for every operation that the design offers.
 */
final class Edges {
    /** The action that takes the head of a sequence. */
    private static final String HEADS = "Notify";

    private static final String CALLS = "ExporterCall";

    private final Protocol protocol;
    private final List<Condition> ways;
    private final List<Condition> claims;
    private final Graph graph;
    private final Map<Sort.Unbounded, List<String>> members = new LinkedHashMap<>();

    /**
     * The result of a comparison.
     *
     * @param both the number of edges that TLC and the ways have
     * @param missing edges that only TLC has, a line each
     * @param extra edges that only the ways have, without those that are expected
     * @param wrong claims that TLC evaluates differently, in a state or a step
     * @param seen the truth values on which both agree, as in {@code S1 FALSE}
     * @param met the actions of the edges that both have
     */
    record Found(
            int states, int both, List<String> missing, List<String> extra, List<String> wrong, Set<String> seen,
            Set<String> met) {
        private Found() {
            this(0, 0, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new TreeSet<>(), new TreeSet<>());
        }

        private Found of(final int number, final int same) {
            return new Found(number, same, missing, extra, wrong, seen, met);
        }

        /** Whether no difference was found. */
        boolean agrees() {
            return missing.isEmpty() && extra.isEmpty() && wrong.isEmpty();
        }
    }

    /** @param conditions those of the design, perhaps changed by a test */
    Edges(final Protocol protocol, final List<Condition> conditions, final Graph graph) {
        this.protocol = protocol;
        this.ways = conditions.stream().filter(c -> c.invariant() && c.step() != null).toList();
        this.claims = conditions.stream().filter(c -> c.invariant() && c.step() == null).toList();
        this.graph = graph;
        final SortedMap<String, Value> any = graph.state(0);
        members(0, any, "exp");
        members(1, any, "drv");
        members(2, any, "cpu");
    }

    private void members(final int place, final SortedMap<String, Value> state, final String variable) {
        // TLC prints a function with an empty domain as an empty sequence.
        final List<String> names = state.get(variable) instanceof Value.Rec r ? List.copyOf(r.fields().keySet()) : List.of();
        members.put(new Sort.Unbounded(Setting.UNBOUNDED.get(place)), names);
    }

    Map<Sort.Unbounded, List<String>> members() {
        return members;
    }

    /** A state of the graph in a canonical form, in which equal states are equal values. */
    static SortedMap<String, Value> plain(final SortedMap<String, Value> state) {
        final SortedMap<String, Value> plain = new TreeMap<>();
        state.forEach((k, v) -> {
            final boolean sequence = k.equals("list") || k.equals("todo");
            final boolean nobody = !sequence && v instanceof Value.Seq;
            plain.put(k, nobody ? new Value.Rec(new TreeMap<>()) : canonical(v, sequence));
        });
        return plain;
    }

    private static Value canonical(final Value v, final boolean unordered) {
        if (v instanceof Value.Seq s && unordered) {
            return new Value.Seq(s.elements().stream().sorted(Comparator.comparing(Value::toString)).toList());
        }
        if (v instanceof Value.Members m) {
            return Sets.canonical(m.members());
        }
        if (v instanceof Value.Rec r) {
            final SortedMap<String, Value> fields = new TreeMap<>();
            r.fields().forEach((k, x) -> fields.put(k, canonical(x, false)));
            return new Value.Rec(fields);
        }
        return v;
    }

    /**
     * Draws {@code each} states for each action that is taken from them, and for each claim that fails there or at an edge from
     * there.
     */
    Set<Integer> drawn(final int each, final Random random) {
        final Map<String, List<Integer>> sources = new TreeMap<>();
        for (int e = 0; e < graph.edges(); e++) {
            final int edge = e;
            sources.computeIfAbsent(graph.step(e).action(), a -> new ArrayList<>()).add(e);
            graph.verdictsOfEdge(e).failing().forEach(c -> sources.computeIfAbsent("fails " + c, a -> new ArrayList<>()).add(edge));
            graph.verdictsOfState(graph.source(e)).failing()
                    .forEach(c -> sources.computeIfAbsent("fails " + c, a -> new ArrayList<>()).add(edge));
        }
        final Set<Integer> states = new TreeSet<>();
        for (final List<Integer> edges : sources.values()) {
            for (int n = 0; n < each; n++) {
                states.add(graph.source(edges.get(random.nextInt(edges.size()))));
            }
        }
        return states;
    }

    /** A way that leads from one state to another. */
    private record Way(Condition condition, String name, Finite state) {}

    Found compare(final Set<Integer> states) throws Undecided {
        int both = 0;
        final Found found = new Found();
        for (final int s : states) {
            final Map<SortedMap<String, Value>, Integer> theirs = new LinkedHashMap<>();
            for (int e = graph.firstEdge(s); e < graph.firstEdge(s + 1); e++) {
                theirs.put(next(graph.target(e)), e);
            }
            final SortedMap<String, Value> state = plain(graph.state(s));
            for (final Condition c : claims) {
                truths(c, new Finite(members, state), graph.verdictsOfState(s), "state " + s, found);
            }
            final Map<SortedMap<String, Value>, Way> ours = successors(state);
            for (final Map.Entry<SortedMap<String, Value>, Integer> t : theirs.entrySet()) {
                final Way w = ours.get(t.getKey());
                if (w == null) {
                    found.missing.add("state " + s + ": " + graph.step(t.getValue()));
                } else {
                    both++;
                    found.met.add(w.name().replaceAll("\\(.*", ""));
                    truths(w.condition(), w.state(), graph.verdictsOfEdge(t.getValue()), "state " + s + ": " + w.name(), found);
                }
            }
            ours.forEach((to, w) -> {
                if (!theirs.containsKey(to) && !known(w.name(), s)) {
                    found.extra.add("state " + s + ": " + w.name());
                }
            });
        }
        return found.of(states.size(), both);
    }

    private static void truths(
            final Condition c, final Finite state, final Graph.Verdicts theirs, final String where, final Found found)
            throws Undecided {
        for (final Condition.Goal g : c.goals()) {
            final boolean asked = theirs.holding().contains(g.name()) || theirs.failing().contains(g.name());
            if (g.kind() != Condition.Kind.CLAIM || !asked) {
                continue;
            }
            final boolean holds = state.holds(g.formula());
            if (holds == theirs.holding().contains(g.name())) {
                found.seen.add(g.name() + (holds ? " TRUE" : " FALSE"));
            } else {
                found.wrong.add(where + ": " + g.name() + " is " + (holds ? "FALSE" : "TRUE") + " for TLC");
            }
        }
    }

    private SortedMap<String, Value> next(final int state) {
        final SortedMap<String, Value> plain = plain(graph.state(state));
        plain.keySet().retainAll(protocol.variables());
        return plain;
    }

    /**
     * Whether an edge that only the ways have is expected: more than one importer waits for its callback, or no edge of the graph
     * asks this thread for this operation.
     */
    private boolean known(final String step, final int state) {
        if (step.startsWith(HEADS + "(")) {
            return graph.state(state).get("todo").elements().size() > 1;
        }
        return step.startsWith(CALLS + "(") && graph.steps().stream().noneMatch(t -> step.equals(t.toString()));
    }

    /** The states to which the ways lead, each with its way. */
    private Map<SortedMap<String, Value>, Way> successors(final SortedMap<String, Value> state) throws Undecided {
        final Map<SortedMap<String, Value>, Way> found = new LinkedHashMap<>();
        for (final Condition c : ways) {
            choose(c, c.step().chosen(), 0, new TreeMap<>(), state, found);
        }
        return found;
    }

    private void choose(
            final Condition c, final List<Term> elements, final int from, final SortedMap<String, String> chosen,
            final SortedMap<String, Value> state, final Map<SortedMap<String, Value>, Way> found)
            throws Undecided {
        if (from < elements.size()) {
            for (final String m : members.get((Sort.Unbounded) elements.get(from).sort)) {
                chosen.put(elements.get(from).name, m);
                choose(c, elements, from + 1, chosen, state, found);
            }
            return;
        }
        final Step s = c.step();
        final Finite finite = new Finite(members, state).choosing(chosen);
        for (final Term t : s.path().facts()) {
            if (!finite.holds(t)) {
                return;
            }
        }
        final SortedMap<String, Value> next = new TreeMap<>();
        for (final Map.Entry<String, Val> n : s.next().entrySet()) {
            next.put(n.getKey(), protocol.evaluator().under(Path.START, () -> finite.value(n.getValue())));
        }
        String name = Conditions.name(s);
        for (final Map.Entry<String, String> e : chosen.entrySet()) {
            name = name.replaceAll("\\b" + e.getKey() + "\\b", e.getValue());
        }
        found.put(plain(next), new Way(c, name.replace("\"", ""), finite));
    }
}
