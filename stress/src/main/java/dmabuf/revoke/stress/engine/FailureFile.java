// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.engine;

import dmabuf.revoke.stress.campaign.Unit;
import dmabuf.revoke.stress.litmus.Litmus;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A failure of a campaign as a text that can be repeated, if its technique does not leave a recording of its own.
 *
 * <pre>
 * dma-buf revoke failure 1
 * unit jcstress/map-against-revoke/c1
 * seed 1234
 * seconds 20
 * turn 3
 * # what happened
 * Revoke map-against-revoke           the litmus test, if it is one
 * ...
 * </pre>
 *
 * @param litmus the text of the test; empty if it is none
 */
record FailureFile(Unit unit, long seed, int seconds, int turn, String what, String litmus) {
    private static final String HEAD = "dma-buf revoke failure 1";

    String text() {
        final StringBuilder text = new StringBuilder(HEAD + "\nunit " + unit + "\nseed " + seed + "\nseconds " + seconds + "\nturn " + turn + "\n");
        what.lines().forEach(l -> text.append("# ").append(l).append('\n'));
        return text.append(litmus.isEmpty() || litmus.endsWith("\n") ? litmus : litmus + "\n").toString();
    }

    /** The text of a litmus test. */
    static String text(final Litmus litmus) {
        try {
            return Files.readString(litmus.file());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Whether a file has this format. */
    static boolean is(final Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("").equals(HEAD);
        } catch (IOException | java.io.UncheckedIOException e) {
            return false;
        }
    }

    static FailureFile read(final Path file) throws Undecided {
        final List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new Undecided("cannot read " + file, e);
        }
        final Map<String, String> fields = new HashMap<>();
        final List<String> what = new ArrayList<>();
        int n = 1;
        for (; n < lines.size() && !lines.get(n).startsWith("Revoke"); n++) {
            final String[] words = lines.get(n).split(" ", 2);
            if (lines.get(n).startsWith("#")) {
                what.add(lines.get(n).substring(1).strip());
            } else if (words.length == 2) {
                fields.put(words[0], words[1].strip());
            } else if (!lines.get(n).isBlank()) {
                throw new Undecided(file + ":" + (n + 1) + ": a field and its value are wanted, as 'seed 3', not '" + lines.get(n) + "'");
            }
        }
        final String[] unit = fields.getOrDefault("unit", "").split("/");
        if (unit.length != 3) {
            throw new Undecided(file + ": it names no unit, as 'unit jcstress/map-against-revoke/c1'");
        }
        return new FailureFile(
                new Unit(unit[0], unit[1], unit[2]), number(file, fields, "seed"), (int) number(file, fields, "seconds"),
                (int) number(file, fields, "turn"), String.join("\n", what), String.join("\n", lines.subList(n, lines.size())));
    }

    private static long number(final Path file, final Map<String, String> fields, final String name) throws Undecided {
        final String value = fields.getOrDefault(name, "");
        if (!value.matches("\\d{1,10}")) {
            throw new Undecided(file + ": '" + name + "' wants a number, not '" + value + "'");
        }
        return Long.parseLong(value);
    }
}
