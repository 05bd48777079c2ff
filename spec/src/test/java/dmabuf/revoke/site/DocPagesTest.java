// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.service.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The links of the pages of the repository, in what commonmark-java makes of them, and the same pages on the site. */
class DocPagesTest {
    private static final Path HOME = Tools.home();

    /** The links and pictures of a page that lead to no file, or to no heading of it. */
    private static List<String> dead(final String name, final String html) throws IOException {
        final Path file = HOME.resolve(name + ".md");
        final List<String> dead = new ArrayList<>();
        final Matcher m = Pattern.compile("(?:href|src)=\"([^\"]*)\"").matcher(html);
        while (m.find()) {
            final String[] to = m.group(1).split("#", 2);
            final Path target = to[0].isEmpty() ? file : file.resolveSibling(to[0]).normalize();
            final boolean there = to[0].isEmpty() || to[0].contains("://") || Files.exists(target);
            if (!there || to.length > 1 && !to[0].contains("://")
                    && !(to[0].isEmpty() ? html : DocPages.html(Files.readString(target))).contains(" id=\"" + to[1] + "\"")) {
                dead.add(name + " -> " + m.group(1));
            }
        }
        return dead;
    }

    @Test
    void linksLeadSomewhere() throws Exception {
        final DocPages docs = new DocPages(HOME);
        assertTrue(docs.names().containsAll(Set.of("README", "docs/1-contract", "docs/findings/D11-lazy-importer",
                "kernel/steer/README")));
        final List<String> dead = new ArrayList<>();
        for (final String n : docs.names()) {
            dead.addAll(dead(n, docs.text(n)));
        }
        assertEquals(List.of(), dead);
        final String seeded = "# V1\n[a](no.md) [b](1-contract.md#no) [c](1-contract.md#what-may-happen) [d](#v1) [e](#v2)"
                + " ![f](no.svg) `[g](no.md)`";
        assertEquals(List.of("docs/x -> no.md", "docs/x -> 1-contract.md#no", "docs/x -> #v2", "docs/x -> no.svg"),
                dead("docs/x", DocPages.html(seeded)));
    }

    @Test
    void aPageOfTheSiteLeadsToTheOthers() throws Exception {
        final DocPages docs = new DocPages(HOME);
        final Set<String> there = Set.of("row/V7.html", "row/V7.html#L1", "claims.html#S2", "spec/Buffer.html",
                "docs/2-protocol.html");
        final String page = docs.page("docs/3-first-counterexample", there::contains);
        assertTrue(page.contains("<title>3. The first counterexample · dma-buf revoke</title>"), page);
        assertTrue(page.contains("<a href=\"../spec/Buffer.html\"><code>Buffer.tla</code></a>"), page);
        assertTrue(page.contains("<a href=\"../row/V7.html#L1\"><code>./revoke explain V7 L1\n</code></a>"), page);
        assertFalse(page.contains("each-design.html"), "what the site does not have is no link");
        assertTrue(page.contains("<span title=\"each-design.md, in the repository\">each design</span>"), page);
        assertEquals(1, Pattern.compile("<h1>").matcher(page).results().count());
    }

    @Test
    void aNumberOfTheReferenceIsAPlaceInIt() throws Exception {
        final DocPages docs = new DocPages(HOME);
        final String page = docs.page(DocPages.REFERENCE, n -> true);
        for (final String section : List.of("4.1 R2", "7.5", "D11", "14.2 map check", "4.1, 7.53", "2.6, H3", "6", "8.2")) {
            final Matcher m = Pattern.compile("<a href=\"../docs/kernel-semantics.html#(r[\\w.]+)\">" + Pattern.quote(section)
                    + "</a>")
                    .matcher(docs.reference(section, "../"));
            assertTrue(m.matches(), section);
            assertEquals(1, Pattern.compile("id=\"" + m.group(1) + "\"").matcher(page).results().count(), section);
        }
        assertEquals("outer", docs.reference("outer", "../"));
        assertEquals("99.9", docs.reference("99.9", "../"));
        assertTrue(docs.numbers().get("7.1").startsWith("Double drop at close"), docs.numbers().get("7.1"));
    }
}
