// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.service;

import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Shows a file as lanes, for {@code ./revoke explain FILE}. It is a service, because each module brings the kinds of files
 * that it knows.
 */
public interface FileExplainer {
    /** Whether this explainer knows the kind of the file. */
    boolean explains(Path file);

    String explain(Path file, Tools tools) throws Undecided, InterruptedException;

    /** The same as a picture, in SVG; empty if this kind of file has none. */
    default Optional<String> picture(final Path file, final Tools tools) throws Undecided, InterruptedException {
        return Optional.empty();
    }

    /** The same as text for a mail, in 78 columns; empty if this kind of file has none. */
    default Optional<String> mail(final Path file, final Tools tools) throws Undecided, InterruptedException {
        return Optional.empty();
    }
}
