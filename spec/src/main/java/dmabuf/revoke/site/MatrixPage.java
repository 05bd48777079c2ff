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
        out.append("<p>Memory that one driver exports and other devices use can be taken back: that is revoke. Each row is a design"
                + " that was proposed, or a known bug; each column is a promise. A number is the length of the shortest"
                + " counterexample, in states; follow it to the picture.</p>\n");
        out.append("<p class=\"legend\"><span class=\"holds\">+ holds: its case occurred</span> <span class=\"refuted\">7 refuted</span>"
                + " <span class=\"no\">– no occasion: its case never occurs</span> <span class=\"no\">. not claimed</span></p>\n");
        table("Designs", List.copyOf(manifest.designs().keySet()), out);
        byClaim().forEach((claim, bugs) -> table("Known bugs that break " + claim, bugs, out));
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

    private void table(final String title, final List<String> rows, final StringBuilder out) {
        out.append("<h2>").append(Html.escape(title)).append("</h2>\n<div class=\"wide\" tabindex=\"0\"><table class=\"matrix\"><thead><tr><th scope=\"col\">design</th>");
        manifest.properties().values().forEach(p -> out.append("<th scope=\"col\" class=\"claim\"><a href=\"claims.html#").append(p.name())
                .append("\" title=\"").append(Html.escape(p.sentence())).append("\">").append(p.name()).append("</a></th>"));
        out.append("</tr></thead><tbody>\n");
        for (final String d : rows) {
            final Manifest.Bug bug = manifest.bugs().get(d);
            out.append("<tr><th scope=\"row\">").append(Html.link("row/" + d + ".html", d))
                    .append(bug == null ? "" : " <small>" + Html.escape(bug.number()) + "</small>").append("</th>");
            manifest.properties().values().forEach(p -> cell(d, p, out));
            out.append("</tr>\n");
        }
        out.append("</tbody></table></div>\n");
    }

    private void cell(final String design, final Manifest.Property p, final StringBuilder out) {
        final Cell c = Matrix.find(cells, design, p.name());
        final Cell shown = c.claimed(manifest.cell(design, p.name()));
        final String times = String.format(Locale.ROOT, "its case occurs in %,d %s", c.occasions(), p.kind().equals("step") ? "steps" : "states");
        switch (shown.verdict()) {
            case HOLDS -> out.append("<td class=\"holds\" title=\"").append(times).append("\">+</td>");
            case REFUTED -> out.append("<td class=\"refuted\" title=\"").append(times).append("\"><a href=\"row/").append(design).append(".html#")
                    .append(p.name()).append("\">").append(c.length()).append("</a></td>");
            case NO_OCCASION -> out.append("<td class=\"no\" title=\"").append(Html.escape(shown.reason())).append("\">–</td>");
            case NOT_CLAIMED -> out.append("<td class=\"no\" title=\"").append(Html.escape(shown.reason())).append("\">.</td>");
        }
    }
}
