// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A campaign's page with all its possible parts: its content, and its layout in a browser, if there is one. */
@Tag("fork")
final class ReportPageTest {
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");

    /** Puts the width of the page, the width of the window, and the colour of the page into the title. */
    private static final String MEASURE = "<script>document.querySelectorAll('details').forEach(d => d.open = true);"
            + "document.title = document.documentElement.scrollWidth + ' ' + innerWidth + ' '"
            + " + getComputedStyle(document.body).backgroundColor.replace(/ /g, '')</script>";

    @TempDir
    static Path folder;

    private static String page;

    @BeforeAll
    static void write() throws Exception {
        final Path out = folder.resolve("out");
        final Campaign c = new Campaign(out, Fake.identity("a", "b"), folder.resolve("work"), l -> { }, l -> { });
        final Campaign.Order order = new Campaign.Order(100, Shard.ALL, 7, "", "*", List.of("fake"), 2);
        c.start(order, Fake.plans(null, "good-1", "good-2"));
        final List<Plan> plans = new java.util.ArrayList<>(Fake.plans(null, "good-1", "bad-1", "bad-2", "silent-1"));
        plans.add(new Plan(new Unit("fake", Unit.WHOLE, "c"), 1, "", new TreeMap<>(), new Fake(null)));
        plans.add(Fake.plans(null, "good-wide").get(0).without("it needs 99 cores, and there are 2"));
        c.start(order, plans);
        page = Files.readString(out.resolve("index.html"));
    }

    @Test
    void itSaysWhatWasFound() {
        for (final String part : List.of(
                "1 failure;", "not run here: it needs 99 cores", "fake bad: EIO", "fake/bad-1/c, fake/bad-2/c", "./revoke replay ",
                "FORBIDDEN", "allowed, by no serial run", "class=\"bar\"", "outcomes that the spec allows were never seen", "campaign-001.ndjson",
                "Outcomes seen: 37.5 % (50.0 % in the campaign before)", "<svg class=\"plot\"")) {
            assertTrue(page.contains(part), part + "\n" + page);
        }
        assertFalse(page.contains("<script") || page.contains("http"), "a page that works from the disk");
    }

    @Test
    void itSaysWhichPairsOverlapped() {
        assertTrue(page.contains("1 of 2 pairs that the spec has open together were open together in a storm."
                + " Never: driver map with exporter close."), page);
        assertTrue(page.contains("<tr><td>driver map with exporter revoke</td><td>21</td></tr>"), page);
    }

    @Test
    void itSaysHowLikelyAMutantIsNoticed() throws Exception {
        final Path matrix = Files.writeString(folder.resolve("matrix.tsv"),
                "one fake digest 1 1 0.0 2026-01-01 \ntwo fake digest 1 1 99.0 2026-01-01 \nthree fake digest 3 0 0.0 2026-01-01 \n"
                        .replace(' ', '\t'));
        final Summary first = Summary.of(Results.read(folder.resolve("out/campaign-001.ndjson")));
        final Summary second = Summary.of(Results.read(folder.resolve("out/campaign-002.ndjson")));
        final StringBuilder out = new StringBuilder();
        new PowerTable(second, List.of(first), matrix).write(out);
        final String text = out.toString();
        assertTrue(text.contains("notice 2 of 3 mutants"), text);
        assertTrue(text.contains("notice 1 of them with a chance of 90 % or more, and 1.0 on the average"
                + " (0.0 for the campaign before)"), text);
        assertTrue(text.indexOf("<td>two</td><td>0.0 %") < text.indexOf("<td>one</td><td>100.0 %"), text);
        final StringBuilder none = new StringBuilder();
        new PowerTable(second, List.of(first), folder.resolve("none.tsv")).write(none);
        assertEquals("", none.toString());
    }

    @Test
    void itFitsTheWindowInLightAndDark() throws Exception {
        final Set<String> colours = new HashSet<>();
        for (final int width : List.of(500, 1400)) {
            for (final boolean dark : List.of(false, true)) {
                final String[] measured = measured(page, width, dark);
                assertTrue(Integer.parseInt(measured[0]) <= Integer.parseInt(measured[1]), String.join(" ", measured));
                colours.add(measured[2]);
            }
        }
        assertEquals(2, colours.size(), "one colour for light and one for dark: " + colours);
        final String[] wide = measured(page.replace("</h1>", "</h1><p style=\"width:3000px\">x</p>"), 1400, false);
        assertTrue(Integer.parseInt(wide[0]) > Integer.parseInt(wide[1]), "seeded: what is too wide is seen");
    }

    private static String[] measured(final String text, final int width, final boolean dark) throws Exception {
        final Path browser = browser();
        Assumptions.assumeTrue(browser != null, "no browser is installed: the page was not looked at");
        final Path file = Files.writeString(folder.resolve("measured.html"), text.replace("</body>", MEASURE + "</body>"));
        final Path dom = folder.resolve("dom.html");
        final int code = new Child(
                        List.of(browser.toString(), "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + folder.resolve("profile"),
                                "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1), "--window-size=" + width + ",900", "--dump-dom",
                                file.toUri().toString()),
                        dom, Limit.minutes(2))
                .errorsTo(folder.resolve("browser.log"))
                .run();
        assertEquals(0, code);
        final Matcher title = Pattern.compile("<title>(\\d+ \\d+ \\S+)</title>").matcher(Files.readString(dom));
        assertTrue(title.find(), () -> "the browser did not measure: " + file);
        return title.group(1).split(" ");
    }

    private static Path browser() throws IOException {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(d -> BROWSERS.stream().map(b -> Path.of(d, b)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }
}
