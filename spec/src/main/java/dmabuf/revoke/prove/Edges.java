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
 * The ways through Next held against TLC: on states of a graph, drawn so that each action is met, they must lead to where TLC
 * leads, and to nothing else.
 *
 * <p>Two things are known to be more: a sequence has forgotten its order, so that any of its members may be its head; and each thread
 * may be asked for all that the design offers.
 */
final class Edges {
    /** The action in which the head of a sequence is taken. */
    private static final String HEADS = "Notify";

    private static final String CALLS = "ExporterCall";

    private final Protocol protocol;
    private final List<Condition> ways;
    private final List<Condition> claims;
    private final Graph graph;
    private final Map<Sort.Unbounded, List<String>> members = new LinkedHashMap<>();

    /**
     * What was found.
     *
     * @param both edges that TLC and the ways have
     * @param missing edges that only TLC has, a line each
     * @param extra edges that only the ways have, and that are not known to be more
     * @param wrong claims of which TLC says another truth, in a state or a step
     * @param seen the claims that both have found to be so, or not to be so, as in {@code S1 FALSE}
     * @param met the actions of the edges in both
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

        /** Whether nothing speaks against the ways. */
        boolean agrees() {
            return missing.isEmpty() && extra.isEmpty() && wrong.isEmpty();
        }
    }

    /** @param conditions those of the design, or what a test has made of them */
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
        // TLC prints a function on nobody as an empty sequence.
        final List<String> names = state.get(variable) instanceof Value.Rec r ? List.copyOf(r.fields().keySet()) : List.of();
        members.put(new Sort.Unbounded(Setting.UNBOUNDED.get(place)), names);
    }

    Map<Sort.Unbounded, List<String>> members() {
        return members;
    }

    /** A state of the graph, in the form in which equal ones are equal. */
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

    /** States from which edges of each action go, so many of each, and as many in which, or at whose edges, each claim fails. */
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

    /** A way that leads from a state to another. */
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

    /** More than one waits to be told, or nobody ever asks this thread for this. */
    private boolean known(final String step, final int state) {
        if (step.startsWith(HEADS + "(")) {
            return graph.state(state).get("todo").elements().size() > 1;
        }
        return step.startsWith(CALLS + "(") && graph.steps().stream().noneMatch(t -> step.equals(t.toString()));
    }

    /** Where the ways lead, and by which step. */
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
