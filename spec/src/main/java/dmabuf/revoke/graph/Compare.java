// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Compares two graphs, and finds cases that cannot end in a graph. */
public final class Compare {
    private Compare() {}

    /**
     * Whether two graphs have the same states and steps, except for steps that change nothing (TLA+ always allows these)
     * and for the variable {@code design}, which names the mutant.
     */
    public static boolean equal(final Graph a, final Graph b) {
        if (a.states() != b.states() || !a.variables().equals(b.variables())) {
            return false;
        }
        // The order of a graph depends on its content only.
        for (int s = 0; s < a.states(); s++) {
            if (!alike(a, s, b, s) || !steps(a, s).equals(steps(b, s))) {
                return false;
            }
        }
        return true;
    }

    /**
     * How two graphs differ.
     *
     * @param first the first difference that is not expected; empty if there is none
     * @param expected the number of steps that differ as expected
     */
    public record Difference(String first, int expected) {}

    /**
     * Walks two graphs side by side from their initial states. A step of the first that the second does not have is an expected
     * difference if it leads to a state with the case {@code but}: the second may take the same step to another state, and the walk
     * goes on at neither of them.
     * Steps that change nothing, and the variable {@code design}, are not compared.
     */
    public static Difference difference(final Graph a, final Graph b, final String but) {
        if (!a.variables().equals(b.variables()) || a.initial().length != b.initial().length) {
            return new Difference("the initial states", 0);
        }
        final Map<Integer, Integer> partner = new HashMap<>();
        final ArrayDeque<Integer> queue = new ArrayDeque<>();
        for (final int s : a.initial()) {
            final int t = Arrays.stream(b.initial()).filter(i -> alike(a, s, b, i)).findFirst().orElse(-1);
            if (t < 0) {
                return new Difference("the initial state " + a.state(s), 0);
            }
            partner.put(s, t);
            queue.add(s);
        }
        int expected = 0;
        while (!queue.isEmpty()) {
            final int s = queue.remove();
            final int t = partner.get(s);
            final Set<Step> excused = new HashSet<>();
            final BitSet taken = new BitSet();
            for (int e = a.firstEdge(s); e < a.firstEdge(s + 1); e++) {
                final int next = a.target(e);
                if (next == s) {
                    continue;
                }
                final int same = edge(a, e, b, t);
                if (same < 0 && a.verdictsOfState(next).met().contains(but)) {
                    excused.add(a.step(e));
                    expected++;
                    continue;
                }
                if (same < 0) {
                    return new Difference(a.step(e) + " from " + a.state(s), expected);
                }
                taken.set(same);
                if (partner.putIfAbsent(next, b.target(same)) == null) {
                    queue.add(next);
                }
            }
            for (int e = b.firstEdge(t); e < b.firstEdge(t + 1); e++) {
                if (b.target(e) != t && !taken.get(e) && !excused.contains(b.step(e))) {
                    return new Difference(b.step(e) + " from " + b.state(t), expected);
                }
            }
        }
        return new Difference("", expected);
    }

    /** The edge of b from the state t that is like the edge e of a; -1 if there is none. */
    private static int edge(final Graph a, final int e, final Graph b, final int t) {
        for (int f = b.firstEdge(t); f < b.firstEdge(t + 1); f++) {
            if (b.step(f).equals(a.step(e)) && alike(a, a.target(e), b, b.target(f))) {
                return f;
            }
        }
        return -1;
    }

    private static boolean alike(final Graph a, final int s, final Graph b, final int t) {
        final int design = a.variables().indexOf("design");
        return IntStream.range(0, a.variables().size()).allMatch(v -> v == design || a.value(s, v).equals(b.value(t, v)));
    }

    /** The steps from a state to another, and where they lead. */
    private static List<Object> steps(final Graph g, final int s) {
        final List<Object> steps = new ArrayList<>();
        for (int e = g.firstEdge(s); e < g.firstEdge(s + 1); e++) {
            if (g.target(e) != s) {
                steps.add(g.step(e));
                steps.add(g.target(e));
            }
        }
        return steps;
    }

    /** Whether a state has the case, and no path leads from it to a state without it. */
    public static boolean endless(final Graph g, final String name) {
        final BitSet ends = new BitSet();
        final ArrayDeque<Integer> queue = new ArrayDeque<>();
        for (int s = 0; s < g.states(); s++) {
            if (!g.verdictsOfState(s).met().contains(name)) {
                ends.set(s);
                queue.add(s);
            }
        }
        final int[] count = new int[g.states() + 1];
        for (int e = 0; e < g.edges(); e++) {
            count[g.target(e) + 1]++;
        }
        for (int s = 0; s < g.states(); s++) {
            count[s + 1] += count[s];
        }
        final int[] into = new int[g.edges()];
        final int[] at = count.clone();
        for (int s = 0; s < g.states(); s++) {
            for (int e = g.firstEdge(s); e < g.firstEdge(s + 1); e++) {
                into[at[g.target(e)]++] = s;
            }
        }
        while (!queue.isEmpty()) {
            final int t = queue.remove();
            for (int n = count[t]; n < count[t + 1]; n++) {
                if (!ends.get(into[n])) {
                    ends.set(into[n]);
                    queue.add(into[n]);
                }
            }
        }
        return ends.cardinality() < g.states();
    }

    /** The actions that fire. */
    public static Set<String> fired(final Graph g) {
        final Set<String> fired = new TreeSet<>();
        for (int e = 0; e < g.edges(); e++) {
            fired.add(g.step(e).action());
        }
        return fired;
    }

    /** The cases of states that occur. */
    public static Set<String> met(final Graph g) {
        final Set<String> met = new TreeSet<>();
        for (int s = 0; s < g.states(); s++) {
            met.addAll(g.verdictsOfState(s).met());
        }
        return met;
    }

    /** The claims that fail in a state or in a step. */
    public static Set<String> failing(final Graph g) {
        final Set<String> failing = new TreeSet<>();
        for (int s = 0; s < g.states(); s++) {
            failing.addAll(g.verdictsOfState(s).failing());
        }
        for (int e = 0; e < g.edges(); e++) {
            failing.addAll(g.verdictsOfEdge(e).failing());
        }
        return failing;
    }
}
