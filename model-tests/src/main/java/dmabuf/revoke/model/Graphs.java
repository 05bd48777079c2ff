package dmabuf.revoke.model;

import dmabuf.revoke.check.Verification;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.tlc.Undecided;

/** Where a technique gets its graphs: those of the designs that impl has exporters of, by scene. */
public interface Graphs {
    /**
     * The graph of a scene of scenes/, as {@code base}, {@code closing} or {@code history}; of another design than
     * {@code Reference} with its name before it, as {@code Mock/exporters}.
     */
    Graph scene(String name) throws Undecided, InterruptedException;

    /** The name by which a graph is got. */
    static String nameOf(final Graph graph) {
        final String design = graph.value(graph.initial()[0], graph.variables().indexOf("design")).text();
        return (design.equals(Verification.BASE_DESIGN) ? "" : design + "/") + graph.origin().scene();
    }
}
