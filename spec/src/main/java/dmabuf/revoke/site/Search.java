// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import dmabuf.revoke.check.Manifest;
import dmabuf.revoke.report.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The entries that the search field of each page finds: designs, bugs by their numbers, claims, actions, kernel functions,
 * operators.
 */
final class Search {
    private final List<String> entries = new ArrayList<>();

    Search(final Manifest manifest, final Operators operators, final Map<String, String> functions,
            final DocPages docs, final Partners partners) {
        manifest.designs().forEach((d, sentence) -> add(d, sentence, "row/" + d + ".html"));
        manifest.bugs().values().forEach(b -> add(b.name() + " " + b.number(), b.sentence(), "row/" + b.name() + ".html"));
        manifest.findings().forEach(f -> add(f.number(), f.sentence(), "row/" + f.design() + ".html#" + f.property()));
        manifest.properties().values().forEach(p -> add(p.name(), p.sentence(), "claims.html#" + p.name()));
        docs.numbers().forEach((number, title) -> add(number + " of the reference", title, DocPages.REFERENCE + ".html#r"
                + number));
        docs.titles().forEach((n, title) -> add(title, "a page of the repository", n + ".html"));
        partners.tests().keySet().forEach(t -> add(t, "a litmus test", "litmus.html#" + t));
        partners.mutants().keySet().forEach(m -> add(m, "a known fault of impl", "mutants.html#" + m));
        operators.modules().keySet().forEach(m -> operators.defined(m).forEach(o ->
                add(o, "defined in " + m + (functions.containsKey(o) ? ": " + functions.get(o) : ""), "spec/" + m + ".html#"
                        + o)));
    }

    private void add(final String names, final String what, final String to) {
        entries.add("[" + Json.text(names) + "," + Json.text(what) + "," + Json.text(to) + "]");
    }

    String script() {
        return "const revokeSearch = [\n" + String.join(",\n", entries) + "];\n";
    }
}
