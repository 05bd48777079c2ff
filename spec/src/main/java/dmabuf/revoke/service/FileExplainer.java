// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.service;

import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;

/** Draws a file as lanes, for {@code ./revoke explain FILE}: a service, because the kinds of files come from modules. */
public interface FileExplainer {
    /** Whether it is a file of this kind. */
    boolean explains(Path file);

    String explain(Path file, Tools tools) throws Undecided, InterruptedException;
}
