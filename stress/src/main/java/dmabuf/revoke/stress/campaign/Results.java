// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The content of a file of results.
 *
 * @param turns without duplicates, in order
 * @param end why the campaign ended; empty if it was killed, or still runs
 * @param whole the length in bytes up to the last complete line; after it is a line that a kill truncated
 * @param damaged the numbers of damaged lines, which are ignored
 */
record Results(Path file, Head head, List<Turn> turns, String end, long whole, List<Integer> damaged) {
    /** @throws Undecided if it cannot be read, or is no file of results */
    static Results read(final Path file) throws Undecided {
        final byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Undecided("cannot read " + file, e);
        }
        final List<Turn> turns = new ArrayList<>();
        final Set<String> known = new HashSet<>();
        final List<Integer> damaged = new ArrayList<>();
        Head head = null;
        String end = "";
        int begin = 0;
        for (int number = 1, at = 0; at < bytes.length; at++) {
            if (bytes[at] != '\n') {
                continue;
            }
            final Line line = Line.read(new String(bytes, begin, at - begin, StandardCharsets.UTF_8));
            begin = at + 1;
            if (number == 1) {
                head = line == null ? null : line.head();
                if (head == null || !Head.FORMAT.equals(head.format())) {
                    throw new Undecided(file + ":1: this is no head of a campaign's results (" + Head.FORMAT + ")");
                }
            } else if (line == null || line.head() != null) {
                damaged.add(number);
            } else if (line.turn() != null && known.add(line.turn().key())) {
                turns.add(line.turn());
            }
            end = line != null && line.end() != null ? line.end() : line == null ? end : "";
            number++;
        }
        if (head == null) {
            throw new Undecided(file + ": no line of it is whole; a campaign that had sampled nothing was killed: remove it");
        }
        return new Results(file, head, List.copyOf(turns), end, begin, List.copyOf(damaged));
    }

    /** A line about the damage; empty if there is none. */
    String remark() {
        return damaged.isEmpty() ? "" : file + ": " + (damaged.size() == 1 ? "line " + damaged.get(0) + " is" : damaged.size()
                + " lines, the first of which is " + damaged.get(0) + ", are") + " damaged and not counted; the others are";
    }

    /** How much of its time the campaign has used, in seconds. */
    double elapsed() {
        return turns.stream().mapToDouble(Turn::elapsed).max().orElse(0);
    }
}
