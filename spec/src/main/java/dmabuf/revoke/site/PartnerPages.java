// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import java.util.Collection;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * The pages of the litmus tests and of the known faults of impl, to which the spec's pages and the steps of
 * counterexamples lead.
 */
final class PartnerPages {
    private final Partners partners;

    PartnerPages(final Partners partners) {
        this.partners = partners;
    }

    String litmus() {
        final StringBuilder out = new StringBuilder("<p>A litmus test is a small program and an outcome; <code>./revoke"
                + " litmus FILE</code> lists every"
                + " outcome that the spec allows, and <code>./revoke litmus --run NAME</code> runs it on real cores.</p>\n");
        partners.tests().forEach((name, text) -> out.append("<section id=\"").append(name).append("\"><h2>").append(name)
                .append("</h2>\n<pre tabindex=\"0\">").append(Html.escape(text)).append("</pre></section>\n"));
        return Html.page("Litmus tests", "", out.toString());
    }

    String mutants() {
        final StringBuilder out = new StringBuilder("<p>Each is a fault of the reference implementation, and must be caught;"
                + " <code>./revoke mutants NAME</code> hunts it.</p>\n");
        partners.mutants().forEach((name, patch) -> {
            final SortedSet<String> by = partners.catchers(name);
            out.append("<section id=\"").append(name).append("\"><h2>").append(name).append("</h2>\n<p>In ")
                    .append(partners.methodsOf(name).isEmpty() ? "no method" : codes(partners.methodsOf(name))).append(". ")
                    .append(by.isEmpty() ? "The kept matrix has nothing that catches it." : "Caught by " + String.join(", ", by)
                    + ".")
                    .append("</p>\n<pre tabindex=\"0\">").append(Html.escape(patch)).append("</pre></section>\n");
        });
        return Html.page("Known faults of impl", "", out.toString());
    }

    static String codes(final Collection<String> names) {
        return names.stream().map(n -> "<code>" + Html.escape(n) + "</code>").collect(Collectors.joining(", "));
    }
}
