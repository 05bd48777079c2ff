// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.matrix;

import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;

/** Where columns of the matrix come from. Each module has its own; the launcher finds them as services. */
public interface Suites {
    /**
     * {@return the columns, the cheapest first}
     *
     * @param graphs what the techniques ask
     */
    List<Suite> all(Graphs graphs) throws Undecided, InterruptedException;

    /** {@return whether they are of this project, and not what one would use in its place} */
    boolean own();
}
