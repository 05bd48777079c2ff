// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.matrix;

import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;

/** Provides columns of the matrix. Each module has its own; the launcher finds them as services. */
public interface Suites {
    /**
     * {@return the columns, the cheapest first}
     *
     * @param graphs for the techniques
     */
    List<Suite> all(Graphs graphs) throws Undecided, InterruptedException;

    /** {@return whether the suites belong to this project, rather than to tools that one could use instead} */
    boolean own();
}
