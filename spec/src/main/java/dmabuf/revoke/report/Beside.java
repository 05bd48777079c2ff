// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.report;

import static dmabuf.revoke.report.JunitXml.escape;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.SatelliteTable;
import dmabuf.revoke.check.Satellites;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The satellites in a report: a row for each variant, with the result for each claim; and the states that are reached. */
final class Beside {
    /** A result: {@code holds}, {@code refuted}, {@code reached}, {@code not reached} or {@code undecided}. */
    record Found(String name, String sentence, String verdict, int length, boolean asExpected) {
        String text() {
            return verdict + (length > 0 ? " in " + length : "");
        }
    }

    record Row(String module, String variant, String kind, String numbers, String sentence, List<Found> found) {}

    private Beside() {}

    static List<Row> rows(final Report r) {
        final SatelliteTable table = r.satellites();
        final List<Row> rows = new ArrayList<>();
        for (final String m : table.modules()) {
            for (final SatelliteTable.Variant v : table.variants(m)) {
                final Stream<Found> claims = table.claims(m).stream().map(c -> found(r, v, c.name(), c.sentence()));
                final Stream<Found> reached = table.reached(m).stream()
                        .filter(s -> s.variant().equals(v.name()))
                        .map(s -> found(r, v, s.name(), s.sentence()));
                rows.add(new Row(
                        m, v.name(), v.kind(), String.join(", ", v.numbers()), v.sentence(),
                        Stream.concat(claims, reached).toList()));
            }
        }
        return rows;
    }

    private static Found found(
            final Report r, final SatelliteTable.Variant v, final String name, final String sentence) {
        final Check check = r.checks().stream()
                .filter(c -> c.group().equals(Satellites.GROUP) && c.name().equals(v.check(name)))
                .filter(c -> c.status() != Check.Status.UNDECIDED)
                .findFirst()
                .orElse(null);
        if (check == null) {
            return new Found(name, sentence, "undecided", 0, false);
        }
        final String[] text = check.detail().replaceFirst(";.*", "").split(" in ");
        return new Found(name, sentence, text[0], text.length > 1 ? Integer.parseInt(text[1]) : 0, check.ok());
    }

    static void html(final Report r, final StringBuilder out) {
        out.append("<h2>Beside the protocol</h2>\n<div class=\"wide\"><table><tr><th>module</th><th>variant</th><th>in the catalogue</th>"
                + "<th>what it is</th><th>what is claimed, and what was found</th></tr>\n");
        for (final Row row : rows(r)) {
            out.append("<tr><th>").append(escape(row.module())).append("</th><th>").append(escape(row.variant()))
                    .append("<br><small>").append(row.kind()).append("</small></th><td>").append(escape(row.numbers()))
                    .append("</td><td>").append(escape(row.sentence())).append("</td><td>");
            row.found().forEach(f -> out.append("<div class=\"").append(style(f)).append("\" title=\"")
                    .append(escape(f.sentence())).append("\">").append(escape(f.name())).append(": ").append(f.text())
                    .append("</div>"));
            out.append("</td></tr>\n");
        }
        out.append("</table></div>\n<p>A number of states is that of the shortest way there;"
                + " <code>./revoke explain MODULE.VARIANT CLAIM</code> shows it.</p>\n");
    }

    private static String style(final Found f) {
        return !f.asExpected() ? "bad" : f.verdict().equals("refuted") ? "refuted" : "holds";
    }

    static String json(final Report r) {
        return rows(r).stream()
                .flatMap(row -> row.found().stream().map(f -> "    {\"module\": " + Json.text(row.module())
                        + ", \"variant\": " + Json.text(row.variant()) + ", \"kind\": " + Json.text(row.kind())
                        + ", \"numbers\": " + Json.text(row.numbers()) + ", \"claim\": " + Json.text(f.name())
                        + ", \"verdict\": " + Json.text(f.verdict())
                        + (f.length() > 0 ? ", \"length\": " + f.length() : "") + "}"))
                .collect(Collectors.joining(",\n"));
    }
}
