package dmabuf.revoke.check;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Step;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.IntPredicate;

/**
 * A behaviour that breaks a property: a shortest path to a state or a step that does, or a lasso.
 *
 * @param start the first state
 * @param frames the steps from there
 * @param backTo for a lasso the place among the states, from 0, to which the last one goes back; else -1
 */
public record Counterexample(SortedMap<String, Value> start, List<Frame> frames, int backTo) {
    /** One step, what is seen of it (null: nothing), and the state after it. */
    public record Frame(Step step, Event event, SortedMap<String, Value> state) {}

    /** In states, as TLC counts them. */
    public int length() {
        return frames.size() + 1;
    }

    /** The shortest path to where a claim fails; null if it holds everywhere. */
    static Counterexample to(final Graph g, final String claim) {
        return shortest(
                g,
                s -> g.verdictsOfState(s).failing().contains(claim),
                e -> g.verdictsOfEdge(e).failing().contains(claim));
    }

    /** The shortest path to where a case occurs; null if it occurs nowhere. */
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
        // From the last edge to the first: among paths of one length a revoke, rather than a restore or a close.
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
        final List<Frame> frames = edges.stream()
                .map(e -> new Frame(g.step(e), g.event(e), g.state(g.target(e))))
                .toList();
        return new Counterexample(g.state(s), frames, -1);
    }

    /** A lasso as TLC printed it, with the names of its steps from the graph of the same configuration. */
    static Counterexample lasso(final Graph g, final List<SortedMap<String, Value>> trace, final int backTo)
            throws Undecided {
        final Map<SortedMap<String, Value>, Integer> number = new HashMap<>();
        for (int s = 0; s < g.states(); s++) {
            number.put(g.state(s), s);
        }
        final List<Frame> frames = new ArrayList<>();
        for (int n = 1; n < trace.size(); n++) {
            final Integer from = number.get(trace.get(n - 1));
            final Integer to = number.get(trace.get(n));
            if (from == null || to == null) {
                throw new Undecided("TLC printed a state that the graph of " + g.origin().configuration() + " lacks");
            }
            int e = g.firstEdge(from);
            while (e < g.firstEdge(from + 1) && g.target(e) != to) {
                e++;
            }
            if (e == g.firstEdge(from + 1)) {
                throw new Undecided("TLC printed a step that the graph of " + g.origin().configuration() + " lacks");
            }
            frames.add(new Frame(g.step(e), g.event(e), g.state(to)));
        }
        return new Counterexample(trace.get(0), frames, backTo);
    }
}
