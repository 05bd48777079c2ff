// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.live;

import dmabuf.revoke.graph.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Decides {@code P
 * > Q} in a graph under fairness: searches for a fair behaviour with a state of P after which Q never holds.
 *
 * <p>It returns a short one: the shortest path to a state in which a fair behaviour can stay for ever, followed by a short
 * fair loop. It tries the first {@link #TRIES} of such states and takes the shortest result. The same graph always gives
 * the same lasso.
 */
class LassoSearch {
    /** How many states are tried as the beginning of the loop. */
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

    /** The states in which P holds and Q does not. */
    BitSet owed(final BitSet from, final BitSet to) {
        final BitSet owed = (BitSet) from.clone();
        owed.andNot(to);
        return owed;
    }

    /** The states that can be reached from these without passing Q. */
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

    /** The actions that make a loop unfair: it needs a step of each of them. */
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

    /** A loop in one part, from a state back to it. */
    private final class Round {
        private final int start;
        private final int[] partOf;
        private final int[] via = new int[graph.states()];

        Round(final int start, final int[] partOf) {
            this.start = start;
            this.partOf = partOf;
        }

        /** Extends the loop until it is fair; no edge at all if the behaviour may stay in the state. */
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
         * The shortest path in the part to a step of one of these actions, or to a state in which a weak one is impossible;
         * if there are no actions, the path back to the start.
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
