// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import dmabuf.revoke.check.Cell;
import dmabuf.revoke.check.Manifest;
import dmabuf.revoke.check.Matrix;
import java.util.List;

/** Every claim in English and in TLA+, with the designs and bugs that break it. */
final class ClaimsPage {
    private final Manifest manifest;
    private final List<Cell> cells;
    private final Operators operators;

    ClaimsPage(final Manifest manifest, final List<Cell> cells, final Operators operators) {
        this.manifest = manifest;
        this.cells = cells;
        this.operators = operators;
    }

    String html() {
        final StringBuilder out = new StringBuilder("<p>Each claim has a case, the situation of which it speaks. A design in which the case"
                + " never occurs neither keeps the claim nor breaks it.</p>\n");
        for (final Manifest.Property p : manifest.properties().values()) {
            out.append("<section id=\"").append(p.name()).append("\"><h2>").append(p.name()).append("</h2>\n<p>").append(Html.escape(p.sentence()))
                    .append(" <small>A claim about ").append(p.liveness() ? "whole behaviours" : "each " + p.kind()).append(".</small></p>\n");
            for (final String name : List.of(p.name() + "case", p.name() + "Case", p.name())) {
                final String text = operators.definition(name);
                out.append(text.isEmpty() ? "" : "<pre class=\"tla\">" + operators.coloured(text, "none", "").replaceAll("id=\"\\w+\" ", "") + "</pre>\n");
            }
            breakers(p, out);
            out.append("</section>\n");
        }
        return Html.page("What is claimed", "", out.toString());
    }

    private void breakers(final Manifest.Property p, final StringBuilder out) {
        final List<String> who = manifest.configurations().stream()
                .filter(d -> Matrix.find(cells, d, p.name()).claimed(manifest.cell(d, p.name())).isRefuted())
                .toList();
        out.append("<p>").append(who.isEmpty() ? "No design breaks it." : "Broken by ");
        for (int n = 0; n < who.size(); n++) {
            out.append(n == 0 ? "" : ", ").append(Html.link("row/" + who.get(n) + ".html#" + p.name(), who.get(n)));
        }
        out.append(who.isEmpty() ? "</p>\n" : ".</p>\n");
    }
}
