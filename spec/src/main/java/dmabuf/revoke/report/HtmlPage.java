// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.report;

import static dmabuf.revoke.report.JunitXml.escape;

import dmabuf.revoke.check.Cell;
import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Manifest;
import dmabuf.revoke.check.Matrix;
import dmabuf.revoke.service.Version;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The report for people: one page without scripts or external resources. It fits a telephone, and has a dark mode. */
final class HtmlPage {
    private static final String BAD = "bad";
    private static final String LACKING = "lacking";

    private HtmlPage() {}

    static String of(final Report r) {
        final StringBuilder out = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + "<meta name=\"color-scheme\" content=\"light dark\">"
                + "<title>dma-buf revoke: what each design promises</title>\n<style>\n" + HtmlStyle.TEXT + "</style></head><body>\n");
        out.append("<h1>dma-buf revoke: what each design promises</h1>\n");
        out.append("<p class=\"total ").append(r.exitCode() == 0 ? "holds" : "bad").append("\">")
                .append(escape(r.total())).append("</p>\n");
        out.append("<p class=\"made\">").append(escape(made())).append("</p>\n");
        r.remarks().forEach(m -> out.append("<p class=\"").append(r.missing().isEmpty() ? "" : "bad").append("\">")
                .append(escape(m)).append("</p>\n"));
        failures(r, out);
        groups(r, out);
        matrix("Designs", r, List.copyOf(r.manifest().designs().keySet()), out);
        matrix("Known bugs", r, List.copyOf(r.manifest().bugs().keySet()), out);
        implementation(r, out);
        Beside.html(r, out);
        properties(r, out);
        graphs(r, out);
        fired(r, out);
        checks(r, out);
        return out.append("</body></html>\n").toString();
    }

    /** A line that says for which version, when and with which tools the report was made. */
    private static String made() {
        return "Made from commit " + Version.commit() + " on "
                + ZonedDateTime.now().format(DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm z", Locale.ENGLISH))
                + ", with TLC " + Version.tlc() + " and " + Version.java() + ".";
    }

    private static void failures(final Report r, final StringBuilder out) {
        failures("Not as expected", r.checks().stream().filter(c -> look(c).equals(BAD)).toList(), out);
        failures("Not run here", r.checks().stream().filter(c -> look(c).equals(LACKING)).toList(), out);
    }

    private static void failures(final String title, final List<Check> checks, final StringBuilder out) {
        if (!checks.isEmpty()) {
            out.append("<h2>").append(title)
                    .append("</h2>\n<div class=\"wide\"><table><tr><th>check</th><th>found</th><th>do it again</th></tr>\n");
            checks.forEach(c -> out.append("<tr class=\"").append(look(c)).append("\"><td>").append(escape(c.group() + ": " + c.name()))
                    .append("</td><td>").append(escape(c.detail())).append("</td><td><code>")
                    .append(escape(c.replay())).append("</code></td></tr>\n"));
            out.append("</table></div>\n");
        }
    }

    /** The style class for a check. A check that was not run is neither good nor bad. */
    private static String look(final Check c) {
        return c.ok() ? "" : c.status() == Check.Status.NOT_RUN ? LACKING : BAD;
    }

    /** The style class for several checks: that of the worst. */
    private static String look(final List<Check> checks) {
        final List<String> looks = checks.stream().map(HtmlPage::look).toList();
        return looks.contains(BAD) ? BAD : looks.contains(LACKING) ? LACKING : "";
    }

    /** A line for each group of checks, with a link to its details. */
    private static void groups(final Report r, final StringBuilder out) {
        out.append("<div class=\"wide\"><table><tr><th>group</th><th>checks</th><th>as expected</th><th>what it is</th></tr>\n");
        Report.groups(r.checks()).forEach((g, of) -> {
            final long ok = of.stream().filter(Check::ok).count();
            out.append(String.format(
                    Locale.ROOT,
                    "<tr class=\"%s\"><td><a href=\"#%s\">%s</a></td><td>%,d</td><td>%,d</td><td>%s</td></tr>%n",
                    look(of), anchor(g), escape(g), of.size(), ok, escape(Sentences.of(g))));
        });
        out.append("</table></div>\n");
    }

    private static String anchor(final String group) {
        return "checks-" + escape(group.replace(' ', '-'));
    }

    private static void implementation(final Report r, final StringBuilder out) {
        out.append("<h2>The implementation against the spec</h2>\n");
        if (r.implementation().isEmpty()) {
            out.append("<p class=\"bad\">Nothing held it against the spec in this run.</p>\n");
        }
        Report.groups(r.implementation()).forEach((g, of) -> {
            out.append("<h3 id=\"").append(anchor(g)).append("\">").append(escape(g)).append("</h3>\n");
            table(of, out);
        });
    }

    private static void table(final List<Check> checks, final StringBuilder out) {
        out.append("<div class=\"wide\"><table>\n");
        checks.forEach(c -> out.append("<tr class=\"").append(look(c)).append("\"><td>")
                .append(escape(c.name())).append("</td><td>").append(escape(c.detail())).append("</td></tr>\n"));
        out.append("</table></div>\n");
    }

    private static void matrix(final String title, final Report r, final List<String> rows, final StringBuilder out) {
        out.append("<h2>").append(title).append("</h2>\n<div class=\"wide\"><table class=\"matrix\"><tr><th>design</th>");
        r.manifest().properties().values().forEach(p -> out.append("<th title=\"").append(escape(p.sentence()))
                .append("\">").append(p.name()).append("</th>"));
        out.append("</tr>\n");
        for (final String d : rows) {
            final Manifest.Bug bug = r.manifest().bugs().get(d);
            final String sentence = bug == null ? r.manifest().designs().get(d) : bug.sentence();
            out.append("<tr><th>").append(bug == null ? "" : escape(bug.number()) + " ").append(escape(d))
                    .append("<br><small>").append(escape(sentence)).append("</small></th>");
            for (final String p : r.manifest().properties().keySet()) {
                cell(Matrix.find(r.result().cells(), d, p), r.manifest().properties().get(p), out);
            }
            out.append("</tr>\n");
        }
        out.append("</table></div>\n");
        reasons("Not claimed of ", Cell.Verdict.NOT_CLAIMED, r, rows, out);
        reasons("No occasion for ", Cell.Verdict.NO_OCCASION, r, rows, out);
        out.append("<p>The claims of the columns are under <a href=\"#properties\">Properties</a>. The number under <i>holds</i> says in how"
                + " many states, or steps, the case of the claim occurs. <i>none</i>: the case never occurs. A number alone is the length"
                + " of the shortest counterexample, in states, which <code>./revoke explain NAME PROPERTY</code> shows. –: not"
                + " claimed.</p>\n<p>").append(escape(r.manifest().restsOnFull())).append("</p>\n");
    }

    /** The reasons of cells, each with the cells that it is given for. */
    private static void reasons(
            final String of, final Cell.Verdict verdict, final Report r, final List<String> rows, final StringBuilder out) {
        final Map<String, List<String>> reasons = r.result().cells().stream()
                .filter(c -> rows.contains(c.design()) && c.verdict() == verdict)
                .collect(Collectors.groupingBy(Cell::reason, LinkedHashMap::new,
                        Collectors.mapping(c -> c.design() + " " + c.property(), Collectors.toList())));
        reasons.forEach((reason, cells) -> out.append("<p><small>").append(of)
                .append(escape(String.join(", ", cells))).append(": ").append(escape(reason)).append("</small></p>\n"));
    }

    private static void cell(final Cell c, final Manifest.Property p, final StringBuilder out) {
        if (c == null) {
            out.append("<td class=\"m bad\">undecided</td>");
            return;
        }
        switch (c.verdict()) {
            case HOLDS -> out.append("<td class=\"m holds\" title=\"").append(times(c, p)).append("\">holds<br><small>")
                    .append(String.format(Locale.ROOT, "%,d", c.occasions())).append("</small></td>");
            case REFUTED -> out.append("<td class=\"m refuted\" title=\"refuted; ").append(times(c, p)).append("\">")
                    .append(c.length()).append("</td>");
            case NO_OCCASION -> out.append("<td class=\"m none\" title=\"its case never occurs: ").append(escape(c.reason()))
                    .append("\">none</td>");
            case NOT_CLAIMED -> out.append("<td class=\"m none\" title=\"").append(escape(c.reason()))
                    .append("\">–</td>");
        }
    }

    private static String times(final Cell c, final Manifest.Property p) {
        return String.format(
                Locale.ROOT, "its case occurs in %,d %s", c.occasions(), p.kind().equals("step") ? "steps" : "states");
    }

    private static void properties(final Report r, final StringBuilder out) {
        out.append("<h2 id=\"properties\">Properties</h2>\n<div class=\"wide\"><table><tr><th>name</th><th>what it says</th></tr>\n");
        r.manifest().properties().values().forEach(p -> out.append("<tr><th>").append(p.name()).append("</th><td>")
                .append(escape(p.sentence())).append("</td></tr>\n"));
        out.append("</table></div>\n");
    }

    private static void graphs(final Report r, final StringBuilder out) {
        out.append("<h2>What TLC explored</h2>\n<div class=\"wide\"><table><tr><th>design</th><th>scene</th><th>distinct states</th>"
                + "<th>generated</th><th>depth</th></tr>\n");
        r.result().graphs().forEach(g -> out.append(String.format(
                "<tr><td>%s</td><td>%s</td><td>%,d</td><td>%,d</td><td>%d</td></tr>%n",
                escape(g.design()), escape(g.scene()), g.distinct(), g.generated(), g.depth())));
        out.append("</table></div>\n");
    }

    private static void fired(final Report r, final StringBuilder out) {
        out.append("<h2>Actions, and how often each fired</h2>\n<p>");
        r.result().fired().forEach((a, n) ->
                out.append(String.format("<code>%s</code>&nbsp;%,d &ensp;%n", escape(a), n)));
        out.append("</p>\n");
    }

    private static void checks(final Report r, final StringBuilder out) {
        out.append("<h2>All checks of the spec</h2>\n");
        final List<Check> spec =
                r.checks().stream().filter(c -> !r.implementation().contains(c)).toList();
        Report.groups(spec).forEach((g, of) -> {
            out.append("<details id=\"").append(anchor(g)).append("\"><summary>").append(escape(g)).append(": ")
                    .append(of.size()).append("</summary>\n");
            table(of, out);
            out.append("</details>\n");
        });
    }
}
