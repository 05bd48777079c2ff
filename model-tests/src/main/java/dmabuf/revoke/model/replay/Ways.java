// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.replay;

import dmabuf.revoke.graph.Graph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/** Shortest paths through a graph. Reuses its memory: one search at a time. */
public final class Ways {
    private final Graph graph;
    private final BitSet excluded;
    private final int[] queue;
    private final int[] via;
    private final int[] seenIn;
    private int search;

    /** @param excluded edges that no path takes */
    public Ways(final Graph graph, final BitSet excluded) {
        this.graph = graph;
        this.excluded = excluded;
        this.queue = new int[graph.states()];
        this.via = new int[graph.states()];
        this.seenIn = new int[graph.states()];
    }

    /** The edges that lead from a state to the nearest wanted state; null if none is reachable. */
    public List<Integer> nearest(final int from, final IntPredicate wanted) {
        search++;
        int end = 0;
        queue[end++] = from;
        seenIn[from] = search;
        for (int n = 0; n < end; n++) {
            final int s = queue[n];
            if (wanted.test(s)) {
                final ArrayDeque<Integer> path = new ArrayDeque<>();
                for (int t = s; t != from; t = graph.source(via[t])) {
                    path.addFirst(via[t]);
                }
                return new ArrayList<>(path);
            }
            for (int e = graph.firstEdge(s); e < graph.firstEdge(s + 1); e++) {
                final int t = graph.target(e);
                if (seenIn[t] != search && !excluded.get(e)) {
                    seenIn[t] = search;
                    via[t] = e;
                    queue[end++] = t;
                }
            }
        }
        return null;
    }
}
