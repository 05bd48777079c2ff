// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.tlc.Undecided;

/** A solver of SMT-LIB text. */
public interface Solver {
    /** The solver's output for a text: a line for each command that asks for something. */
    String run(String text) throws Undecided, InterruptedException;

    /** Its name and version, for reports. */
    String name();
}
