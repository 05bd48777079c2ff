// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.oracle;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/** The processes that are in a call, in each state: a process is idle at first, and in a call from each call to its return. */
final class Busy {
    private final Graph graph;
    private final List<String> processes;
    private final BitSet[] busy;

    Busy(final Graph graph, final List<String> processes) {
        this.graph = graph;
        this.processes = processes;
        this.busy = Stream.generate(() -> new BitSet(graph.states()))
                .limit(processes.size())
                .toArray(BitSet[]::new);
    }

    /** For each process, the states in which it is in a call. */
    BitSet[] states() {
        final BitSet reached = new BitSet(graph.states());
        final int[] queue = new int[graph.states()];
        int end = 0;
        for (final int s : graph.initial()) {
            reached.set(s);
            queue[end++] = s;
        }
        for (int n = 0; n < end; n++) {
            final int s = queue[n];
            for (int e = graph.firstEdge(s); e < graph.firstEdge(s + 1); e++) {
                final int t = graph.target(e);
                if (!reached.get(t)) {
                    reached.set(t);
                    queue[end++] = t;
                    for (final BitSet b : busy) {
                        b.set(t, b.get(s));
                    }
                    move(graph.event(e), t);
                }
            }
        }
        return busy;
    }

    private void move(final Event event, final int state) {
        final int process = event == null ? -1 : processes.indexOf(event.process());
        if (process >= 0) {
            busy[process].set(state, event.kind() == Event.Kind.CALL);
        }
    }
}
