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

/** The console of a guest. What the kernel complains of there is a failure, whatever the walk has found. */
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

    /** The first line in which the kernel complains. */
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

    /** What was written last, for people. */
    String last() {
        try {
            return "its console, " + file + ", ends with:\n  " + String.join("\n  ", Child.lastLines(file));
        } catch (IOException e) {
            return "its console cannot be read: " + e;
        }
    }
}
