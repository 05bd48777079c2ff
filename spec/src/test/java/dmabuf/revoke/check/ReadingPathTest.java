// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Outcome;
import dmabuf.revoke.tlc.Run;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Tlc;
import dmabuf.revoke.tlc.ValueText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reading path: how long a page takes, where its links lead, and what its page says about each design. */
class ReadingPathTest {
    private static final Path HOME = Tools.home();
    private static final Path DESIGNS = HOME.resolve("docs/each-design.md");
    private static final boolean WRITE = "write".equals(System.getProperty("revoke.docs"));
    private static final Pattern CODE = Pattern.compile("(?s)```\n.*?```\n");

    @TempDir
    Path folder;

    /** A minute is 150 words, or a counterexample. */
    private static double minutes(final String text) {
        final long words = CODE.matcher(text).replaceAll(" ").strip().split("\\s+").length;
        return words / 150.0 + Pattern.compile("what changes\n").matcher(text).results().count();
    }

    private static String page(final String name) throws IOException {
        return Files.readString(HOME.resolve("docs").resolve(name));
    }

    private static String before(final String text, final String heading) {
        assertTrue(text.contains("\n" + heading + "\n"), heading);
        return text.substring(0, text.indexOf("\n" + heading + "\n"));
    }

    @Test
    void tenMinutesToTheFirstCounterexample() throws Exception {
        final double all = minutes(page("1-contract.md"))
                + minutes(before(page("2-protocol.md"), "## Importers are a table"))
                + minutes(before(page("3-first-counterexample.md"), "## A lasso"));
        assertTrue(all <= 10, all + " minutes");
    }

    @Test
    void theMinutesOfThePages() throws Exception {
        assertTrue(minutes("word ".repeat(300) + "\n```\nwhat changes\n```\n") == 3, "300 words and a counterexample");
        final String row = "(\\| \\[[^]]+\\]\\((docs/[^)]+)\\) \\| )(\\d+)(?= \\|)";
        final Set<String> rows = new TreeSet<>(Set.of("docs/kernel-semantics.md"));
        rewritten(HOME.resolve("README.md"), row, m -> {
            rows.add(m.group(2));
            return Math.round(minutes(page("../" + m.group(2))));
        });
        final Set<String> pages = new TreeSet<>(Set.of("docs/findings/README.md"));
        try (Stream<Path> all = Files.list(HOME.resolve("docs"))) {
            all.filter(f -> f.toString().endsWith(".md")).forEach(f -> pages.add("docs/" + f.getFileName()));
        }
        assertEquals(pages, rows, "each page has a row");
    }

    /** The sizes of graphs in the text are those of the manifest. */
    @Test
    void theSizesOfTheScenes() throws Exception {
        final Manifest manifest = Manifest.load(SpecText.load());
        final String scenes = Files.readString(HOME.resolve("spec/README.md"));
        assertEquals(List.of(), otherSizes(manifest, scenes));
        assertEquals(List.of("base"), otherSizes(manifest, scenes.replace("| 19,073 (", "| 19,074 (")));
        final Manifest.Counts first = counts(manifest, "Linux73", Decisions.SCENE);
        assertTrue(scenes.contains("`" + first.generated() + " states generated, " + first.distinct()
                + " distinct states found`"),
                "what TLC alone says of " + first);
        assertTrue(Files.readString(HOME.resolve("docs/1-contract.md")).contains(
                String.format(Locale.ROOT, "`Linux73 keeps Refines.`, after %,d states", first.distinct())), first.toString());
    }

    /** The scenes for which the table and the manifest have different sizes. */
    private static List<String> otherSizes(final Manifest manifest, final String table) {
        final List<MatchResult> rows = Pattern.compile("(?m)^\\| `([\\w-]+)` \\| .* \\| ([\\d,]+)(?: \\(`(\\w+)`\\))? \\|$")
                .matcher(table).results().toList();
        assertTrue(rows.size() >= 10, rows.size() + " scenes");
        return rows.stream()
                .filter(r -> !r.group(2).equals(String.format(Locale.ROOT, "%,d",
                        counts(manifest, r.group(3) == null ? "Linux73" : r.group(3), r.group(1)).distinct())))
                .map(r -> r.group(1))
                .toList();
    }

    private static Manifest.Counts counts(final Manifest manifest, final String design, final String scene) {
        return manifest.graphs().stream().filter(g -> g.design().equals(design) && g.scene().equals(scene)).findFirst()
                .orElseThrow(() -> new AssertionError("the manifest has no graph of " + design + " in " + scene));
    }

    /** The lengths in a section of the page are those of all that its design breaks. */
    @Test
    void eachDesignHasASectionWithAllThatItBreaks() throws Exception {
        final Manifest manifest = Manifest.load(SpecText.load());
        rewritten(DESIGNS, "(`\\./revoke explain (\\w+) (\\w+)`, )(\\d+)(?= states)", m ->
                manifest.cell(m.group(2), m.group(3)).length());
        final Map<String, Map<String, Integer>> expected = new TreeMap<>();
        manifest.designs().keySet().forEach(d -> expected.put(d, manifest.cells().values().stream()
                .filter(c -> c.design().equals(d) && c.verdict() == Cell.Verdict.REFUTED)
                .collect(Collectors.toMap(Cell::property, Cell::length, (a, b) -> a, TreeMap::new))));
        final String text = Files.readString(DESIGNS);
        assertEquals(expected, said(text));
        assertNotEquals(expected, said(text.replace("explain V1 S1`, 17", "explain V1 S1`, 18")));
        assertNotEquals(expected, said(text.replace("## Mover", "## Other")));
    }

