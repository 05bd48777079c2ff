// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import dmabuf.revoke.check.Cell;
import dmabuf.revoke.check.Manifest;
import dmabuf.revoke.check.Matrix;
import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page of a design or a bug: what it is, which knobs it turns, and a picture for each promise that it breaks. */
final class RowPage {
    private final Manifest manifest;
    private final List<Cell> cells;
    private final Map<String, String> definitions;
    private final Operators operators;
    private final KnobsPage knobs;
    private final SpecPages spec;
    private final DocPages docs;

    /** @param definitions the text of each design in the spec */
    RowPage(final Manifest manifest, final List<Cell> cells, final Map<String, String> definitions, final Operators operators,
            final KnobsPage knobs, final SpecPages spec, final DocPages docs) {
        this.knobs = knobs;
        this.spec = spec;
        this.docs = docs;
        this.manifest = manifest;
        this.cells = cells;
        this.definitions = definitions;
        this.operators = operators;
    }

    /** @param ways the counterexample of each claim */
    String html(final String design, final Map<String, Way> ways) {
        final Manifest.Bug bug = manifest.bugs().get(design);
        final StringBuilder out = new StringBuilder("<p class=\"lead\">");
        out.append(Html.escape(bug == null ? manifest.designs().get(design) : bug.sentence())).append(".</p>\n");
        if (bug != null) {
            out.append("<p>Number ").append(docs.reference(bug.number(), "../")).append(" of the reference. It changes ")
                    .append(Html.link(bug.changes() + ".html", bug.changes())).append(", which keeps ")
                    .append(Html.link("../claims.html#" + bug.shownBy(), bug.shownBy())).append(".</p>\n");
        }
        out.append("<pre class=\"tla\">").append(operators.coloured(definitions.getOrDefault(design, ""), "Designs", "../"))
                .append("</pre>\n");
        final Matcher neighbour = Pattern.compile("\\[ *(\\w+) EXCEPT").matcher(definitions.getOrDefault(design, ""));
        if (neighbour.find() && manifest.configurations().contains(neighbour.group(1))) {
            out.append(knobs.differences(design, neighbour.group(1)));
        }
        out.append("<p>").append(Html.link("../play.html#d=" + design, "Play with it")).append("</p>\n");
        out.append("<ul class=\"cells\">");
        for (final String p : manifest.properties().keySet()) {
            final Cell c = Matrix.find(cells, design, p).claimed(manifest.cell(design, p));
            out.append("<li class=\"").append(c.isRefuted() ? "refuted" : c.verdict() == Cell.Verdict.HOLDS ? "holds" : "no")
                    .append("\">")
                    .append(c.isRefuted() ? Html.link("#" + p, p) : Html.link("../claims.html#" + p, p)).append(' ')
                    .append(Html.escape(c.text())).append(c.reason().isEmpty() ? "" : ". " + Html.escape(c.reason()))
                    .append("</li>\n");
        }
        out.append("</ul>\n");
        ways.keySet().stream().sorted(Comparator.comparingInt(p -> news(bug, p)))
                .forEach(p -> counterexample(design, p, ways.get(p), out));
        return Html.page(design, "../", out.toString(), "steps.js");
    }

    /**
     * The place of a broken claim: first the one that a bug is known for, last those that the design that it changes
     * breaks too.
     */
    private int news(final Manifest.Bug bug, final String claim) {
        return bug == null ? 0 : bug.shownBy().equals(claim) ? 0 : manifest.refutes(bug.changes(), claim) ? 2 : 1;
    }

    private void counterexample(final String design, final String claim, final Way way, final StringBuilder out) {
        final Manifest.Bug bug = manifest.bugs().get(design);
        out.append("<section class=\"counterexample\" id=\"").append(claim).append("\"><h2>")
                .append(Html.link("../claims.html#" + claim, claim))
                .append("</h2>\n<p>").append(Html.escape(manifest.properties().get(claim).sentence()))
                .append(" Here it is broken, in ")
                .append(way.length()).append(" states.").append(news(bug, claim) == 2 ? " " + bug.changes() + " breaks it too."
                : "")
                .append("</p>\n");
        out.append("<div class=\"wide\" tabindex=\"0\">").append(Picture.svg(way, design + " breaks " + claim))
                .append("</div>\n");
        out.append("<p>").append(Html.link("../play.html#d=" + design + "&v=" + claim, "Go along it")).append("</p>\n");
        out.append("<details><summary>Step by step</summary><ol class=\"steps\" start=\"2\">\n");
        for (int row = 1; row < way.length(); row++) {
            step(way, row, out);
        }
        out.append("</ol></details></section>\n");
    }

    private void step(final Way way, final int row, final StringBuilder out) {
        final Event e = way.event(row);
        out.append("<li>").append(Html.escape(e == null ? way.step(row).process() : e.toString())).append(": ")
                .append(operators.link(way.step(row).action(), "../")).append(", <code>")
                .append(Html.escape(way.step(row).function()))
                .append("</code>, reference ").append(docs.reference(way.step(row).section(), "../")).append("; in impl ")
                .append(spec.impl(way.step(row).action())).append("; ").append(spec.tests(way.step(row).action(), "../"));
        final List<String> changes = changes(way.state(row - 1), way.state(row));
        out.append(changes.isEmpty() ? "" : "; <code>" + Html.escape(String.join(", ", changes)) + "</code>").append("</li>\n");
    }

    /** The variables that differ, one user at a time where a variable has a value for each. */
    private static List<String> changes(final SortedMap<String, Value> a, final SortedMap<String, Value> b) {
        final List<String> changes = new ArrayList<>();
        a.forEach((name, was) -> {
            final Value is = b.get(name);
            if (was.equals(is)) {
                return;
            }
            if (was instanceof Value.Rec r && is instanceof Value.Rec) {
                r.fields().keySet().stream().filter(k -> !r.get(k).equals(is.get(k)))
                        .forEach(k -> changes.add(name + "[" + k + "] = " + is.get(k)));
            } else {
                changes.add(name + " = " + is);
            }
        });
        return changes;
    }
}
