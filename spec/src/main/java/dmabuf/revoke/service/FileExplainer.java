// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.service;

import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;

/**
 * Shows a file as lanes, for {@code ./revoke explain FILE}. It is a service, because each module brings the kinds of files
 * that it knows.
 */
public interface FileExplainer {
    /** Whether this explainer knows the kind of the file. */
    boolean explains(Path file);

    String explain(Path file, Tools tools) throws Undecided, InterruptedException;
}
