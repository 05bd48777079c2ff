// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import java.util.BitSet;
import java.util.function.IntPredicate;

/**
 * The edges of a graph that one schedule took, as far as they are certain: step by step, in the order in which impl reported
 * their effects. Without a lock that order may differ from the order of the effects; then the path is lost, and the rest of the
 * schedule is not counted. It does not judge.
 */
final class Coverage {
    private final Graph graph;
    private final BitSet edges;
    private int now;
    private boolean lost;
    private Thread last;
    private int switches;

    /**
     * @param initial state of the schedule
     * @param edges of the graph that were seen so far; those of this schedule are added
     */
    Coverage(final Graph graph, final int initial, final BitSet edges) {
        this.graph = graph;
        this.edges = edges;
        this.now = initial;
    }

    /** A call was admitted, or has returned. */
    void event(final Event event) {
        go(e -> event.equals(graph.event(e)));
    }

    /** A thread has taken a step: one of its process, or of a callback that it runs. */
    void step(final String process, final String action) {
        switches += last != null && last != Thread.currentThread() ? 1 : 0;
        last = Thread.currentThread();
        go(e -> graph.step(e).action().equals(action)
                && (graph.process(e).equals(process) || graph.process(e).startsWith("callback")));
    }

    private void go(final IntPredicate wanted) {
        int found = -1;
        for (int e = graph.firstEdge(now); e < graph.firstEdge(now + 1) && !lost; e++) {
            if (wanted.test(e)) {
                lost = found >= 0;
                found = e;
            }
        }
        lost |= found < 0;
        if (!lost) {
            edges.set(found);
            now = graph.target(found);
        }
    }

    /** How often the next step was taken by another thread. */
    int switches() {
        return switches;
    }
}
