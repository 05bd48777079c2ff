// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import dmabuf.revoke.check.Manifest;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The text of the spec, module by module: comments as prose, and beside each action what belongs to it in Linux and in impl. */
final class SpecPages {
    /** The designs of which impl has an exporter: what they do, impl does. */
    static final Set<String> IN_IMPL = Set.of("Reference", "Letter", "ThreeState", "Uverbs", "Mock", "Mover");

    private static final Pattern STEP = Pattern.compile("/\\\\ Step\\(\"(\\w+)\"");
    private static final Pattern REFERENCE = Pattern.compile("(?<!Linux |[\\w.])(\\d+\\.\\d+|D\\d+)(?![\\w.]\\w)");

    private final Operators operators;
    private final Fired fired;
    private final Partners partners;
    private final DocPages docs;
    private final Collection<String> claims;
    private final List<String> reading;

    /** @param reading the modules in the order in which they are read, each with what the README says of it */
    SpecPages(final Operators operators, final Fired fired, final Partners partners, final DocPages docs, final Manifest manifest,
            final String readme) throws Undecided {
        this.operators = operators;
        this.fired = fired;
        this.partners = partners;
        this.docs = docs;
        this.claims = manifest.properties().keySet();
        this.reading = Pattern.compile("(?m)^\\| (`[A-Z]\\w*`(?:, `\\w+`)*) \\| .* \\|$")
                .matcher(readme.replaceFirst("(?s).*\n## How to read the spec\n", "").replaceFirst("(?s)\n## .*", ""))
                .results().map(m -> m.group()).toList();
        final List<String> holes = holes(fired, partners);
        if (!holes.isEmpty()) {
            throw new Undecided("the map of spec, Linux and impl has holes: " + String.join("; ", holes));
        }
    }

    /** The actions that have no partner in Linux or in impl, and no reason for that. */
    static List<String> holes(final Fired fired, final Partners partners) {
        final List<String> holes = new ArrayList<>();
        fired.actions().forEach((a, of) -> {
            if (of.functions.contains("") || of.sections.contains("")) {
                holes.add(a + " names no kernel function, or no section of the reference");
            }
            if (!partners.knows(a)) {
                holes.add("docs/8-counterparts.md has no row for " + a);
            } else if (partners.methods(a).isEmpty() && !isBoundary(a) && !fired.takers(a, IN_IMPL).isEmpty()) {
                holes.add(a + " is not in impl, though " + fired.takers(a, IN_IMPL) + " take it");
            }
        });
        return holes;
    }

    /** Whether an action is a call or a return, which every method of impl has. */
    private static boolean isBoundary(final String action) {
        return action.endsWith("Call") || action.endsWith("Return");
    }

    /** The page that lists all modules, in the order in which they are read. */
    String index() {
        final StringBuilder out = new StringBuilder("<p>Read them in this order; each depends only on modules before it."
                + " The contract is"
                + " one page, and you may need no other.</p>\n<div class=\"wide\" tabindex=\"0\"><table"
                + " class=\"reading\"><tbody>\n");
        final Set<String> left = new LinkedHashSet<>(operators.modules().keySet());
        for (final String row : reading) {
            final String[] cells = row.split(" \\| |^\\| | \\|$", -1);
            final List<String> modules = Pattern.compile("\\w+").matcher(cells[1]).results().map(m -> m.group()).toList();
            left.removeAll(modules);
            out.append("<tr><th scope=\"row\">").append(links(modules)).append("</th><td>")
                    .append(DocPages.html(cells[2]).replaceAll("</?p>|</?a[^>]*>", "").strip()).append("</td></tr>\n");
        }
        final List<String> beside = left.stream().filter(m -> m.contains("-")).sorted().toList();
        left.removeAll(beside);
        if (!left.isEmpty()) {
            out.append("<tr><th scope=\"row\">").append(links(left)).append("</th><td></td></tr>\n");
        }
        out.append("</tbody></table></div>\n<h2>Beside the protocol</h2>\n<p>").append(links(beside)).append("</p>\n");
        return Html.page("The spec", "", out.toString());
    }

    private static String links(final Collection<String> modules) {
        return modules.stream().map(m -> Html.link("spec/" + m + ".html", m.replace("satellites-", "")))
                .collect(Collectors.joining(", "));
    }

