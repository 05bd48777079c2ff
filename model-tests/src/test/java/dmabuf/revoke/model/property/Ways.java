// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.property;

import dmabuf.revoke.graph.Graph;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.IntPredicate;

/** The distance of each state of a graph to certain edges, to guide chains there. */
final class Ways {
    private final Graph graph;
    private final int[] firstInto;
    private final int[] into;

    Ways(final Graph graph) {
        this.graph = graph;
        this.firstInto = new int[graph.states() + 1];
        this.into = new int[graph.edges()];
        for (int e = 0; e < graph.edges(); e++) {
            firstInto[graph.target(e) + 1]++;
        }
        Arrays.parallelPrefix(firstInto, Integer::sum);
        final int[] at = firstInto.clone();
        for (int e = 0; e < graph.edges(); e++) {
            into[at[graph.target(e)]++] = graph.source(e);
        }
    }

    /** By state, the number of steps to a state with a wanted edge; -1 if none is reachable. */
    int[] to(final IntPredicate wanted) {
        final int[] distance = new int[graph.states()];
        Arrays.fill(distance, -1);
        final Deque<Integer> queue = new ArrayDeque<>();
        for (int e = 0; e < graph.edges(); e++) {
            if (distance[graph.source(e)] < 0 && wanted.test(e)) {
                distance[graph.source(e)] = 0;
                queue.add(graph.source(e));
            }
        }
        while (!queue.isEmpty()) {
            final int s = queue.remove();
            for (int k = firstInto[s]; k < firstInto[s + 1]; k++) {
                if (distance[into[k]] < 0) {
                    distance[into[k]] = distance[s] + 1;
                    queue.add(into[k]);
                }
            }
        }
        return distance;
    }
}
