// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.replay;

import dmabuf.revoke.graph.Graph;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The edges of a graph that are not taken yet, and the distance of each state to the nearest one. Excluded edges are ignored.
 *
 * <p>While edges are taken, distances only grow. So when the last edge of a state is taken, only the states are updated from
 * which a shortest path led through it (Even and Shiloach 1981), and not the whole graph for each path. The distance of states
 * from which no such edge can be reached any more would grow for ever: when a distance exceeds a limit, all are computed again.
 */
final class Frontier {
    private static final int NEVER = Integer.MAX_VALUE;

    private final Graph graph;
    /** The edges that are taken or excluded. */
    private final BitSet done;

    private final BitSet excluded;
    /** The number of edges not yet taken, by state. */
    private final int[] left;
    private final int[] distance;
    /** The start of each state's predecessors in the list of all, by state. */
    private final int[] firstBefore;
    private final int[] before;
    /** A ring of states to be updated; each state is in it at most once. */
    private final int[] ring;
    private final boolean[] waiting;
    private int limit;

    Frontier(final Graph graph, final BitSet excluded) {
        this.graph = graph;
        this.excluded = excluded;
        this.done = (BitSet) excluded.clone();
        this.left = new int[graph.states()];
        this.distance = new int[graph.states()];
        this.firstBefore = new int[graph.states() + 1];
        this.before = new int[graph.edges()];
        this.ring = new int[graph.states()];
        this.waiting = new boolean[graph.states()];
        for (int e = excluded.nextClearBit(0); e < graph.edges(); e = excluded.nextClearBit(e + 1)) {
            firstBefore[graph.target(e) + 1]++;
        }
        Arrays.parallelPrefix(firstBefore, Integer::sum);
        final int[] at = firstBefore.clone();
        for (int s = 0; s < graph.states(); s++) {
            for (int e = edge(graph.firstEdge(s)); e < graph.firstEdge(s + 1); e = edge(e + 1)) {
                before[at[graph.target(e)]++] = s;
                left[s]++;
            }
        }
        computeAll();
    }

    /** The first edge that is not excluded, from a number on. */
    private int edge(final int from) {
        return excluded.nextClearBit(from);
    }

    /** How many edges were taken. */
    int taken() {
        return done.cardinality() - excluded.cardinality();
    }

    /** Notes that an edge of a state is taken. */
    void take(final int state, final int edge) {
        if (!done.get(edge)) {
            done.set(edge);
            left[state]--;
            if (left[state] == 0) {
                grow(state);
            }
        }
    }

    /** An edge of a state that is not taken yet; else one that leads to the nearest; -1 if none is reachable. */
    int next(final int state) {
        if (left[state] > 0) {
            return done.nextClearBit(graph.firstEdge(state));
        }
        if (distance[state] == NEVER) {
            return -1;
        }
        int e = edge(graph.firstEdge(state));
        while (distance[graph.target(e)] != distance[state] - 1) {
            e = edge(e + 1);
        }
        return e;
    }

    private void grow(final int state) {
        int end = 0;
        ring[end++] = state;
        waiting[state] = true;
        for (int n = 0; n != end; n = n + 1 == ring.length ? 0 : n + 1) {
            final int s = ring[n];
            waiting[s] = false;
            final int now = fromNext(s);
            if (now > limit) {
                Arrays.fill(waiting, false);
                computeAll();
                return;
            }
            if (now > distance[s]) {
                distance[s] = now;
                for (int k = firstBefore[s]; k < firstBefore[s + 1]; k++) {
                    final int p = before[k];
                    if (left[p] == 0 && distance[p] != NEVER && !waiting[p]) {
                        waiting[p] = true;
                        ring[end] = p;
                        end = end + 1 == ring.length ? 0 : end + 1;
                    }
                }
            }
        }
    }

    /** The distance of a state whose edges are all taken, computed from its successors. */
    private int fromNext(final int state) {
        int least = NEVER;
        for (int e = edge(graph.firstEdge(state)); e < graph.firstEdge(state + 1); e = edge(e + 1)) {
            least = Math.min(least, distance[graph.target(e)]);
        }
        return least == NEVER ? NEVER : least + 1;
    }

    private void computeAll() {
        Arrays.fill(distance, NEVER);
        int end = 0;
        for (int s = 0; s < left.length; s++) {
            if (left[s] > 0) {
                distance[s] = 0;
                ring[end++] = s;
            }
        }
        int most = 0;
        for (int n = 0; n < end; n++) {
            most = distance[ring[n]];
            for (int k = firstBefore[ring[n]]; k < firstBefore[ring[n] + 1]; k++) {
                if (distance[before[k]] == NEVER) {
                    distance[before[k]] = most + 1;
                    ring[end++] = before[k];
                }
            }
        }
        limit = most + 4;
    }
}
