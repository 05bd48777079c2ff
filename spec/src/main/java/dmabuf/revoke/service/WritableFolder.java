// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.service;

import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A folder that a subcommand writes, and creates if there is none. Whether this is possible is checked before anything else is
 * done.
 */
public final class WritableFolder implements ITypeConverter<Path> {
    @Override
    public Path convert(final String typed) {
        try {
            final Path folder = Path.of(typed);
            if (typed.isBlank() || Files.exists(folder) && !Files.isDirectory(folder)) {
                throw new TypeConversionException("cannot write into '" + typed + "': the name of a folder is wanted");
            }
            Path there = folder.toAbsolutePath();
            while (Files.notExists(there, LinkOption.NOFOLLOW_LINKS)) {
                there = there.getParent();
            }
            Files.delete(Files.createTempFile(there, "revoke", ""));
            return folder;
        } catch (InvalidPathException e) {
            throw new TypeConversionException("cannot write into " + typed + ": " + e.getReason());
        } catch (IOException e) {
            throw new TypeConversionException("cannot write into " + typed + ": " + Undecided.reason(e));
        }
    }
}
