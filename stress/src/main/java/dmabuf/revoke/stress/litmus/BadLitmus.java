// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.litmus;

import java.nio.file.Path;
import java.util.List;

/** A litmus test that cannot be used. The message is one line: the file, the line if its text is wrong, and the reason. */
public final class BadLitmus extends Exception {
    private final transient List<String> run;

    /** For a file that cannot be read at all. */
    BadLitmus(final Path file, final String reason) {
        super(file + ": " + reason);
        this.run = List.of();
    }

    BadLitmus(final Path file, final int line, final String reason) {
        this(file, line, reason, List.of());
    }

    BadLitmus(final Path file, final int line, final String reason, final List<String> run) {
        super(file + ":" + line + ": " + reason);
        this.run = List.copyOf(run);
    }

    /** The steps that lead to the error, from the first on; empty if the text alone is wrong. */
    public List<String> run() {
        return run;
    }
}
