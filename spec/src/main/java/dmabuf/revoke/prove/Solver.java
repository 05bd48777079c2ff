// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.tlc.Undecided;

/** What decides SMT-LIB text. */
public interface Solver {
    /** What it says to a text, a line for each command that asks. */
    String run(String text) throws Undecided, InterruptedException;

    /** Its name and version, for reports. */
    String name();
}
