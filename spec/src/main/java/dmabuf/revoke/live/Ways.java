// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.live;

import dmabuf.revoke.graph.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The shortest paths, breadth first, from the initial states to states in which Q is owed: P held, and Q has not held
 * since. A state can be reached in two modes: Q is not owed yet, or it is.
 */
final class Ways {
    private static final int NOT = -2;
    private static final int FIRST = -1;

    private final Graph graph;
    private final BitSet owed;
    private final BitSet paid;
    /** For each state, and again for each state in which Q is owed: the edge by which it was reached first. */
    private final int[] via;
    /** Whether Q was already owed in the state before. */
    private final boolean[] waited;
    private final int[] queue;
    private int end;

    Ways(final Graph graph, final BitSet owed, final BitSet paid) {
        this.graph = graph;
        this.owed = owed;
        this.paid = paid;
        this.via = new int[2 * graph.states()];
        this.waited = new boolean[2 * graph.states()];
        this.queue = new int[2 * graph.states()];
        Arrays.fill(via, NOT);
        for (final int s : graph.initial()) {
            reach(s, false, FIRST);
        }
        for (int n = 0; n < end; n++) {
            final boolean waits = queue[n] >= graph.states();
            final int s = queue[n] % graph.states();
            // From the last edge to the first: of several shortest paths this prefers a revoke to a restore or a close.
            for (int e = graph.firstEdge(s + 1) - 1; e >= graph.firstEdge(s); e--) {
                if (!waits || !paid.get(graph.target(e))) {
                    reach(graph.target(e), waits, e);
                }
            }
        }
    }

    private void reach(final int s, final boolean waits, final int edge) {
        if (waits || owed.get(s)) {
            put(s + graph.states(), waits, edge);
        }
        if (!waits) {
            put(s, false, edge);
        }
    }

    private void put(final int node, final boolean waits, final int edge) {
        if (via[node] == NOT) {
            via[node] = edge;
            waited[node] = waits;
            queue[end++] = node;
        }
    }

    /** The states in which Q is owed, nearest first. */
    int[] waiting() {
        return Arrays.stream(queue, 0, end).filter(n -> n >= graph.states()).map(n -> n - graph.states()).toArray();
    }

    /** The edges of the path to a state in which Q is owed. */
    List<Integer> to(final int state) {
        final List<Integer> edges = new ArrayList<>();
        int node = state + graph.states();
        while (via[node] != FIRST) {
            edges.add(0, via[node]);
            node = graph.source(via[node]) + (waited[node] ? graph.states() : 0);
        }
        return edges;
    }
}
