// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.replay;

import dmabuf.revoke.graph.Graph;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The edges of a graph that are not taken yet, and how far each state is from the nearest one. Edges that cannot be taken are
 * as if they were not there.
 *
 * <p>While edges are taken, distances only grow. So, when the last edge of a state is taken, only the states from which a
 * shortest way led through it are looked at again (Even and Shiloach 1981), and not the whole graph for each way. States
 * from which no such edge can be reached any more would grow for ever: when a distance exceeds a limit, all are computed
 * anew.
 */
final class Frontier {
    private static final int NEVER = Integer.MAX_VALUE;

    private final Graph graph;
    /** Those that are taken, and those that cannot be. */
    private final BitSet done;

    private final BitSet excluded;
    /** By state, how many of its edges are not taken yet. */
    private final int[] left;
    private final int[] distance;
    /** By state, where its predecessors begin in the list of all. */
    private final int[] firstBefore;
    private final int[] before;
    /** States to be looked at, in a ring: each is in it once at most. */
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

    /** The first edge from a number on that can be taken. */
    private int edge(final int from) {
        return excluded.nextClearBit(from);
    }

    /** How many edges were taken. */
    int taken() {
        return done.cardinality() - excluded.cardinality();
    }

    /** An edge of a state is taken. */
    void take(final int state, final int edge) {
        if (!done.get(edge)) {
            done.set(edge);
            left[state]--;
            if (left[state] == 0) {
                grow(state);
            }
        }
    }

    /** An edge of a state that is not taken yet; else one that leads to the nearest; -1 if none can be reached. */
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

    /** The distance of a state whose edges are all taken, as those of the next states say. */
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
