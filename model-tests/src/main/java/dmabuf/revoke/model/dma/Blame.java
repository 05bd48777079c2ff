// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.dma;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.oracle.History;
import dmabuf.revoke.oracle.Observation;
import dmabuf.revoke.oracle.Oracle;
import dmabuf.revoke.oracle.StateSet;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Decides who is wrong when there was a forbidden access and the oracle accepts what the calls returned. */
final class Blame {
    /** The importer said that it had let go, and had not. */
    static final String IMPORTER =
            "The importer is wrong, or its hardware: impl had neither a mapping nor a job of it, and its device went on.";

    /** Impl let a revoke go on that has to wait. */
    static final String IMPL =
            "impl is wrong, and the calls do not show it: in no state in which the spec may be does it break a promise.";

    private Blame() {}

    /**
     * Says who is wrong.
     *
     * @param admitted what impl itself still had; empty if nothing
     * @param history that the oracle accepts
     */
    static String of(final String admitted, final Graph graph, final Oracle oracle, final History history) {
        if (admitted.isEmpty()) {
            return IMPORTER;
        }
        final Set<String> broken = broken(graph, oracle, history);
        return broken.isEmpty() ? IMPL : "The spec is wrong: it allows this history, and breaks its own promise "
                + String.join(", ", broken) + " in it.";
    }

    /** The claims that fail in any state in which the spec may have been. */
    private static Set<String> broken(final Graph graph, final Oracle oracle, final History history) {
        final Set<String> broken = new TreeSet<>();
        final Set<StateSet> seen = new HashSet<>();
        final Oracle.Walk walk = oracle.walk();
        for (final Observation o : history.events()) {
            walk.accept(o);
            final StateSet now = walk.states();
            final int size = seen.add(now) ? now.size() : 0;
            for (int n = 0; n < size; n++) {
                broken.addAll(graph.verdictsOfState(now.state(n)).failing());
            }
        }
        return broken;
    }
}
