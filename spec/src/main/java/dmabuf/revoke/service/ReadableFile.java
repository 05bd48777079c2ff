package dmabuf.revoke.service;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A file that a subcommand reads: it is looked at before anything is done. */
public final class ReadableFile implements ITypeConverter<Path> {
    @Override
    public Path convert(final String typed) {
        final Path file;
        try {
            file = Path.of(typed);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("cannot read " + typed + ": " + e.getReason());
        }
        if (!Files.exists(file)) {
            throw new TypeConversionException("cannot read " + typed + ": no such file or directory");
        }
        if (Files.isDirectory(file)) {
            throw new TypeConversionException("cannot read " + typed + ": it is a directory");
        }
        if (!Files.isReadable(file)) {
            throw new TypeConversionException("cannot read " + typed + ": permission denied");
        }
        return file;
    }
}