    String module(final String module) {
        final String text = operators.modules().get(module).replaceFirst("^\\\\\\* SPDX.*\n", "");
        final StringBuilder out = new StringBuilder();
        final Set<String> told = new LinkedHashSet<>();
        for (final String part : Prose.parts(text)) {
            if (Prose.isProse(part)) {
                Prose.paragraphs(part).forEach(p -> out.append("<p class=\"prose\">").append(prose(p)).append("</p>\n"));
                continue;
            }
            out.append("<pre class=\"tla\" tabindex=\"0\">").append(operators.coloured(part, module, "../")).append("</pre>\n");
            final Matcher m = STEP.matcher(part);
            while (!module.contains("-") && m.find()) {
                if (told.add(m.group(1)) && SpecText.actions(text).contains(m.group(1))) {
                    beside(m.group(1), out);
                }
            }
        }
        return Html.page(module, "../", out.toString());
    }

    private String prose(final String words) {
        return REFERENCE.matcher(Html.escape(words)).replaceAll(m -> Matcher.quoteReplacement(docs.reference(m.group(1), "../")));
    }

    /** What belongs to an action: in Linux, in impl, in tests, among the claims. */
    private void beside(final String action, final StringBuilder out) {
        final Fired.Of of = fired.action(action);
        out.append("<aside class=\"beside\" id=\"action-").append(action).append("\" aria-label=\"").append(action)
                .append("\"><dl>\n");
        if (of == null) {
            out.append("<dt>Taken</dt><dd>by no design on these pages</dd></dl></aside>\n");
            return;
        }
        fact("In Linux", of.functions.stream().map(f -> f.startsWith("(") ? Html.escape(f) : PartnerPages.codes(List.of(f)))
                .collect(Collectors.joining(", ")) + "; reference "
                + of.sections.stream().map(s -> docs.reference(s, "../")).collect(Collectors.joining(", ")), out);
        fact("In impl", impl(action), out);
        fact("Taken", String.format(Locale.ROOT, "%,d times, by ", of.steps())
                + many(of.byDesign.keySet(), "designs", d -> Html.link("../row/" + d + ".html", d)), out);
        fact("Litmus tests", many(partners.tests(of.calls), "that call " + String.join(", ", of.calls),
                t -> Html.link("../litmus.html#" + t, t)), out);
        fact("Known faults", many(partners.mutants(action), "of these methods", m -> Html.link("../mutants.html#" + m, m)
                + (partners.catchers(m).isEmpty() ? "" : " (caught by " + String.join(", ", partners.catchers(m)) + ")")), out);
        final Set<String> changed = operators.changed(action);
        final List<String> reading = claims.stream().filter(c -> operators.read(c).stream().anyMatch(changed::contains)).toList();
        fact("Claims", many(reading, "that read " + String.join(", ", changed), c -> Html.link("../claims.html#" + c, c)), out);
        out.append("</dl></aside>\n");
    }

    /** The kernel functions that each action models, for the search. */
    Map<String, String> functions() {
        final Map<String, String> functions = new TreeMap<>();
        fired.actions().forEach((a, of) -> functions.put(a, String.join(", ", of.functions)));
        return functions;
    }

    /** The methods of impl that take the step, or why there are none. */
    String impl(final String action) {
        return !partners.methods(action).isEmpty() ? PartnerPages.codes(partners.methods(action))
                : isBoundary(action) ? "the call of a method, and its return" : "none: no design that impl has takes it";
    }

    /** A link to what is known of an action, with the numbers of the litmus tests and of the known faults about it. */
    String tests(final String action, final String up) {
        final int litmus = partners.tests(fired.action(action).calls).size();
        final int faults = partners.mutants(action).size();
        return Html.link(up + "spec/" + operators.home(action) + ".html#action-" + action,
                litmus + (litmus == 1 ? " litmus test, " : " litmus tests, ") + faults + (faults == 1 ? " known fault"
                        : " known faults"));
    }

    private static void fact(final String name, final String html, final StringBuilder out) {
        out.append(html.isEmpty() ? "" : "<dt>" + name + "</dt><dd>" + html + "</dd>\n");
    }

    /** Some links; if they are many, their number, which shows them when it is opened. */
    private static String many(final Collection<String> names, final String what, final Function<String, String> link) {
        final String all = names.stream().map(link).collect(Collectors.joining(", "));
        return names.size() <= 6 ? all : "<details><summary>" + names.size() + " " + Html.escape(what) + "</summary>" + all
                + "</details>";
    }
}
