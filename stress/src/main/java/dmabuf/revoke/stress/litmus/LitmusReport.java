// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A litmus test and its outcomes, for a reader: name, start state, columns, a line for each outcome, and the result of the
 * condition.
 */
public final class LitmusReport {
    private static final String BETWEEN = " | ";

    private LitmusReport() {}

    public static String text(final Outcomes outcomes) {
        final Litmus litmus = outcomes.litmus();
        final StringBuilder out = new StringBuilder();
        out.append(litmus.name()).append(litmus.text().isEmpty() ? "" : ": " + litmus.text()).append('\n');
        out.append(litmus.stage().scene().isEmpty() ? "" : litmus.stage() + "\n");
        out.append("start: ").append(litmus.start().isEmpty() ? "nothing" : joined(litmus.start())).append("\n\n");
        out.append(table(litmus)).append('\n');
        if (!litmus.last().isEmpty()) {
            out.append("finally: ").append(joined(litmus.last())).append("\n\n");
        }
        final List<List<String>> results = new ArrayList<>();
        outcomes.all().forEach(o -> results.add(byColumn(litmus, o)));
        out.append(aligned(results)).append('\n');
        out.append(outcomes.all().size()).append(" outcomes, ")
                .append(outcomes.onlyByOverlap().count()).append(" of them only when calls overlap; every run ends; ")
                .append(outcomes.overlaps()).append(" of ").append(outcomes.states()).append(" states overlap\n");
        if (litmus.condition() != null) {
            out.append(litmus.condition()).append(outcomes.conditionHolds() ? ": holds\n" : ": does not hold\n");
        }
        return out.toString();
    }

    /** The text of a test's file. */
    public static String file(final Litmus litmus) {
        return "Revoke " + litmus.name() + "\n" + (litmus.text().isEmpty() ? "" : "\"" + litmus.text() + "\"\n") + calls(litmus)
                + (litmus.condition() == null ? "" : litmus.condition() + "\n");
    }

    /** Start state, columns and last calls, in the form of a file. */
    public static String calls(final Litmus litmus) {
        final List<String> rows = table(litmus).lines().toList();
        final int width = rows.stream().mapToInt(String::length).max().orElseThrow();
        return (litmus.stage().scene().isEmpty() ? "" : litmus.stage() + "\n") + "{ " + (litmus.start().isEmpty() ? "" : joined(litmus.start()) + "; ") + "}\n"
                + rows.stream()
                        .map(r -> r + " ".repeat(width - r.length()) + " ;\n")
                        .collect(Collectors.joining())
                + (litmus.last().isEmpty() ? "" : "finally { " + joined(litmus.last()) + "; }\n");
    }

    private static String joined(final List<?> parts) {
        return parts.stream().map(Object::toString).collect(Collectors.joining("; "));
    }

    /** The columns side by side. */
    private static String table(final Litmus litmus) {
        final int rows = litmus.columns().stream().mapToInt(List::size).max().orElseThrow();
        final List<List<String>> columns = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            final int r = row;
            columns.add(litmus.columns().stream()
                    .map(c -> r < c.size() ? c.get(r).toString() : "")
                    .toList());
        }
        return aligned(columns);
    }

    /** The results of each column in one cell, followed by whether calls must overlap for them. */
    private static List<String> byColumn(final Litmus litmus, final Outcomes.Outcome o) {
        final List<String> cells = new ArrayList<>();
        int at = 0;
        for (final List<Call> column : litmus.parts()) {
            cells.add(String.join(", ", o.results().subList(at, at + column.size())));
            at += column.size();
        }
        cells.add(o.serial() ? "" : "no serial run");
        return cells;
    }

    private static String aligned(final List<List<String>> rows) {
        final int[] width = new int[rows.get(0).size()];
        for (final List<String> r : rows) {
            for (int n = 0; n < width.length; n++) {
                width[n] = Math.max(width[n], r.get(n).length());
            }
        }
        final StringBuilder out = new StringBuilder();
        for (final List<String> r : rows) {
            final StringBuilder line = new StringBuilder("  ");
            for (int n = 0; n < width.length; n++) {
                line.append(n == 0 ? "" : BETWEEN).append(r.get(n)).append(" ".repeat(width[n] - r.get(n).length()));
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }
}
