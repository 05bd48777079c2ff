// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.keep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file so that a reader sees the old text or the new one, and never a part, whenever the writer ends. */
public final class WholeFile {
    private WholeFile() {}

    /** Writes the text under another name, which is then renamed. */
    public static void write(final Path file, final String text) throws IOException {
        final Path aside = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(aside, text);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(aside);
        }
    }
}
