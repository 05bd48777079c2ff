// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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
        final int design = a.variables().indexOf("design");
        // The order of a graph depends on its content only.
        for (int s = 0; s < a.states(); s++) {
            for (int v = 0; v < a.variables().size(); v++) {
                if (v != design && !a.value(s, v).equals(b.value(s, v))) {
                    return false;
                }
            }
            if (!steps(a, s).equals(steps(b, s))) {
                return false;
            }
        }
        return true;
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
