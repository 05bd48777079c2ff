// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.service;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Reads numbers and paths where an argument has no form of its own. Each refusal says what is expected. */
final class Arguments {
    private Arguments() {}

    /** Lets a command line, and the subcommands that it has so far, use these converters. */
    static void readBy(final CommandLine line) {
        line.registerConverter(long.class, t -> whole(t, Long.MIN_VALUE, Long.MAX_VALUE));
        line.registerConverter(Long.class, t -> whole(t, Long.MIN_VALUE, Long.MAX_VALUE));
        line.registerConverter(int.class, t -> (int) whole(t, Integer.MIN_VALUE, Integer.MAX_VALUE));
        line.registerConverter(Integer.class, t -> (int) whole(t, Integer.MIN_VALUE, Integer.MAX_VALUE));
        line.registerConverter(Path.class, Arguments::path);
    }

    /** A whole number within bounds. */
    static long whole(final String typed, final long least, final long most) {
        try {
            final long n = Long.parseLong(typed);
            if (least <= n && n <= most) {
                return n;
            }
        } catch (NumberFormatException e) {
            // The message below says what is expected.
        }
        throw new TypeConversionException("'" + typed + "' must be a whole number from " + least + " to " + most);
    }

    /** A path. An empty one is refused: in Java it is the working directory, and nobody who types it means that. */
    private static Path path(final String typed) {
        if (typed.isBlank()) {
            throw new TypeConversionException("the name of a file or a folder is missing: it is empty");
        }
        try {
            return Path.of(typed);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("'" + typed + "' is the name of no file and no folder: " + e.getReason());
        }
    }
}
