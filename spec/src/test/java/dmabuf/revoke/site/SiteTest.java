// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.check.Decisions;
import dmabuf.revoke.check.Design;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.service.Main;
import dmabuf.revoke.service.Tools;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of two designs and a bug: their links, their pictures, and how a browser shows them. */
@Tag("tlc")
class SiteTest {
    private static final int STEPS = 10_000;
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");

    @TempDir
    static Path site;

    private static Tools tools;

    @BeforeAll
    static void write() throws Exception {
        tools = Tools.open();
        final int files = new Site(tools, site, List.of("V1", "NoFenceWait")).write();
        try (Stream<Path> all = Files.walk(site)) {
            assertEquals(files, all.filter(Files::isRegularFile).count());
        }
    }

    private static List<Path> pages() throws Exception {
        try (Stream<Path> all = Files.walk(site)) {
            return all.filter(p -> p.toString().endsWith(".html")).sorted().toList();
        }
    }

    private static Graph graph(final String design) throws Exception {
        return tools.shop().graph(Design.named(design, tools.spec()), Decisions.SCENE, Site.MODULE);
    }

    /** The links to files, or to places in files, that do not exist. */
    private static List<String> dead(final List<Path> pages) throws Exception {
        final List<String> dead = new ArrayList<>();
        for (final Path page : pages) {
            final Matcher m = Pattern.compile("(?:href|src)=\"([^\"]*)\"").matcher(Files.readString(page));
            while (m.find()) {
                final String[] to = m.group(1).split("#", 2);
                if (to[0].startsWith("data:") || to[0].startsWith("http")) {
                    continue;
                }
                final Path file = to[0].isEmpty() ? page : page.resolveSibling(to[0]).normalize();
                final boolean there = Files.isRegularFile(file)
                        && (to.length == 1 || to[1].contains("=") || Files.readString(file).contains("id=\"" + to[1] + "\""));
                if (!there) {
                    dead.add(site.relativize(page) + " -> " + m.group(1));
                }
            }
        }
        return dead;
    }

    @Test
    void eachLinkLeadsSomewhere() throws Exception {
        assertTrue(pages().size() > 50, pages().toString());
        assertEquals(List.of(), dead(pages()));
    }

    @Test
    void aDeadLinkIsSeen() throws Exception {
        final Path page = site.resolve("dead.html");
        Files.writeString(page, "<a href=\"claims.html#S5\">fine</a><a href=\"claims.html#S55\">x</a><a"
                + " href=\"row/Nobody.html\">y</a>");
        try {
            assertEquals(List.of("dead.html -> claims.html#S55", "dead.html -> row/Nobody.html"), dead(List.of(page)));
        } finally {
            Files.delete(page);
        }
    }

    /** Each action that a design of impl takes has a kernel function, a section and a method; or the build fails. */
    @Test
    void theMapOfSpecLinuxAndImplHasNoHoles(@TempDir final Path home) throws Exception {
        final Fired fired = new Fired(tools.shop().graphs(tools.designs(List.copyOf(SpecPages.IN_IMPL)),
                Decisions.SCENE).values());
        assertEquals(List.of(), SpecPages.holes(fired, new Partners(Tools.home())));
        for (final String folder : List.of("impl", "model-tests", "stress")) {
            Files.createSymbolicLink(home.resolve(folder), Tools.home().resolve(folder));
        }
        Files.writeString(Files.createDirectory(home.resolve("docs")).resolve("8-counterparts.md"),
                Files.readString(Tools.home().resolve("docs/8-counterparts.md")).replaceFirst("\\| `SetFlag` .*\n", "")
                        .replace("`Operation.fences`", "not in impl"));
        assertEquals(List.of("FenceWait is not in impl, though [Letter, Reference, ThreeState, Uverbs] take it",
                "docs/8-counterparts.md has no row for SetFlag"), SpecPages.holes(fired, new Partners(home)));
    }

