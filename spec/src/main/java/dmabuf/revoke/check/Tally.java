// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.graph.Graph;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts over all graphs of a run: the actions that fire, the cases that occur, the states that are reached; and the size
 * of each graph.
 */
final class Tally {
    private final List<Manifest.Witness> witnesses;
    private final Map<String, Manifest.Counts> counts = new TreeMap<>();
    private final Map<String, Long> fired = new TreeMap<>();
    private final Map<String, Boolean> cases = new TreeMap<>();
    private final Map<String, Integer> reached = new TreeMap<>();

    /** @param witnesses the situations that must be reached */
    Tally(final List<Manifest.Witness> witnesses) {
        this.witnesses = witnesses;
    }

    /** Adds a graph. */
    synchronized void add(final Graph g) {
        witness(g);
        counts.put(
                g.origin().configuration() + "/" + g.origin().scene(),
                new Manifest.Counts(
                        g.origin().configuration(),
                        g.origin().scene(),
                        g.origin().generated(),
                        g.origin().distinct(),
                        g.origin().depth()));
        final Set<Graph.Verdicts> seen = new HashSet<>();
        for (int e = 0; e < g.edges(); e++) {
            fired.merge(g.step(e).action(), 1L, Long::sum);
            seen.add(g.verdictsOfEdge(e));
        }
        for (int s = 0; s < g.states(); s++) {
            seen.add(g.verdictsOfState(s));
        }
        for (final Graph.Verdicts v : seen) {
            v.met().forEach(c -> cases.put(c, true));
            v.unmet().forEach(c -> cases.putIfAbsent(c, false));
        }
    }

    /** The size of each graph, by design and scene. */
    synchronized List<Manifest.Counts> counts() {
        return List.copyOf(counts.values());
    }

    /** How often each action fired. */
    synchronized Map<String, Long> fired() {
        return new TreeMap<>(fired);
    }

    synchronized boolean occurs(final String property) {
        return cases.getOrDefault(property, false);
    }

    /** The length of the shortest path to a witness, or null. */
    synchronized Integer reached(final String witness) {
        return reached.get(witness);
    }

    /** The shortest path to a situation that must be reached, in a graph of the design that the manifest names. */
    private void witness(final Graph g) {
        for (final Manifest.Witness w : witnesses) {
            final Counterexample c =
                    w.design().equals(g.origin().configuration()) ? Counterexample.toCase(g, w.name()) : null;
            if (c != null) {
                reached.merge(w.name(), c.length(), Math::min);
            }
        }
    }
}
