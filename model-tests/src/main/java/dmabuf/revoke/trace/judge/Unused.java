// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.judge;

import dmabuf.revoke.trace.read.Kind;

/** The calls on known objects that are in no history. Not thread-safe. */
public final class Unused {
    private long count;
    private String first = "";

    /** Adds a call. @param entry the event of its beginning, which may be the one that was met */
    public void add(final long line, final Kind met, final Kind entry) {
        count++;
        if (first.isEmpty()) {
            first = "line " + line + ", " + met.event() + (met == entry ? "" : ", without a line of " + entry.event());
        }
    }

    /** Whether there is no such call. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** The number of such calls, and the first. */
    public String sentence() {
        return count + " calls on known objects are in no history, so that nothing is said of them; first " + first;
    }
}
