// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.matrix;

import dmabuf.revoke.tlc.Undecided;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;

/**
 * The result of one suite on one mutant.
 *
 * @param source the digest of the mutant and of the files that it patches, which shows whether the cell is out of date
 * @param runs how often the suite ran
 * @param caught how many of these runs noticed the mutant in time
 * @param seconds the median time of the runs that noticed it; 0 if none did
 * @param date of the last run
 * @param why empty, or why it could not be decided
 */
record Cell(String mutant, String suite, String source, int runs, int caught, double seconds, LocalDate date, String why) {
    private static final int FIELDS = 8;

    /** Whether most runs noticed the mutant. */
    boolean isCaught() {
        return 2 * caught > runs;
    }

    /** {@return the line of the stored table} */
    String line() {
        return String.join("\t", mutant, suite, source, Integer.toString(runs), Integer.toString(caught),
                String.format(Locale.ROOT, "%.1f", seconds), date.toString(), why);
    }

    static Cell of(final String line) throws Undecided {
        final List<String> f = List.of(line.split("\t", -1));
        if (f.size() != FIELDS) {
            throw new Undecided("a line of the matrix has " + FIELDS + " fields, this one " + f.size() + ": " + line);
        }
        try {
            final Cell c = new Cell(f.get(0), f.get(1), f.get(2), Integer.parseInt(f.get(3)), Integer.parseInt(f.get(4)),
                    Double.parseDouble(f.get(5)), LocalDate.parse(f.get(6)), f.get(7));
            if (c.runs < 0 || c.caught < 0 || c.caught > c.runs || c.runs == 0 && c.why.isEmpty()) {
                throw new Undecided("a line of the matrix counts " + c.caught + " of " + c.runs + " runs: " + line);
            }
            return c;
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new Undecided("a line of the matrix cannot be read, " + e.getMessage() + ": " + line);
        }
    }

    /** {@return the text for the table: the median; how many runs of how many noticed it if not all did; a dash if none did} */
    String text() {
        if (!why.isEmpty()) {
            return "?";
        }
        final String time = String.format(Locale.ROOT, "%.1f", seconds);
        return caught == 0 ? "-" : caught == runs ? time : caught + "/" + runs + " " + time;
    }
}
