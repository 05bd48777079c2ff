// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import java.util.BitSet;

/**
 * Finds the calls that a step of another process can make impossible, such as a worker's call when the driver unmaps first. For
 * all other calls it does not matter when between stamp and return the call begins. One of these may have to wait until it is
 * possible again, and meanwhile others may do what they could not do beside it.
 */
final class Lasting {
    private final Graph graph;
    private final BitSet taken = new BitSet();

    Lasting(final Graph graph) {
        this.graph = graph;
        for (int s = 0; s < graph.states(); s++) {
            for (int call = graph.firstEdge(s); call < graph.firstEdge(s + 1); call++) {
                if (isCall(call) && !taken.get(graph.eventId(call)) && isTaken(s, call)) {
                    taken.set(graph.eventId(call));
                }
            }
        }
    }

    /** Whether a call, given by the number of its event, remains possible whatever other processes do. */
    boolean lasts(final int call) {
        return !taken.get(call);
    }

    private boolean isCall(final int edge) {
        return graph.event(edge) != null && graph.event(edge).kind() == Event.Kind.CALL;
    }

    private boolean isTaken(final int state, final int call) {
        for (int e = graph.firstEdge(state); e < graph.firstEdge(state + 1); e++) {
            final boolean own = graph.event(e) != null && graph.event(e).process().equals(graph.event(call).process());
            if (!own && !has(graph.target(e), graph.eventId(call))) {
                return true;
            }
        }
        return false;
    }

    private boolean has(final int state, final int call) {
        for (int e = graph.firstEdge(state); e < graph.firstEdge(state + 1); e++) {
            if (graph.eventId(e) == call) {
                return true;
            }
        }
        return false;
    }
}
