// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Step;
import dmabuf.revoke.tlc.SpecText;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The text of the spec, module by module, with what the graphs say of each of its actions. */
final class SpecPages {
    /** What the graphs say of an action. */
    private static final class Fired {
        private final Map<String, Long> byDesign = new TreeMap<>();
        private Step step;
    }

    private final Operators operators;
    private final Map<String, Fired> fired = new TreeMap<>();

    SpecPages(final Operators operators, final Collection<Graph> graphs) {
        this.operators = operators;
        for (final Graph g : graphs) {
            for (int e = 0; e < g.edges(); e++) {
                final Fired f = fired.computeIfAbsent(g.step(e).action(), a -> new Fired());
                f.step = g.step(e);
                f.byDesign.merge(g.origin().configuration(), 1L, Long::sum);
            }
        }
    }

    /** The page that lists all modules: first those of the protocol, then the satellites. */
    String index() {
        final StringBuilder out = new StringBuilder("<p>The contract is <a href=\"spec/Revoke.html\">Revoke</a>, the protocol is"
                + " <a href=\"spec/DmaBuf.html\">DmaBuf</a>.</p>\n<ul class=\"modules\">\n");
        operators.modules().keySet().stream().sorted((a, b) -> a.contains("-") == b.contains("-") ? a.compareTo(b) : a.contains("-") ? 1 : -1)
                .forEach(m -> out.append("<li>").append(Html.link("spec/" + m + ".html", m)).append("</li>\n"));
        return Html.page("The spec", "", out.append("</ul>\n").toString());
    }

    String module(final String module) {
        final String text = operators.modules().get(module);
        final StringBuilder out = new StringBuilder("<pre class=\"tla\" tabindex=\"0\">").append(operators.coloured(text, module, "../")).append("</pre>\n");
        final List<String> actions = SpecText.actions(text);
        if (!actions.isEmpty()) {
            out.append("<h2>Its actions</h2>\n<div class=\"wide\" tabindex=\"0\"><table><tr><th>action</th><th>in Linux</th><th>reference</th><th>steps</th>"
                    + "<th>designs that take it</th></tr>\n");
            actions.stream().distinct().forEach(a -> row(a, out));
            out.append("</table></div>\n");
        }
        return Html.page(module, "../", out.toString());
    }

    private void row(final String action, final StringBuilder out) {
        final Fired f = fired.get(action);
        out.append("<tr><th id=\"action-").append(action).append("\">").append(operators.link(action, "../")).append("</th>");
        if (f == null) {
            out.append("<td colspan=\"4\">no design takes it where designs are decided</td></tr>\n");
            return;
        }
        final int many = f.byDesign.size();
        final long steps = f.byDesign.values().stream().mapToLong(Long::longValue).sum();
        out.append(String.format(Locale.ROOT, "<td><code>%s</code></td><td>%s</td><td>%,d</td><td>", Html.escape(f.step.function()),
                Html.escape(f.step.section()), steps));
        if (many > 12) {
            out.append(many);
        } else {
            f.byDesign.keySet().forEach(d -> out.append(Html.link("../row/" + d + ".html", d)).append(' '));
        }
        out.append("</td></tr>\n");
    }

    /** The kernel function that each action models, for the search. */
    Map<String, String> functions() {
        final Map<String, String> functions = new TreeMap<>();
        fired.forEach((a, f) -> functions.put(a, f.step.function()));
        return functions;
    }
}
