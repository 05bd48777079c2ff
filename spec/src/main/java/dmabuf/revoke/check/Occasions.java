// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.tlc.Undecided;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Counts the states, or steps, of a graph in which the case of a claim occurs.
 *
 * <p>A claim is about its case only. If it fails in a state, or a step, in which its case does not occur, Properties.tla is
 * wrong, and the verdict on the claim would be misleading.
 */
final class Occasions {
    private Occasions() {}

    /** {@return the number of states, or of steps, in which the case occurs; 0 if it never does} */
    static int of(final Graph g, final String property) throws Undecided {
        final Map<Graph.Verdicts, Boolean> known = new IdentityHashMap<>();
        int times = 0;
        for (int s = 0; s < g.states(); s++) {
            times += occurs(g, g.verdictsOfState(s), property, known) ? 1 : 0;
        }
        for (int e = 0; e < g.edges(); e++) {
            times += occurs(g, g.verdictsOfEdge(e), property, known) ? 1 : 0;
        }
        return times;
    }

    private static boolean occurs(
            final Graph g, final Graph.Verdicts v, final String property, final Map<Graph.Verdicts, Boolean> known)
            throws Undecided {
        final Boolean before = known.get(v);
        if (before != null) {
            return before;
        }
        final boolean met = v.met().contains(property);
        known.put(v, met);
        if (!met && v.failing().contains(property)) {
            throw new Undecided(property + " fails in " + g.origin().configuration() + " (scene " + g.origin().scene()
                    + ") where its case does not occur: restrict the claim in Properties.tla to its case, or widen the case");
        }
        return met;
    }
}
