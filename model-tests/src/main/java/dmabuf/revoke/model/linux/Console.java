// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.linux;

import dmabuf.revoke.child.Child;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The console of a guest. A complaint of the kernel there is a failure, whatever the walk has found. */
final class Console {
    private static final Pattern COMPLAINT = Pattern.compile("WARNING: |BUG: |Oops|Kernel panic|KASAN|KCSAN|UBSAN|general protection fault"
            + "|(possible|inconsistent) .*(lock|usage)|INFO: (task|rcu)|refcount_t: |lockup|bad unlock balance|invoked oom-killer");

    private final Path file;

    Console(final Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** The first line with a complaint of the kernel. */
    Optional<String> complaint() {
        return lines().filter(l -> COMPLAINT.matcher(l).find()).map(String::strip).findFirst();
    }

    private Stream<String> lines() {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1).lines() : Stream.of();
        } catch (IOException e) {
            return Stream.of("BUG: the console cannot be read: " + e);
        }
    }

    /** The last lines, for display. */
    String last() {
        try {
            return "its console, " + file + ", ends with:\n  " + String.join("\n  ", Child.lastLines(file));
        } catch (IOException e) {
            return "its console cannot be read: " + e;
        }
    }
}
