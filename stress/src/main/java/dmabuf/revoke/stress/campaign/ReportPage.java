// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import static dmabuf.revoke.report.JunitXml.escape;

import dmabuf.revoke.report.HtmlStyle;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report for a reader: one page without scripts or external resources. It fits a telephone, and has a dark mode. */
final class ReportPage {
    private static final String STYLE =
            """
            .bar { display: inline-block; height: .7em; background: var(--link); border-radius: 2px; min-width: 1px }
            .cell { white-space: nowrap; min-width: 9em } .plot { max-width: 100%; height: auto } .plot text { fill: var(--soft);
              font: 12px system-ui, sans-serif } .plot rect { fill: var(--link) } .plot .bad { fill: var(--bad) }
            .plot line { stroke: var(--line) }
            """;

    private final Summary summary;
    private final List<Summary> before;
    private final Path matrix;

    /** @param matrix the file of the kept matrix of mutants; there need not be one */
    ReportPage(final Summary summary, final List<Summary> before, final Path matrix) {
        this.summary = summary;
        this.before = before;
        this.matrix = matrix;
    }

    String text() throws Undecided {
        final Head h = summary.results().head();
        final StringBuilder out = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + "<meta name=\"color-scheme\" content=\"light dark\"><link rel=\"icon\" href=\"data:,\">"
                + "<title>dma-buf revoke: a stress campaign</title>\n<style>\n" + HtmlStyle.TEXT + STYLE
                + "</style></head><body>\n<h1>dma-buf revoke: a stress campaign</h1>\n");
        final List<String> lines = summary.lines();
        out.append("<p class=\"total ").append(summary.exitCode() == 0 ? "holds" : "bad").append("\">").append(escape(lines.get(0)))
                .append("</p>\n<p class=\"made\">").append(escape("Began " + h.began() + "; commit " + h.commit() + ", seed " + h.seed()
                        + ", shard" + (h.shards().size() > 1 ? "s " : " ") + String.join(", ", h.shards()) + ", techniques "
                        + String.join(", ", h.techniques()) + ", tests " + h.tests())).append("</p>\n");
        lines.subList(1, lines.size()).forEach(l -> out.append("<p>").append(escape(l)).append("</p>\n"));
        failures(out);
        new OutcomeTable(summary, before).write(out);
        new PairTable(summary).write(out);
        new PowerTable(summary, before, matrix).write(out);
        units(out);
        new HistoryPlot(summary, before).write(out);
        out.append("<h2>Environment</h2>\n<div class=\"wide\"><table>\n");
        h.environment().forEach((k, v) -> out.append("<tr><th>").append(escape(k)).append("</th><td>").append(escape(v)).append("</td></tr>\n"));
        out.append("<tr><th>spec</th><td><code>").append(h.spec(), 0, 16).append("</code></td></tr>\n<tr><th>code</th><td><code>")
                .append(h.code(), 0, 16).append("</code></td></tr>\n</table></div>\n");
        return out.append("</body></html>\n").toString();
    }

    private void failures(final StringBuilder out) {
        final Map<String, List<String>> failures = summary.failures();
        if (failures.isEmpty()) {
            return;
        }
        out.append("<h2>Failures</h2>\n<div class=\"wide\"><table><tr><th>signature</th><th>units</th><th>what happened first</th>"
                + "<th>do it again</th></tr>\n");
        failures.forEach((signature, units) -> {
            final Turn.Kept first = summary.units().get(units.get(0)).failures().get(signature);
            out.append("<tr class=\"bad\"><td>").append(escape(signature)).append("</td><td>").append(escape(String.join(", ", units)))
                    .append("</td><td>").append(escape(first.what())).append("</td><td><code>./revoke replay ")
                    .append(escape(summary.results().file().resolveSibling(first.file()).toString())).append("</code></td></tr>\n");
        });
        out.append("</table></div>\n");
    }

    private void units(final StringBuilder out) {
        out.append("<h2>Units</h2>\n<details><summary>").append(summary.units().size()).append(" units: test, technique, configuration</summary>\n"
                + "<div class=\"wide\"><table><tr><th>unit</th><th>turns</th><th>seconds</th><th>samples</th><th>samples a second</th>"
                + "<th>remark</th></tr>\n");
        summary.units().forEach((name, t) -> out.append(String.format(
                Locale.ROOT,
                "<tr class=\"%s\"><td>%s</td><td>%,d</td><td>%.0f</td><td>%,d</td><td>%,.0f</td><td>%s</td></tr>%n",
                t.failures().isEmpty() ? "" : "bad", escape(name), t.turns(), t.seconds(), t.samples(),
                t.samples() / Math.max(t.seconds(), 1e-3), escape(remark(name, t)))));
        out.append("</table></div></details>\n");
    }

    private String remark(final String name, final Tally t) {
        final String lacking = summary.results().head().lacking().get(name);
        return lacking != null ? "not run here: " + lacking : t.turns() == 0 ? "no turn in this time" : t.trouble();
    }
}
