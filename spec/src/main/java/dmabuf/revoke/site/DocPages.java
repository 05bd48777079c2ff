// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * The pages that a reader of the repository reads, with links to the other pages: a module, a design and a claim lead to theirs.
 * The description of Linux has an anchor for each number, so that a step of a counterexample leads to its place in it.
 */
final class DocPages {
    /** The description of Linux, to whose numbers the spec refers. */
    static final String REFERENCE = "docs/kernel-semantics";

    private static final List<String> MODULES = List.of(".", "impl", "kernel/steer", "model-tests", "spec", "stress");
    private static final List<Extension> TABLES = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(TABLES).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder().extensions(TABLES).build();
    private static final Pattern HEADING = Pattern.compile("(?s)<h([1-6])>(.*?)</h\\1>");
    private static final Pattern H1 = Pattern.compile("(?s)<h1[^>]*>(.*?)</h1>\n?");
    private static final Pattern NUMBER =
            Pattern.compile("(<h[23][^>]*>|<p><strong>|<li>|<td>)(\\d+(?:\\.\\d+)?|[DH]\\d+)(?=[ .<])");
    private static final Pattern LINK = Pattern.compile("<(a href|img src)=\"([^\"]*)\"");
    private static final Pattern COMMAND = Pattern.compile("<code>((?:\\./revoke )?explain )?(\\w+)(?: (\\w+))?\n?</code>");

    /** HTML by path without the ending, such as {@code docs/1-contract}. */
    private final SortedMap<String, String> texts = new TreeMap<>();
    private final SortedMap<String, String> numbers = new TreeMap<>();

    /** @param home of the project */
    DocPages(final Path home) throws Undecided {
        try {
            for (final String module : MODULES) {
                read(home, home.resolve(module).resolve("README.md").normalize());
            }
            read(home, home.resolve("CHANGELOG.md"));
            try (Stream<Path> files = Files.walk(home.resolve("docs"))) {
                for (final Path f : files.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
                    read(home, f);
                }
            }
        } catch (IOException e) {
            throw new Undecided("cannot read the pages of " + home, e);
        }
        NUMBER.matcher(texts.get(REFERENCE)).results().forEach(m -> numbers.putIfAbsent(m.group(2), title(m)));
    }

    /** The first words after a number of the reference. */
    private String title(final MatchResult m) {
        final String text = texts.get(REFERENCE);
        return unescaped(text.substring(m.end(), Math.min(m.end() + 200, text.length()))
                .replaceFirst("(?s)</strong>.*|</h\\d>.*|</td>\\s*</tr>.*|</li>.*", "")
                .replaceAll("<[^>]*>|\\s+|&quot;", " ").replaceAll("<.*", "").strip().replaceFirst("^\\. *", ""));
    }

    private void read(final Path home, final Path file) throws IOException {
        texts.put(home.relativize(file).toString().replace('\\', '/').replaceFirst("\\.md$", ""), html(Files.readString(file)));
    }

    /** What commonmark-java makes of a text, with an anchor at each heading. */
    static String html(final String markdown) {
        final Map<String, Integer> seen = new TreeMap<>();
        return HEADING.matcher(RENDERER.render(PARSER.parse(markdown))).replaceAll(m -> {
            final String id = anchor(m.group(2));
            final int before = seen.merge(id, 1, Integer::sum) - 1;
            return Matcher.quoteReplacement("<h" + m.group(1) + " id=\"" + id + (before == 0 ? "" : "-" + before) + "\">"
                    + m.group(2)
                    + "</h" + m.group(1) + ">");
        });
    }

