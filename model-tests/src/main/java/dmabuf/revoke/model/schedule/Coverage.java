// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import java.util.BitSet;
import java.util.function.IntPredicate;

/**
 * Which edges of a graph one schedule went along, as far as that is sure: step by step, in the order in which impl said that
 * they took effect. Where it says so in another order than that of the effects, which it may where no lock is held, the way
 * is lost, and the rest of the schedule counts for nothing. It judges nothing.
 */
final class Coverage {
    private final Graph graph;
    private final BitSet edges;
    private int now;
    private boolean lost;
    private Thread last;
    private int switches;

    /**
     * @param initial from which it starts
     * @param edges of the graph that were seen so far, to which those of this one are added
     */
    Coverage(final Graph graph, final int initial, final BitSet edges) {
        this.graph = graph;
        this.edges = edges;
        this.now = initial;
    }

    /** A call was let in, or has come back. */
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

    /** How often another thread took the next step. */
    int switches() {
        return switches;
    }
}
