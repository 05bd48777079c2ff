// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.read;

import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The enabled events, as the kernel's files and trace-cmd name them: a copy of {@code set_event}, which has {@code GROUP:EVENT}
 * in each line; of {@code kprobe_events}, if all of it was enabled; or the options {@code -e GROUP:EVENT} of trace-cmd. A line
 * that begins with {@code #} is a comment.
 */
public final class ProbeList {
    /** {@code p:GROUP/EVENT FUNCTION FIELDS}, and the same with an address before it, as old kernels print it. */
    private static final Pattern DEFINED = Pattern.compile("[pr]\\d*:(?:[\\w.-]+/)?([\\w.-]+)\\s.*");

    /** {@code GROUP:EVENT}, perhaps as an option of trace-cmd. */
    private static final Pattern ENABLED = Pattern.compile("(?:-e\\s*)?[\\w.-]+:([\\w.-]+)");
    private static final Pattern GROUP = Pattern.compile("(?:-e\\s*)?(?:[\\w.-]+|[\\w.-]+:\\*)");

    private ProbeList() {}

    /** The names of the events that a file lists. */
    public static Set<String> of(final Path file) throws Undecided {
        final Set<String> names = new LinkedHashSet<>();
        int number = 0;
        for (final String line : lines(file)) {
            number++;
            final String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                names.add(name(text, file, number));
            }
        }
        if (names.isEmpty()) {
            throw new Undecided(file + " lists no event: a copy of set_event or of kprobe_events is wanted");
        }
        return names;
    }

    private static String name(final String line, final Path file, final int number) throws Undecided {
        for (final Pattern p : new Pattern[] {DEFINED, ENABLED}) {
            final Matcher m = p.matcher(line);
            if (m.matches()) {
                return m.group(1);
            }
        }
        if (GROUP.matcher(line).matches()) {
            throw new Undecided(file + ", line " + number + ": " + line
                    + " names a group, and not its events; a copy of kprobe_events has these");
        }
        throw new Undecided(file + ", line " + number + " is no line of set_event (dbr:map_in) or of kprobe_events"
                + " (p:dbr/map_in dma_buf_map_attachment ..): " + line);
    }

    private static Iterable<String> lines(final Path file) throws Undecided {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new Undecided("cannot read " + file, e);
        }
    }
}
