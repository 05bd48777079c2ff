// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.linux;

import dmabuf.revoke.child.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

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
        try {
            return Files.exists(file) ? Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1).lines()
                    .filter(l -> COMPLAINT.matcher(l).find()).map(String::strip).findFirst() : Optional.empty();
        } catch (IOException e) {
            return Optional.of("the console cannot be read: " + e);
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
