// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.service;

import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
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
        try {
            tryOut(file);
        } catch (IOException e) {
            throw new TypeConversionException("cannot write " + typed + ": " + Undecided.reason(e));
        }
        return file;
    }

    /**
     * Tries to write, and changes nothing. Permissions alone are not enough: root has all of them, even where the kernel allows
     * no writing.
     */
    private static void tryOut(final Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            Files.newByteChannel(file, StandardOpenOption.WRITE).close();
        } else if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(Files.createFile(file));
        } else if (Files.exists(file) && !Files.isWritable(file)) {
            throw new AccessDeniedException(file.toString());
        }
    }

    /**
     * Checks that a command does not overwrite a file that it reads or has written already.
     *
     * @param read the files that it reads
     * @param written the files that it writes; null stands for one that was not asked for
     * @throws Undecided if two are the same file, by whatever name
     */
    public static void apart(final List<Path> read, final Path... written) throws Undecided {
        final List<Path> taken = new ArrayList<>(read);
        for (final Path w : written) {
            if (w == null) {
                continue;
            }
            for (final Path t : taken) {
                if (isSame(w, t)) {
                    throw new Undecided("cannot write " + w + ": the same command " + (read.contains(t) ? "reads" : "writes")
                            + " that file; name another");
                }
            }
            taken.add(w);
        }
    }

    /** Whether two paths denote the same file. A device, such as /dev/null, keeps nothing that could be lost. */
    private static boolean isSame(final Path a, final Path b) throws Undecided {
        try {
            return Files.exists(a) && Files.exists(b) ? Files.isRegularFile(a) && Files.isSameFile(a, b)
                    : a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
        } catch (IOException e) {
            throw new Undecided("cannot compare " + a + " with " + b, e);
        }
    }
}
