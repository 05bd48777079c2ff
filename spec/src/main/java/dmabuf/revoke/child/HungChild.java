// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.child;

import java.nio.file.Path;

/** A child process has reached its limit and was killed; its output still exists. */
public final class HungChild extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Path log;

    /** @param last the last output of the child, in one line */
    HungChild(final Limit limit, final double seconds, final String last, final Path log) {
        super(String.format(
                java.util.Locale.ROOT, "did not end within %s of a quiet machine (%.0f s here), and was killed; %s; its log is %s",
                limit, seconds, last.isEmpty() ? "it had written nothing" : "the last that it wrote: " + last, log));
        this.log = log;
    }

    /** The output of the child. */
    public Path log() {
        return log;
    }
}
