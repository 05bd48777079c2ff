// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.cut;

import java.nio.file.Path;

/**
 * A source file of impl.
 *
 * @param path relative to the folder of the sources
 */
public record SourceFile(Path path, String text) {}