    /** A step of a counterexample leads to its action, to Linux, to impl, and to the tests about it. */
    @Test
    void aStepLeadsToItsPartners() throws Exception {
        final String page = Files.readString(site.resolve("row/NoFenceWait.html"));
        final Matcher step = Pattern.compile("<li>exporter:x1: .*>SetFlag<.*</li>").matcher(page);
        assertTrue(step.find(), page);
        assertTrue(step.group().contains("<code>vfio_pci_dma_buf_move</code>, reference <a"
                + " href=\"../docs/kernel-semantics.html#r4.1\">4.1 R2</a>"), step.group());
        assertTrue(step.group().contains("in impl <code>Operation.setFlag</code>; <a"
                + " href=\"../spec/Exporter.html#action-SetFlag\">"), step.group());
        assertTrue(page.indexOf("id=\"S5\"") < page.indexOf("id=\"Refines\"")
                && page.indexOf("id=\"Refines\"") < page.indexOf("id=\"Consistent\""),
                "first what the bug is known for, last what Linux73 breaks too");
        assertTrue(page.contains("<td><code>None</code></td><td><code>BOOKKEEP</code></td><td>the fences that revoke waits"
                + " for</td>"), page);
        final String beside = Files.readString(site.resolve("spec/Exporter.html"))
                .replaceFirst("(?s).*id=\"action-FenceWait\"", "").replaceFirst("(?s)</aside>.*", "");
        for (final String fact : List.of("<code>Operation.fences</code>", "../row/Linux73.html", "../litmus.html#",
                "../mutants.html#no-fence-wait", "../claims.html#Refines")) {
            assertTrue(beside.contains(fact), fact + " in " + beside);
        }
    }