    private static Map<String, Map<String, Integer>> said(final String text) {
        final Map<String, Map<String, Integer>> said = new TreeMap<>();
        for (final String section : text.substring(text.indexOf("\n## ") + 4).split("\n## ")) {
            final Map<String, Integer> breaks = new TreeMap<>();
            final String name = section.lines().findFirst().orElseThrow();
            Pattern.compile("`\\./revoke explain " + name + " (\\w+)`,\\s+(\\d+)\\s+states").matcher(section).results()
                    .forEach(m -> breaks.put(m.group(1), Integer.parseInt(m.group(2))));
            said.put(name, breaks);
        }
        return said;
    }

    /** The programs on the page are those that the spec derives from the knobs. */
    @Test
    @Tag("tlc")
    void theProgramsAreThoseOfTheSpec() throws Exception {
        final Outcome o = new Tlc(SpecText.load(), folder).run(new Run(
                "programs", "Bugs, Steps, TLC",
                "VARIABLE v\nNext == v' = v\nOps == {\"revoke\", \"restore\", \"move\"}\nInit == v = 0 /\\ PrintT("
                        + "[d \\in DOMAIN DesignTable |-> [op \\in Ops |-> Program(DesignTable[d], op)]])\n",
                "INIT Init\nNEXT Next\n", false));
        final Value programs = ValueText.parse(String.join(" ", o.prints()));
        final String text = Files.readString(DESIGNS);
        assertEquals(List.of(), others(text, programs));
        final String turned = text.replace("unmaps zap rearm", "unmaps rearm zap");
        assertEquals(List.of("ThreeState revoke", "MmapV8 revoke"), others(turned, programs));
    }

    /** The programs of a page that are not those of the spec. */
    private static List<String> others(final String text, final Value programs) {
        final List<MatchResult> shown =
                Pattern.compile("(?m)^(\\w+) +(revoke|restore|move) +([a-z ]+)$").matcher(text).results().toList();
        assertTrue(shown.size() >= 12, shown.size() + " programs");
        return shown.stream()
                .filter(m -> {
                    final List<Value> steps = ((Value.Seq) programs.get(m.group(1)).get(m.group(2))).elements();
                    return !m.group(3).equals(steps.subList(1, steps.size() - 1).stream()
                            .map(Value::text).collect(Collectors.joining(" ")));
                })
                .map(m -> m.group(1) + " " + m.group(2))
                .toList();
    }

    /** Each module needs only those before it in the README's table, which has all of them. */
    @Test
    void theModulesAreReadInAnOrderThatWorks() throws Exception {
        final SpecText spec = SpecText.load();
        final List<String> order = order(Files.readString(HOME.resolve("README.md")));
        assertEquals(spec.files().stream().filter(f -> f.matches("\\w+\\.tla")).collect(Collectors.toSet()),
                order.stream().map(m -> m + ".tla").collect(Collectors.toSet()));
        assertEquals(List.of(), early(spec, order));
        final List<String> turned = new ArrayList<>(order);
        turned.remove("Graph");
        turned.add("Graph");
        assertTrue(early(spec, turned).contains("Buffer before Graph"), early(spec, turned).toString());
    }

    private static List<String> order(final String readme) {
        final List<String> order = new ArrayList<>();
        final String table = readme.substring(readme.indexOf("| module | one idea |"));
        for (final String row : table.substring(0, table.indexOf("\n\n")).split("\n")) {
            Pattern.compile("`(\\w+)`").matcher(row.replaceFirst("\\| ([^|]*) \\|.*", "$1")).results()
                    .forEach(m -> order.add(m.group(1)));
        }
        return order;
    }

    /** The modules that come before a module that they need. */
    private static List<String> early(final SpecText spec, final List<String> order) throws Exception {
        final List<String> early = new ArrayList<>();
        for (final String module : order) {
            final String text = spec.file(module + ".tla");
            final List<String> needed = new ArrayList<>();
            Pattern.compile("(?m)^EXTENDS (.*)$|INSTANCE (\\w+)").matcher(text).results()
                    .forEach(m -> needed.addAll(List.of((m.group(1) == null ? m.group(2) : m.group(1)).split(",\\s*"))));
            needed.stream().filter(n -> order.indexOf(n) > order.indexOf(module))
                    .forEach(n -> early.add(module + " before " + n));
        }
        return early;
    }

    private interface Number {
        long of(MatchResult m) throws IOException;
    }

    /** Compares the number that is the last group of each match, or rewrites it. */
    private static void rewritten(final Path file, final String pattern, final Number number) throws IOException {
        final String text = Files.readString(file);
        final StringBuilder now = new StringBuilder();
        final Matcher m = Pattern.compile(pattern).matcher(text);
        while (m.find()) {
            m.appendReplacement(now, Matcher.quoteReplacement(m.group(1) + number.of(m)));
        }
        m.appendTail(now);
        if (WRITE) {
            Files.writeString(file, now.toString());
        } else {
            assertEquals(now.toString(), text);
        }
    }
}
