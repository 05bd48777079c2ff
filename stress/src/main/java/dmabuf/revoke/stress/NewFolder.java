// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A folder that a subcommand writes, and makes if there is none. */
public final class NewFolder implements ITypeConverter<Path> {
    @Override
    public Path convert(final String typed) {
        try {
            final Path folder = Path.of(typed);
            if (typed.isBlank() || Files.exists(folder) && !Files.isDirectory(folder)) {
                throw new TypeConversionException("cannot write into '" + typed + "': the name of a folder is wanted");
            }
            return folder;
        } catch (InvalidPathException e) {
            throw new TypeConversionException("cannot write into " + typed + ": " + e.getReason());
        }
    }
}
