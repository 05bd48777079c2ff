// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.tlc;

import java.nio.file.Path;

/** TLC stopped with an error, for example because it could not evaluate an expression; its log has the state. */
public final class Stopped extends Undecided {
    private static final long serialVersionUID = 1L;

    private final transient Path log;

    public Stopped(final String message, final Path log) {
        super(message);
        this.log = log;
    }

    public Path log() {
        return log;
    }
}
