package dmabuf.revoke.model.chain;

import dmabuf.revoke.graph.Graph;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** How far each state of a graph is from an event, so that a random way can be led there. */
final class Goals {
    private final Graph graph;
    private final int[][] distances;
    private final int[] firstInto;
    private final int[] into;

    Goals(final Graph graph) {
        this.graph = graph;
        this.distances = new int[graph.events().size()][];
        this.firstInto = new int[graph.states() + 1];
        this.into = new int[graph.edges()];
        for (int e = 0; e < graph.edges(); e++) {
            firstInto[graph.target(e) + 1]++;
        }
        Arrays.parallelPrefix(firstInto, Integer::sum);
        final int[] at = firstInto.clone();
        for (int s = 0; s < graph.states(); s++) {
            for (int e = graph.firstEdge(s); e < graph.firstEdge(s + 1); e++) {
                into[at[graph.target(e)]++] = s;
            }
        }
    }

    /** Whether an edge is the event, or leads closer to it. */
    boolean leadsTo(final int event, final int edge) {
        if (graph.eventId(edge) == event) {
            return true;
        }
        final int[] d = distances(event);
        final int then = d[graph.target(edge)];
        return then >= 0 && then < d[graph.source(edge)];
    }

    /** By state, the steps to one in which the event is possible; -1 if it never is again. */
    private int[] distances(final int event) {
        if (distances[event] == null) {
            final int[] distance = new int[graph.states()];
            Arrays.fill(distance, -1);
            final Deque<Integer> queue = new ArrayDeque<>();
            for (int s = 0; s < graph.states(); s++) {
                for (int e = graph.firstEdge(s); e < graph.firstEdge(s + 1); e++) {
                    if (graph.eventId(e) == event && distance[s] < 0) {
                        distance[s] = 0;
                        queue.add(s);
                    }
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
            distances[event] = distance;
        }
        return distances[event];
    }
}
