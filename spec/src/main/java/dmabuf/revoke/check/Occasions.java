// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.tlc.Undecided;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * How often the case of a claim occurs in a graph: in how many states, or steps.
 *
 * <p>A claim speaks of its case alone. One that fails in a state, or a step, in which its case does not occur is a fault of
 * Properties.tla: then neither a yes nor a no says what it seems to say.
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
