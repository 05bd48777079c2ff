// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Lanes;
import dmabuf.revoke.check.Manifest;
import dmabuf.revoke.check.SatelliteTable;
import dmabuf.revoke.check.Satellites;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a number of the reference denotes: bugs of the protocol, findings about Linux, and variants of the satellites. The name of
 * a claim denotes all rows that break it. The manifest and the satellites' table say what each of them breaks.
 *
 * @param bugs the names of the bugs
 * @param rows one for each counterexample: its design or variant, the claim, and the number of states; the row to be shown is
 *     first
 */
record Numbered(String number, List<String> bugs, List<Row> rows) {
    /** A counterexample. */
    record Row(String who, String what, int length, String sentence, boolean beside) {}

    static Numbered of(final String typed, final Tools tools) throws Undecided {
        final Manifest manifest = tools.manifest();
        final List<Manifest.Bug> bugs =
                manifest.bugs().values().stream().filter(b -> b.has(typed)).toList();
        final List<Row> rows = new ArrayList<>();
        for (final Manifest.Bug b : bugs) {
            rows.add(row(manifest, b, b.shownBy()));
            manifest.properties().keySet().stream()
                    .filter(p -> !p.equals(b.shownBy()))
                    .filter(p -> manifest.cell(b.name(), p) != null)
                    .filter(p -> manifest.cell(b.name(), p).isRefuted())
                    .forEach(p -> rows.add(row(manifest, b, p)));
        }
        manifest.findings().stream().filter(f -> f.number().equalsIgnoreCase(typed)).forEach(f -> rows.add(new Row(
                f.design(), f.property(), manifest.cell(f.design(), f.property()).length(), f.sentence(), false)));
        manifest.properties().keySet().stream().filter(typed::equalsIgnoreCase).forEach(p -> rows.addAll(breakers(manifest, p)));
        final SatelliteTable table = SatelliteTable.load(tools.spec());
        for (final SatelliteTable.Variant v : table.variants()) {
            if (v.numbers().stream().anyMatch(typed::equalsIgnoreCase)) {
                v.breaks().forEach((claim, length) ->
                        rows.add(new Row(v.module() + "." + v.name(), claim, length, v.sentence(), true)));
            }
        }
        for (final SatelliteTable.Reached r : table.reached()) {
            if (r.numbers().stream().anyMatch(typed::equalsIgnoreCase)) {
                rows.add(new Row(r.module() + "." + r.variant(), r.name(), r.length(), r.sentence(), true));
            }
        }
        return new Numbered(typed, bugs.stream().map(Manifest.Bug::name).toList(), rows);
    }

    /** Every row of the matrix in which a claim is refuted, the shortest counterexample first. */
    private static List<Row> breakers(final Manifest manifest, final String property) {
        return manifest.configurations().stream()
                .filter(d -> manifest.cell(d, property) != null && manifest.cell(d, property).isRefuted())
                .map(d -> new Row(d, property, manifest.cell(d, property).length(), sentence(manifest, d), false))
                .sorted(Comparator.comparingInt(Row::length))
                .toList();
    }

    private static String sentence(final Manifest manifest, final String row) {
        return manifest.bugs().containsKey(row) ? manifest.bugs().get(row).sentence() : manifest.designs().get(row);
    }

    private static Row row(final Manifest manifest, final Manifest.Bug bug, final String property) {
        return new Row(bug.name(), property, manifest.cell(bug.name(), property).length(), bug.sentence(), false);
    }

    /**
     * The counterexamples of one claim alone.
     *
     * @throws Undecided if there is none; the message names the claims that have some
     */
    Numbered only(final String claim) throws Undecided {
        final List<Row> some = rows.stream().filter(r -> r.what().equalsIgnoreCase(claim)).toList();
        if (some.isEmpty()) {
            throw new Undecided(number + " has no counterexample of " + claim + ", but of "
                    + String.join(", ", rows.stream().map(Row::what).distinct().toList()) + ": ./revoke explain " + number);
        }
        return new Numbered(number, bugs, some);
    }

    /** Whether there is more than one counterexample. */
    boolean several() {
        return rows.size() > 1;
    }

    /** All counterexamples, one line each, after a sentence that names their owners; empty if there is only one. */
    String text() {
        if (!several()) {
            return "";
        }
        final StringBuilder out = new StringBuilder(
                number + " has " + rows.size() + " counterexamples; ./revoke explain NAME CLAIM shows each:\n");
        String last = "";
        for (final Row r : rows) {
            if (!r.who().equals(last)) {
                out.append(String.format("%n  %s: %s%n", r.who(), r.sentence()));
                last = r.who();
            }
            out.append(String.format("    %-12s %3d states%n", r.what(), r.length()));
        }
        return out.append("\nThe first of them:\n\n").toString();
    }

    /** Prints the first counterexample. {@return whether it is as expected} */
    boolean first(final Tools tools, final PrintStream out) throws Undecided, InterruptedException {
        final Row r = rows.get(0);
        if (!r.beside()) {
            return Explained.print(tools, Design.named(r.who(), tools.spec()), r.what(), out);
        }
        for (final Satellites.Answer a : tools.satellites().answers(r.who())) {
            if (a.path() != null && a.name().equals(r.what())) {
                out.printf("%s: %s%n%n%s%n", r.who(), a.sentence(), Lanes.text(a.path()));
                return a.path().length() == r.length();
            }
        }
        out.printf("%s does not break %s.%n", r.who(), r.what());
        return false;
    }
}
