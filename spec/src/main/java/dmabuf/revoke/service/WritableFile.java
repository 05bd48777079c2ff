// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.service;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A file that a subcommand writes at its end. Whether it can be written is checked before anything else is done. */
public final class WritableFile implements ITypeConverter<Path> {
    @Override
    public Path convert(final String typed) {
        final Path file;
        try {
            file = Path.of(typed);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("cannot write " + typed + ": " + e.getReason());
        }
        final Path folder = file.toAbsolutePath().getParent();
        if (typed.isBlank() || Files.isDirectory(file)) {
            throw new TypeConversionException("cannot write '" + typed + "': the name of a file is wanted");
        }
        if (!Files.isDirectory(folder)) {
            throw new TypeConversionException("cannot write " + typed + ": there is no folder " + folder);
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw new TypeConversionException("cannot write " + typed + ": permission denied");
        }
        return file;
    }
}
