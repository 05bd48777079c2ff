package dmabuf.revoke.model;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.tlc.Undecided;

/** Where a technique gets its graphs: those of the design that impl implements, by scene. */
public interface Graphs {
    /** The graph of a scene of scenes/, as {@code base}, {@code closing} or {@code history}. */
    Graph scene(String name) throws Undecided, InterruptedException;
}
