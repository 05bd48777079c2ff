// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Decisions;
import dmabuf.revoke.check.Design;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.service.Main;
import dmabuf.revoke.service.Tools;
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

/** The pages of two designs and a bug: their links, their pictures, and what they say. */
@Tag("tlc")
class SiteTest {
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

    /** A verification says at the top of its report that no browser is here. */
    @Test
    void noBrowserIsSaid(@TempDir final Path bin) throws Exception {
        final List<Check> none = SitePart.checks(tools, bin.toString());
        assertEquals(List.of(Check.Status.AS_EXPECTED, Check.Status.NOT_RUN), none.stream().map(Check::status).toList());
        assertTrue(none.get(1).detail().contains("chromium-driver"), none.toString());
        for (final String program : List.of("chromium", "chromedriver")) {
            assertTrue(Files.createFile(bin.resolve(program)).toFile().setExecutable(true));
        }
        assertEquals(1, SitePart.checks(tools, bin.toString()).size());
    }

    /** A constant of a module is not the operator of another module that has its name; a field is a knob, not an action. */
    @Test
    void aNameLeadsToItsMeaning() throws Exception {
        final Operators operators = new Operators(tools.spec(), java.util.Set.of("FenceWait"));
        final String contract = operators.coloured(tools.spec().file("Revoke.tla"), "Revoke", "");
        assertFalse(contract.contains("Move.html#Users"), contract);
        assertEquals("Design.<a href=\"knobs.html#FenceWait\">FenceWait</a> <a"
                + " href=\"spec/Exporter.html#FenceWait\">FenceWait</a>",
                operators.coloured("Design.FenceWait FenceWait", "Cpu", "").replaceFirst("<a [^>]*>Design</a>", "Design"));
        assertEquals("<a href=\"spec/Buffer.html#flag\">flag</a>&#39; = k.flag", operators.coloured("flag' = k.flag", "Exporter",
                ""));
        assertEquals("<b>EXTENDS</b> <a href=\"spec/Move.html\">Move</a>, Sequences",
                operators.coloured("EXTENDS Move, Sequences", "Exporter", ""));
        assertEquals("[ <a href=\"knobs.html#FenceWait\">FenceWait</a> |-&gt; 1, Rearm  |-&gt; 2 ]",
                operators.coloured("[ FenceWait |-> 1, Rearm  |-> 2 ]", "Designs", ""));
        assertEquals(java.util.Set.of("exp"), operators.changed("ExporterCall"), "the knobs that it reads are no actions");
        assertTrue(operators.changed("FenceWait").contains("stage") && operators.read("S2").contains("mapped"));
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

    /**
     * In V7 a close after a revoke waits for unmaps, of which there are none: for ever. Others wait for a lock while it
     * lasts.
     */
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
}
