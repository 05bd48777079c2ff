// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import dmabuf.revoke.check.Cell;
import dmabuf.revoke.check.Manifest;
import dmabuf.revoke.check.Matrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The first page: the matrix, with a link from each row, column and cell. Bugs stand under the claim that they are known for. */
final class MatrixPage {
    private final Manifest manifest;
    private final List<Cell> cells;

    MatrixPage(final Manifest manifest, final List<Cell> cells) {
        this.manifest = manifest;
        this.cells = cells;
    }

    String html() {
        final StringBuilder out = new StringBuilder();
        out.append("<p>Memory that one driver exports and other devices use can be taken back: that is revoke. Each row is"
                + " a design"
                + " that was proposed, or a known bug; each column is a promise. A number is the length of the shortest"
                + " counterexample, in states; follow it to the picture.</p>\n");
        out.append("<p class=\"legend\"><span class=\"holds\">+ holds: its case occurred</span> <span class=\"refuted\">7"
                + " refuted</span>"
                + " <span class=\"refuted known\">7 what the bug is known for</span>"
                + " <span class=\"refuted before\">7 the design that it changes breaks it too</span>"
                + " <span class=\"no\">– no occasion: its case never occurs</span> <span class=\"no\">. not"
                + " claimed</span></p>\n");
        out.append("<div class=\"wide all\" tabindex=\"0\" role=\"region\" aria-label=\"Matrix\"><table class=\"matrix\"><thead>"
                + "<tr><th scope=\"col\">design</th>");
        manifest.properties().values().forEach(p -> out.append("<th scope=\"col\" class=\"claim\"><a href=\"claims.html#")
                .append(p.name())
                .append("\" title=\"").append(Html.escape(p.sentence())).append("\">").append(p.name()).append("</a></th>"));
        out.append("</tr></thead>\n");
        rows("Designs", List.copyOf(manifest.designs().keySet()), out);
        byClaim().forEach((claim, bugs) -> rows("Known bugs that break " + Html.link("claims.html#" + claim, claim) + ": "
                + Html.escape(manifest.properties().get(claim).sentence()), bugs, out));
        out.append("</table></div>\n");
        return Html.page("What each design promises", "", out.toString());
    }

    private Map<String, List<String>> byClaim() {
        final Map<String, List<String>> groups = new LinkedHashMap<>();
        for (final String p : manifest.properties().keySet()) {
            for (final Manifest.Bug b : manifest.bugs().values()) {
                if (b.shownBy().equals(p)) {
                    groups.computeIfAbsent(p, k -> new ArrayList<>()).add(b.name());
                }
            }
        }
        return groups;
    }

    /** @param title HTML; it stays in sight when the rows are moved sideways */
    private void rows(final String title, final List<String> rows, final StringBuilder out) {
        out.append("<tbody><tr class=\"group\"><th scope=\"rowgroup\" colspan=\"").append(manifest.properties().size() + 1)
                .append("\"><span>").append(title).append("</span></th></tr>\n");
        for (final String d : rows) {
            final Manifest.Bug bug = manifest.bugs().get(d);
            out.append("<tr><th scope=\"row\">").append(Html.link("row/" + d + ".html", d)
                    .replaceAll("(?<=[a-z0-9])(?=[A-Z][a-z]+(?:[A-Z]\\w*)?</a>)", "<wbr>"))
                    .append(bug == null ? "" : " <small>" + Html.escape(bug.number()) + "</small>").append("</th>");
            manifest.properties().values().forEach(p -> cell(d, p, out));
            out.append("</tr>\n");
        }
        out.append("</tbody>\n");
    }

    /** Whether a broken claim is the one that a bug is known for, or no news; empty if it is neither. */
    private String news(final String design, final String claim) {
        final Manifest.Bug bug = manifest.bugs().get(design);
        return bug == null ? "" : bug.shownBy().equals(claim) ? " known" : manifest.refutes(bug.changes(), claim) ? " before"
                : "";
    }

    private void cell(final String design, final Manifest.Property p, final StringBuilder out) {
        final Cell c = Matrix.find(cells, design, p.name());
        final Cell shown = c.claimed(manifest.cell(design, p.name()));
        final String times = String.format(Locale.ROOT, "its case occurs in %,d %s", c.occasions(), p.kind().equals("step")
                ? "steps" : "states");
        switch (shown.verdict()) {
            case HOLDS -> out.append("<td class=\"holds\" title=\"").append(times).append("\">+</td>");
            case REFUTED -> out.append("<td class=\"refuted").append(news(design, p.name())).append("\" title=\"").append(times)
                    .append("\"><a href=\"row/").append(design).append(".html#")
                    .append(p.name()).append("\">").append(c.length()).append("</a></td>");
            case NO_OCCASION -> out.append("<td class=\"no\" title=\"").append(Html.escape(shown.reason())).append("\">–</td>");
            case NOT_CLAIMED -> out.append("<td class=\"no\" title=\"").append(Html.escape(shown.reason())).append("\">.</td>");
        }
    }
}
