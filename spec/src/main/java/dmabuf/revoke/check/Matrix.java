// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Cells as a table, with a row for each design and a column for each property. */
public final class Matrix {
    private Matrix() {}

    /** What the marks of {@link #text} mean. */
    public static final String LEGEND = "+ holds   number: refuted, states of the counterexample   - no occasion: its case never occurs"
            + "   . not claimed   ? undecided";

    /** The maximum length of a line of a table. */
    private static final int WIDTH = 140;

    /** The cells as a table, or as several below each other if one would be too wide, with the marks of {@link #LEGEND}. */
    public static String text(final List<Cell> cells, final List<String> rows, final List<String> columns) {
        final int first = rows.stream().mapToInt(String::length).max().orElse(0);
        final List<String> tables = new ArrayList<>();
        List<String> some = new ArrayList<>();
        int width = first;
        for (final String c : columns) {
            if (width + right(c, c).length() > WIDTH) {
                tables.add(table(cells, rows, some, first));
                some = new ArrayList<>();
                width = first;
            }
            some.add(c);
            width += right(c, c).length();
        }
        tables.add(table(cells, rows, some, first));
        return String.join("\n", tables);
    }

    private static String table(
            final List<Cell> cells, final List<String> rows, final List<String> columns, final int first) {
        final StringBuilder out = new StringBuilder(" ".repeat(first));
        columns.forEach(c -> out.append(right(c, c)));
        out.append('\n');
        for (final String r : rows) {
            out.append(String.format("%-" + first + "s", r));
            columns.forEach(c -> out.append(right(c, mark(find(cells, r, c)))));
            out.append('\n');
        }
        return out.toString();
    }

    private static String right(final String column, final String text) {
        return String.format("  %" + Math.max(4, column.length()) + "s", text);
    }

    /** A sentence that says how often the case of each claim of a design occurs, and which cases never do. */
    public static String occasions(final List<Cell> cells, final Map<String, Manifest.Property> properties) {
        final String met = cells.stream()
                .filter(c -> c.occasions() > 0)
                .map(c -> String.format(Locale.ROOT, "%s %,d %s", c.property(), c.occasions(),
                        properties.get(c.property()).kind().equals("step") ? "steps" : "states"))
                .collect(Collectors.joining(", "));
        final String unmet = cells.stream()
                .filter(c -> c.verdict() == Cell.Verdict.NO_OCCASION)
                .map(Cell::property)
                .collect(Collectors.joining(", "));
        return "Its case occurs in: " + met + ".\n" + (unmet.isEmpty() ? "" : "No occasion: " + unmet + ".\n");
    }

    public static Cell find(final List<Cell> cells, final String design, final String property) {
        return cells.stream()
                .filter(c -> c.design().equals(design) && c.property().equals(property))
                .findFirst()
                .orElse(null);
    }

    private static String mark(final Cell c) {
        if (c == null) {
            return "?";
        }
        return switch (c.verdict()) {
            case HOLDS -> "+";
            case REFUTED -> Integer.toString(c.length());
            case NO_OCCASION -> "-";
            case NOT_CLAIMED -> ".";
        };
    }

    /** The lines of the manifest that would expect these results. */
    public static String manifestLines(
            final Manifest manifest, final List<Cell> cells, final List<Manifest.Counts> graphs) {
        final List<String> lines = new ArrayList<>();
        for (final Manifest.Counts g : graphs) {
            lines.add(String.join("\t", "graph", g.design(), g.scene(), Long.toString(g.generated()),
                    Integer.toString(g.distinct()), Integer.toString(g.depth())));
        }
        for (final Cell c : cells) {
            lines.add(String.join("\t", "cell", c.design(), c.property(), c.verdict().toString(), c.lengthText(), c.occasionsText())
                    + (c.reason().isEmpty() ? "" : "\t" + c.reason()));
        }
        return String.join("\n", lines) + "\n";
    }
}
