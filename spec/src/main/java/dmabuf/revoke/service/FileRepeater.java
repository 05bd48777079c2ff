// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.service;

import java.nio.file.Path;

/**
 * Repeats a failure that was kept in a file, for {@code ./revoke replay FILE}. It is a service, because each module brings
 * the kinds of files that it knows.
 */
public interface FileRepeater {
    /** Whether this repeater knows the kind of the file. */
    boolean repeats(Path file);

    /** Repeats the failure, and prints the outcome. {@return the exit code, as of a {@link Subcommand}} */
    int repeat(Path file, Tools tools) throws Exception;
}
