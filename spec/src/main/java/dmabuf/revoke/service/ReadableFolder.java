// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.service;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A folder that a subcommand reads. It is checked before anything else is done. */
public final class ReadableFolder implements ITypeConverter<Path> {
    @Override
    public Path convert(final String typed) {
        try {
            final Path folder = Path.of(typed);
            if (typed.isBlank() || !Files.isDirectory(folder)) {
                throw new TypeConversionException("cannot read '" + typed + "': the name of a folder is wanted");
            }
            if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
                throw new TypeConversionException("cannot read " + typed + ": permission denied");
            }
            return folder;
        } catch (InvalidPathException e) {
            throw new TypeConversionException("cannot read " + typed + ": " + e.getReason());
        }
    }
}
