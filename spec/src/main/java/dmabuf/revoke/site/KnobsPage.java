// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import dmabuf.revoke.check.KnobTable;
import dmabuf.revoke.check.Manifest;
import dmabuf.revoke.graph.Value;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Every decision that was argued about, what each value of it is, and which designs chose it. */
final class KnobsPage {
    private final KnobTable table;
    private final Manifest manifest;

    KnobsPage(final KnobTable table, final Manifest manifest) {
        this.table = table;
        this.manifest = manifest;
    }

    String html() {
        final StringBuilder out = new StringBuilder("<p>Every decision that was argued about is a knob. <code>./revoke"
                + " what-if Linux73 KNOB=VALUE</code>"
                + " says in seconds what breaks.</p>\n<div class=\"wide\" tabindex=\"0\"><table><thead><tr><th"
                + " scope=\"col\">knob</th>"
                + "<th scope=\"col\">what it decides</th><th scope=\"col\">value</th><th"
                + " scope=\"col\">designs</th></tr></thead>\n");
        table.values().keySet().forEach(k -> {
            final Map<String, List<String>> by = manifest.configurations().stream().collect(Collectors.groupingBy(
                    d -> KnobTable.plain(table.settings().get(d).get(k)), LinkedHashMap::new, Collectors.toList()));
            out.append("<tbody>");
            boolean first = true;
            for (final Map.Entry<String, List<String>> e : by.entrySet()) {
                out.append("<tr>").append(!first ? "" : "<th scope=\"rowgroup\" id=\"" + k + "\" rowspan=\"" + by.size() + "\">"
                        + k
                        + "</th><td rowspan=\"" + by.size() + "\">" + Html.escape(table.sentences().getOrDefault(k, ""))
                        + "</td>")
                        .append("<td><code>").append(Html.escape(e.getKey())).append("</code></td><td>")
                        .append(who(e.getValue())).append("</td></tr>\n");
                first = false;
            }
            out.append("</tbody>");
        });
        return Html.page("The knobs", "", out.append("</table></div>\n").toString());
    }

    private static String who(final Collection<String> designs) {
        return designs.size() > 12 ? designs.size() + " designs and bugs"
                : designs.stream().map(d -> Html.link("row/" + d + ".html", d)).collect(Collectors.joining(", "));
    }

    /** The knobs that differ between a design and its neighbour, as a table; empty if none does. */
    String differences(final String design, final String neighbour) {
        final StringBuilder out = new StringBuilder();
        table.values().keySet().forEach(k -> {
            final Value own = table.settings().get(design).get(k);
            final Value other = table.settings().get(neighbour).get(k);
            if (!own.equals(other)) {
                out.append("<tr><th scope=\"row\">").append(Html.link("../knobs.html#" + k, k)).append("</th><td><code>")
                        .append(Html.escape(KnobTable.plain(own))).append("</code></td><td><code>")
                        .append(Html.escape(KnobTable.plain(other)))
                        .append("</code></td><td>").append(Html.escape(table.sentences().getOrDefault(k, "")))
                        .append("</td></tr>\n");
            }
        });
        return out.length() == 0 ? "" : "<div class=\"wide\" tabindex=\"0\"><table><thead><tr><th"
                + " scope=\"col\">knob</th><th scope=\"col\">" + design
                + "</th><th scope=\"col\">" + neighbour + "</th><th scope=\"col\">what it decides</th></tr></thead><tbody>\n"
                + out
                + "</tbody></table></div>\n";
    }
}
