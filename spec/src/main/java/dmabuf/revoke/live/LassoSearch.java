// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.live;

import dmabuf.revoke.graph.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Decides {@code P ~> Q} in a graph under fairness: looks for a fair behaviour with a state of P after which Q never is.
 *
 * <p>It shows a short one: the shortest way to a state in which a fair behaviour can stay for ever, and a short fair round
 * from there, so that both together are as short as the first {@link #TRIES} of such states give. The same graph gives
 * the same lasso.
 */
class LassoSearch {
    /** How many states to start the round from are tried. */
    private static final int TRIES = 200;

    private final FairSearch search;
    private final FairGraph fair;
    private final Graph graph;

    LassoSearch(final FairSearch search) {
        this.search = search;
        this.fair = search.fair;
        this.graph = fair.graph;
    }

    /**
     * A fair behaviour that breaks {@code P ~> Q}; null if there is none.
     *
     * @param from the states of P
     * @param to the states of Q
     */
    Lasso find(final BitSet from, final BitSet to) {
        final BitSet owed = owed(from, to);
        final List<int[]> parts = search.parts(waiting(owed, to));
        if (parts.isEmpty()) {
            return null;
        }
        final int[] partOf = new int[graph.states()];
        Arrays.fill(partOf, -1);
        for (int p = 0; p < parts.size(); p++) {
            for (final int s : parts.get(p)) {
                partOf[s] = p;
            }
        }
        return shortest(new Ways(graph, owed, to), partOf);
    }

    /** Where P is and Q is not. */
    BitSet owed(final BitSet from, final BitSet to) {
        final BitSet owed = (BitSet) from.clone();
        owed.andNot(to);
        return owed;
    }

    /** The states to which a way leads from there without Q. */
    int[] waiting(final BitSet owed, final BitSet to) {
        final BitSet reached = (BitSet) owed.clone();
        final int[] queue = Arrays.copyOf(owed.stream().toArray(), graph.states());
        int end = owed.cardinality();
        for (int n = 0; n < end; n++) {
            for (int e = graph.firstEdge(queue[n]); e < graph.firstEdge(queue[n] + 1); e++) {
                final int t = graph.target(e);
                if (!reached.get(t) && !to.get(t)) {
                    reached.set(t);
                    queue[end++] = t;
                }
            }
        }
        return reached.stream().toArray();
    }

    private Lasso shortest(final Ways ways, final int[] partOf) {
        Lasso best = null;
        int tried = 0;
        for (final int s : ways.waiting()) {
            if (partOf[s] < 0) {
                continue;
            }
            final List<Integer> way = ways.to(s);
            if (tried++ >= TRIES || best != null && way.size() + 1 >= best.length()) {
                break;
            }
            final List<Integer> round = new Round(s, partOf).edges();
            final List<Integer> all = new ArrayList<>(way);
            all.addAll(round);
            final int start = way.isEmpty() ? s : graph.source(way.get(0));
            final Lasso l = new Lasso(start, List.copyOf(all), way.size());
            if (best == null || l.length() < best.length()) {
                best = l;
            }
        }
        return best;
    }

    /** Which actions speak against a round, as it is: those that it must have a step of to be fair. */
    long missing(final int start, final List<Integer> edges) {
        long taken = 0;
        long always = fair.enabled(start);
        long ever = fair.enabled(start);
        for (final int e : edges) {
            taken |= fair.steps(e);
            always &= fair.enabled(graph.target(e));
            ever |= fair.enabled(graph.target(e));
        }
        return (search.weak() & always | search.strong() & ever) & ~taken;
    }

    /** A round in one part, from a state back to it. */
    private final class Round {
        private final int start;
        private final int[] partOf;
        private final int[] via = new int[graph.states()];

        Round(final int start, final int[] partOf) {
            this.start = start;
            this.partOf = partOf;
        }

        /** Longer and longer, until it has what fairness asks of it; no edge at all if it may stay. */
        List<Integer> edges() {
            List<Integer> edges = List.of();
            long asked = 0;
            while (missing(start, edges) != 0 || edges.isEmpty() && !search.mayStay(start)) {
                asked |= missing(start, edges);
                edges = with(asked);
            }
            return edges;
        }

        private List<Integer> with(final long asked) {
            final List<Integer> edges = new ArrayList<>();
            int at = start;
            long left = asked;
            while (left != 0) {
                final List<Integer> on = nearest(at, left);
                for (final int e : on) {
                    left &= ~fair.steps(e);
                    at = graph.target(e);
                    left &= search.strong() | fair.enabled(at);
                }
                edges.addAll(on);
            }
            if (at != start || edges.isEmpty()) {
                edges.addAll(nearest(at, 0));
            }
            return edges;
        }

        /**
         * The shortest way in the part to a step of one of these actions, or to where a weak one is impossible; the way
         * back to the start if there are none.
         */
        private List<Integer> nearest(final int from, final long asked) {
            Arrays.fill(via, -1);
            final int[] queue = new int[graph.states()];
            queue[0] = from;
            int end = 1;
            for (int n = 0; n < end; n++) {
                final int s = queue[n];
                for (int e = graph.firstEdge(s + 1) - 1; e >= graph.firstEdge(s); e--) {
                    final int t = graph.target(e);
                    if (t == s || partOf[t] != partOf[start]) {
                        continue;
                    }
                    final long gone = asked & search.weak() & ~fair.enabled(t);
                    final boolean there = asked == 0 ? t == start : (fair.steps(e) & asked | gone) != 0;
                    if (there) {
                        return back(from, s, e);
                    }
                    if (t != from && via[t] < 0) {
                        via[t] = e;
                        queue[end++] = t;
                    }
                }
            }
            throw new IllegalStateException("a fair component has no path to what it lacks");
        }

        private List<Integer> back(final int from, final int last, final int edge) {
            final List<Integer> edges = new ArrayList<>();
            edges.add(edge);
            for (int s = last; s != from; s = graph.source(via[s])) {
                edges.add(0, via[s]);
            }
            return edges;
        }
    }
}
