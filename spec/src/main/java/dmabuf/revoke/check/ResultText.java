// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.keep.Kept;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The results of a verification of the spec as a text, from which they can be read again: one line each, whose first field
 * says what it is.
 */
public final class ResultText {
    private ResultText() {}

    public static String of(final Verification.Result r) {
        final StringBuilder out = new StringBuilder();
        r.checks().forEach(c -> out.append("check\t").append(Checks.text(List.of(c))));
        r.cells().forEach(c -> out.append("cell\t").append(KeptCells.line(c)));
        r.graphs().forEach(g -> out.append(Fields.line(
                "graph", g.design(), g.scene(), Long.toString(g.generated()), Integer.toString(g.distinct()),
                Integer.toString(g.depth()))));
        r.without().forEach(w -> out.append(
                Fields.line("without", w.conjunct(), w.design(), w.property(), Integer.toString(w.length()))));
        r.fired().forEach((a, n) -> out.append(Fields.line("fired", a, Long.toString(n))));
        return out.toString();
    }

    /** Reads the results that an earlier run has kept. */
    public static Verification.Result read(final Kept.Value kept) {
        final List<Check> checks = new ArrayList<>();
        final List<Cell> cells = new ArrayList<>();
        final List<Manifest.Counts> graphs = new ArrayList<>();
        final List<Manifest.Without> without = new ArrayList<>();
        final Map<String, Long> fired = new TreeMap<>();
        for (final String line : (Iterable<String>) kept.text().lines()::iterator) {
            final List<String> f = Fields.of(line);
            switch (f.get(0)) {
                case "check" -> Checks.read(line.substring(line.indexOf('\t') + 1))
                        .forEach(c -> checks.add(c.keptFrom(kept.decided())));
                case "cell" -> cells.add(KeptCells.cell(f.subList(1, f.size())));
                case "graph" -> graphs.add(new Manifest.Counts(
                        f.get(1), f.get(2), Long.parseLong(f.get(3)), Integer.parseInt(f.get(4)), Integer.parseInt(f.get(5))));
                case "without" -> without.add(
                        new Manifest.Without(f.get(1), f.get(2), f.get(3), Integer.parseInt(f.get(4))));
                case "fired" -> fired.put(f.get(1), Long.parseLong(f.get(2)));
                default -> throw new IllegalStateException("no line of a result begins with " + f.get(0));
            }
        }
        return new Verification.Result(checks, cells, graphs, without, fired);
    }
}
