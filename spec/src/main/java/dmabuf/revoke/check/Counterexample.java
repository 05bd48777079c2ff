// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Step;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.live.Lasso;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.function.IntPredicate;

/**
 * A behaviour that breaks a property: a shortest path to a state or a step that does, or a lasso.
 *
 * @param start the first state
 * @param frames the steps from there
 * @param backTo for a lasso, the index (from 0) of the state to which its last step leads back, or of the last state if the lasso
 *     stays there; otherwise -1
 */
public record Counterexample(SortedMap<String, Value> start, List<Frame> frames, int backTo) {
    /** One step, its event (null if it is silent), and the state after it. */
    public record Frame(Step step, Event event, SortedMap<String, Value> state) {}

    /** The number of states, as TLC counts them: the state to which a lasso returns counts once. */
    public int length() {
        return backTo >= 0 && !stays() ? frames.size() : frames.size() + 1;
    }

    /** Whether it is a lasso that stays in its last state. */
    boolean stays() {
        return backTo == frames.size();
    }

    /** The shortest path to a violation of a claim; null if the claim holds everywhere. */
    static Counterexample to(final Graph g, final String claim) {
        return shortest(
                g,
                s -> g.verdictsOfState(s).failing().contains(claim),
                e -> g.verdictsOfEdge(e).failing().contains(claim));
    }

    /** The shortest path to an occurrence of a case; null if there is none. */
    static Counterexample toCase(final Graph g, final String name) {
        return shortest(
                g,
                s -> g.verdictsOfState(s).met().contains(name),
                e -> g.verdictsOfEdge(e).met().contains(name));
    }

    private static Counterexample shortest(final Graph g, final IntPredicate badState, final IntPredicate badEdge) {
        final int[] via = new int[g.states()];
        Arrays.fill(via, -2);
        final ArrayDeque<Integer> queue = new ArrayDeque<>();
        for (final int s : g.initial()) {
            via[s] = -1;
            queue.add(s);
            if (badState.test(s)) {
                return path(g, via, s, -1);
            }
        }
        // From the last edge to the first: of several shortest paths this prefers a revoke to a restore or a close.
        while (!queue.isEmpty()) {
            final int s = queue.remove();
            for (int e = g.firstEdge(s + 1) - 1; e >= g.firstEdge(s); e--) {
                final int t = g.target(e);
                if (badEdge.test(e)) {
                    return path(g, via, s, e);
                }
                if (via[t] == -2) {
                    via[t] = e;
                    queue.add(t);
                    if (badState.test(t)) {
                        return path(g, via, t, -1);
                    }
                }
            }
        }
        return null;
    }

    private static Counterexample path(final Graph g, final int[] via, final int end, final int last) {
        final List<Integer> edges = new ArrayList<>();
        if (last >= 0) {
            edges.add(last);
        }
        int s = end;
        while (via[s] >= 0) {
            edges.add(via[s]);
            s = g.source(via[s]);
        }
        Collections.reverse(edges);
        return new Counterexample(g.state(s), frames(g, edges), -1);
    }

    /** The path that consists of the first state only. */
    static Counterexample initial(final Graph g) {
        return new Counterexample(g.state(g.initial()[0]), List.of(), -1);
    }

    /** A lasso as a counterexample: its last step leads back, unless it stays in the last state. */
    static Counterexample of(final Graph g, final Lasso l) {
        return new Counterexample(g.state(l.start()), frames(g, l.edges()), l.backTo());
    }

    private static List<Frame> frames(final Graph g, final List<Integer> edges) {
        return edges.stream()
                .map(e -> new Frame(g.step(e), g.event(e), g.state(g.target(e))))
                .toList();
    }
}
