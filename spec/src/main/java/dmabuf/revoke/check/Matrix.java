package dmabuf.revoke.check;

import java.util.ArrayList;
import java.util.List;

/** Cells as a table: a design a row, a property a column. */
public final class Matrix {
    private Matrix() {}

    /** {@code +} holds, a number is the length of the counterexample, {@code .} is not claimed, {@code ?} undecided. */
    public static String text(final List<Cell> cells, final List<String> rows, final List<String> columns) {
        final int first = rows.stream().mapToInt(String::length).max().orElse(0);
        final StringBuilder out = new StringBuilder(" ".repeat(first));
        for (final String c : columns) {
            out.append(String.format("  %7s", c));
        }
        out.append('\n');
        for (final String r : rows) {
            out.append(String.format("%-" + first + "s", r));
            for (final String c : columns) {
                out.append(String.format("  %7s", mark(find(cells, r, c))));
            }
            out.append('\n');
        }
        return out.toString();
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
            case NOT_CLAIMED -> ".";
        };
    }

    /** The lines of the manifest that these results would give. */
    public static String manifestLines(
            final Manifest manifest, final List<Cell> cells, final List<Manifest.Counts> graphs) {
        final List<String> lines = new ArrayList<>();
        for (final Manifest.Counts g : graphs) {
            lines.add(String.join("\t", "graph", g.design(), g.scene(), Long.toString(g.generated()),
                    Integer.toString(g.distinct()), Integer.toString(g.depth())));
        }
        for (final Cell c : cells) {
            lines.add(String.join("\t", "cell", c.design(), c.property(), c.verdict().toString(), c.lengthText())
                    + (c.reason().isEmpty() ? "" : "\t" + c.reason()));
        }
        return String.join("\n", lines) + "\n";
    }
}
