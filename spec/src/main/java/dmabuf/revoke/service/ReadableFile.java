// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.service;

import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A file that a subcommand reads. It is checked before anything else is done. */
public final class ReadableFile implements ITypeConverter<Path> {
    @Override
    public Path convert(final String typed) {
        try {
            return at(typed);
        } catch (Undecided e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** The file of that name, if it exists and can be read. */
    public static Path at(final String typed) throws Undecided {
        if (typed.isBlank()) {
            throw new Undecided("the name of a file is missing: it is empty");
        }
        final Path file;
        try {
            file = Path.of(typed);
        } catch (InvalidPathException e) {
            throw new Undecided("cannot read " + typed + ": " + e.getReason());
        }
        if (!Files.exists(file)) {
            throw new Undecided("cannot read " + typed + ": no such file or directory");
        }
        if (Files.isDirectory(file)) {
            throw new Undecided("cannot read " + typed + ": it is a directory");
        }
        if (!Files.isReadable(file)) {
            throw new Undecided("cannot read " + typed + ": permission denied");
        }
        return file;
    }
}