    /** The anchor of a heading, as the web pages of a repository have it. */
    static String anchor(final String heading) {
        return heading.replaceAll("<[^>]*>|&\\w+;", "").toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "").replace(' ', '-');
    }

    /** The paths of all pages, without the ending. */
    Set<String> names() {
        return texts.keySet();
    }

    /** By number of the reference, its first words. */
    SortedMap<String, String> numbers() {
        return numbers;
    }

    /** By page, its title. */
    SortedMap<String, String> titles() {
        final SortedMap<String, String> titles = new TreeMap<>();
        texts.forEach((n, t) -> titles.put(n, H1.matcher(t).results().map(m -> unescaped(m.group(1)
                .replaceAll("<[^>]*>", ""))).findFirst().orElse(n)));
        return titles;
    }

    /** The HTML of a page as commonmark-java makes it. */
    String text(final String name) {
        return texts.get(name);
    }

    /**
     * A page.
     *
     * @param name its path, without the ending
     * @param isThere whether the site has a file
     */
    String page(final String name, final Predicate<String> isThere) {
        final String up = "../".repeat((int) name.chars().filter(c -> c == '/').count());
        String text = texts.get(name);
        if (name.equals(REFERENCE)) {
            final Set<String> used = new HashSet<>();
            text = NUMBER.matcher(text).replaceAll(m -> Matcher.quoteReplacement(m.group(1)
                    + (used.add(m.group(2)) ? "<span id=\"r" + m.group(2) + "\"></span>" : "") + m.group(2)));
        }
        text = LINK.matcher(text).replaceAll(m -> Matcher.quoteReplacement(link(m, target -> target(name, target, up, isThere))));
        text = text.replaceAll("(?s)<a data-not-here=\"([^\"]*)\">(.*?)</a>", "<span title=\"$1\">$2</span>");
        text = COMMAND.matcher(text).replaceAll(m -> Matcher.quoteReplacement(command(m, up, isThere)));
        text = text.replace("<table>", "<div class=\"wide\" tabindex=\"0\"><table>").replace("</table>", "</table></div>")
                .replace("<pre>", "<pre tabindex=\"0\">").replace("<th></th>", "<td></td>");
        return Html.page(titles().get(name), up, "<article>" + H1.matcher(text).replaceFirst("") + "</article>\n");
    }

    private static String unescaped(final String s) {
        return s.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    private static String link(final MatchResult m, final UnaryOperator<String> target) {
        final String to = target.apply(m.group(2));
        return to == null ? "<a data-not-here=\"" + m.group(2).replaceFirst("^(\\.\\./)+", "") + ", in the repository\"" : "<"
                + m.group(1) + "=\"" + to + "\"";
    }

    /** Where a link of a page leads on the site; null if that is not part of it. */
    private static String target(final String name, final String to, final String up, final Predicate<String> isThere) {
        if (to.startsWith("http") || to.startsWith("#")) {
            return to;
        }
        final String[] parts = to.split("#", 2);
        final Path here = Path.of(name).getParent();
        final String path = (here == null ? Path.of(parts[0]) : here.resolve(parts[0])).normalize().toString().replace('\\', '/');
        final String file = path.replaceFirst("\\.md$", ".html")
                .replaceFirst("^spec/src/main/tla/satellites/(\\w+)\\.tla$", "spec/satellites-$1.html")
                .replaceFirst("^spec/src/main/tla/(\\w+)\\.tla$", "spec/$1.html")
                .replaceFirst("^spec/src/main/tla(?:/satellites)?$", "spec.html");
        return isThere.test(file) ? up + file + (parts.length == 1 ? "" : "#" + parts[1]) : null;
    }

    /** The name of a design, of a claim, or of both in a command leads to their page. */
    private static String command(final MatchResult m, final String up, final Predicate<String> isThere) {
        final String row = "row/" + m.group(2) + ".html";
        if (isThere.test(row)) {
            final String place = m.group(3) != null && isThere.test(row + "#" + m.group(3)) ? "#" + m.group(3) : "";
            return m.group(1) == null && m.group(3) != null ? m.group() : "<a href=\"" + up + row + place + "\">" + m.group()
                    + "</a>";
        }
        final boolean claim = m.group(1) == null && m.group(3) == null && isThere.test("claims.html#" + m.group(2));
        return claim ? "<a href=\"" + up + "claims.html#" + m.group(2) + "\">" + m.group() + "</a>" : m.group();
    }

    /**
     * A section of the reference as the spec names it, such as {@code 4.1 R2}, with a link to its place; its text if it
     * has none.
     */
    String reference(final String section, final String up) {
        final String number = section.replaceFirst("[ ,].*", "");
        return numbers.containsKey(number) ? Html.link(up + REFERENCE + ".html#r" + number, section) : Html.escape(section);
    }
}