    /** If revoke does not wait for fences, a device may do everything in the phase quiet: its bar reaches into that band. */
    @Test
    void theBrokenPromiseIsInThePicture() throws Exception {
        final Graph g = graph("NoFenceWait");
        final Way way = Way.of(g, tools.decisions().counterexample(g, "S5"));
        assertEquals("quiet", way.phase(way.length() - 1));
        assertEquals(List.of("i1"), way.users());
        assertEquals(Way.Access.FULL, way.access(way.length() - 1, "i1"));
        assertEquals(Way.Access.NONE, way.access(0, "i1"));
        final String picture = Picture.svg(way, "S5");
        javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new java.io.ByteArrayInputStream(picture.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        final Matcher quiet = Pattern.compile("class=\"p-quiet\" x=\"\\d+\" y=\"(\\d+)\"").matcher(picture);
        assertTrue(quiet.find(), picture);
        assertTrue(picture.contains("class=\"full\" x=\"114\" y=\"" + quiet.group(1) + "\""), picture);
    }

    /** In V7 a close after a revoke waits for unmaps, of which there are none: for ever. Others wait for a lock while it lasts. */
    @Test
    void aWaitIsInThePicture() throws Exception {
        final Design v7 = Design.named("V7", tools.spec());
        final Graph g = tools.shop().graph(v7, Decisions.SCENE, Site.MODULE);
        final Way way = Way.of(g, tools.decisions().counterexample(g, "L1"));
        final int last = way.length() - 1;
        assertEquals("unmaps (count -1)", way.waitsFor(last, "exporter:x1"));
        assertEquals("", way.waitsFor(last - 1, "exporter:x1"));
        assertEquals("", way.waitsFor(0, "exporter:x1"));
        assertEquals("", way.waitsFor(last, "callback:i1"));
        final String hangs = Picture.svg(way, "L1");
        assertTrue(hangs.contains(">waits for unmaps (count -1)</text>") && hangs.contains("class=\"wait hangs\""), hangs);
        final Graph v1 = graph("V1");
        final String waits = Picture.svg(Way.of(v1, tools.decisions().counterexample(v1, "ToldBack")), "ToldBack");
        assertTrue(waits.contains(">waits for "), waits);
    }

    /** The picture in the README. With {@code -Drevoke.docs=write} it is redrawn. */
    @Test
    void thePictureOfTheReadmeIsTheOneThatIsDrawn() throws Exception {
        final Path file = Tools.home().resolve("docs/no-fence-wait.svg");
        final String drawn = Site.picture(tools, Design.named("NoFenceWait", tools.spec()), "S5");
        if ("write".equals(System.getProperty("revoke.docs"))) {
            Files.writeString(file, drawn);
        }
        assertEquals(drawn, Files.readString(file));
    }

    @Test
    void aPictureNeedsABrokenClaim() throws Exception {
        assertNull(Site.picture(tools, Design.named("NoFenceWait", tools.spec()), "S4"));
        final Path file = site.resolve("one.svg");
        assertEquals(0, Main.run("explain", "7.5", "--svg", file.toString()));
        assertEquals(Site.picture(tools, Design.named("NoFenceWait", tools.spec()), "S5"), Files.readString(file));
        assertEquals(2, Main.run("explain", "NoFenceWait", "S4", "--svg", file.toString()));
        assertEquals(2, Main.run("explain", "NoFenceWait", "--svg", site.toString()));
        assertEquals(2, Main.run("site", file.toString()), "a file is no folder");
        assertEquals(2, Main.run("site", Tools.home().resolve("docs").toString()), "what others wrote is left alone");
        assertEquals(2, Main.run("site", site.toString(), "NoFenceWaits"));
    }

    @Test
    void aSiteIsSmall() throws Exception {
        try (Stream<Path> data = Files.list(site.resolve("data"))) {
            for (final Path p : data.toList()) {
                assertTrue(Files.size(p) < 300_000, p + " has " + Files.size(p) + " bytes");
            }
        }
    }

    private static String browser() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(d -> BROWSERS.stream().map(b -> Path.of(d, b)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse(null);
    }

    /** The page after a browser has run it, and the browser's complaints. */
    private record Shown(String page, String complaints) {}

    private static Shown show(final Path page, final String fragment) throws Exception {
        assumeTrue(browser() != null, "no browser here: " + String.join(", ", BROWSERS) + " are not on the path");
        final Path log = Files.createTempFile(site, "browser", ".log");
        final Path dom = Files.createTempFile(site, "browser", ".dom");
        final int code = new Child(List.of(browser(), "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="
                + site.resolve("profile"),
                        "--enable-logging=stderr", "--virtual-time-budget=60000", "--dump-dom", page.toUri() + fragment),
                dom, Limit.minutes(5)).errorsTo(log).run();
        assertEquals(0, code, () -> log.toString());
        return new Shown(Files.readString(dom), Files.readAllLines(log).stream()
                .filter(l -> l.contains("CONSOLE")).reduce("", (a, b) -> a + b + "\n"));
    }

    @Test
    void noPageHasAnErrorInTheConsole() throws Exception {
        for (final String page : List.of("index.html", "claims.html", "spec.html", "spec/Exporter.html",
                "row/NoFenceWait.html")) {
            assertEquals("", show(site.resolve(page), "").complaints(), page);
        }
        final Shown player = show(site.resolve("play.html"), "#d=NoFenceWait&v=S5&b=Linux73");
        assertEquals("", player.complaints());
        assertTrue(player.page().contains("S5 is broken"), player.page());
        assertTrue(player.page().contains("Linux73 parts at step 16: it cannot take exporter:x1: Unlock(x1)"), player.page());
    }

    @Test
    void anErrorInTheConsoleIsSeen() throws Exception {
        final Path page = site.resolve("bad.html");
        Files.writeString(page, "<!DOCTYPE html><p>x</p><script>nothing.here()</script>");
        try {
            assertTrue(show(page, "").complaints().contains("nothing is not defined"));
        } finally {
            Files.delete(page);
        }
    }

    /** The next number of a sequence that Java and the page compute alike. */
    private static int next(final int seed) {
        return (int) ((seed * 1103515245L + 12345) & 0x7fffffff);
    }

    /** The same random walk passes through the same states and events in the page's code and in ours. */
    @Test
    void thePageWalksAsTheOracleDoes() throws Exception {
        final Graph g = graph("V1");
        final List<String> expected = new ArrayList<>();
        int seed = 7;
        int state = g.initial()[0];
        for (int n = 0; n < STEPS; n++) {
            seed = next(seed);
            final int many = g.firstEdge(state + 1) - g.firstEdge(state);
            final int edge = many == 0 ? -1 : g.firstEdge(state) + seed % many;
            state = many == 0 ? g.initial()[seed % g.initial().length] : g.target(edge);
            expected.add(edge + " " + state + (edge < 0 ? "" : " " + g.step(edge) + " " + g.event(edge)) + " " + g.value(state,
                    n % g.variables().size())
                    + " " + String.join(",", g.verdictsOfState(state).failing()));
        }
        final Path page = site.resolve("walk.html");
        Files.writeString(page, """
                <!DOCTYPE html><meta charset="utf-8"><pre id="out"></pre><script src="buffer.js"></script><script>
                loadGraph("V1").then(g => {
                  let seed = 7, state = g.initial[0];
                  const out = [];
                  for (let n = 0; n < %d; n++) {
                    seed = Number((BigInt(seed) * 1103515245n + 12345n) & 0x7fffffffn);
                    const edges = g.edges(state);
                    const edge = edges.length ? edges[seed %% edges.length] : -1;
                    state = edges.length ? g.target[edge] : g.initial[seed %% g.initial.length];
                    out.push(edge + " " + state + (edge < 0 ? "" : " " + g.steps[g.step[edge]][2] + " " + g.events[g.event[edge]])
                      + " " + g.value(state, g.variables[n %% g.variables.length]) + " "
                      + g.verdicts[g.stateVerdict[state]][0].join(","));
                  }
                  document.getElementById("out").textContent = out.join("\\n");
                });
                </script>""".formatted(STEPS));
        final String dom = show(page, "").page();
        final String walked = dom.substring(dom.indexOf("<pre id=\"out\">") + 14, dom.indexOf("</pre>"))
                .replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        assertEquals(expected, List.of(walked.split("\n", -1)));
        assertFalse(expected.stream().distinct().count() < 100, "the walk hardly moves");
    }
}
