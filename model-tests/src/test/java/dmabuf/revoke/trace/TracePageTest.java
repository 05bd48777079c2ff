// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.service.Main;
import dmabuf.revoke.trace.interpret.Judgement;
import dmabuf.revoke.trace.show.TracePage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a judged trace: it has no external parts, its pictures are XML, and the refuted line is marked in its lane. */
@Tag("tlc")
class TracePageTest {
    private static final Pattern SVG = Pattern.compile("(?s)<svg .*?</svg>");

    @TempDir
    Path folder;

    @Test
    void aRefutedTrace() throws Exception {
        final Judgement j = Traces.judge("extra-no-unmap-wait");
        final String page = TracePage.of(List.of(j), Map.of());
        assertFalse(Pattern.compile("(?:href|src)=\"(?!data:)").matcher(page).find(), "it needs another file");
        assertTrue(page.contains("<span class=\"refuted\">refuted: 6 of 6 buffers</span>"), page);
        assertTrue(page.contains("It breaks a promise of the contract"), page);
        assertTrue(page.contains("<li>S2, line 131: "), page);
        assertTrue(page.contains("<h3>What was assumed</h3>") || page.contains("<h3>Possible before it</h3>"), page);
        final Matcher pictures = SVG.matcher(page);
        assertTrue(pictures.find());
        final String first = pictures.group();
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(first.getBytes(StandardCharsets.UTF_8)));
        final Matcher marked = Pattern.compile("class=\"marked\" x=\"\\d+\" y=\"(\\d+)\"").matcher(first);
        assertTrue(marked.find(), first);
        assertTrue(first.contains("y=\"" + (Integer.parseInt(marked.group(1)) + 14) + "\">131</text>"), first);
        // The revoke on lines 105 to 131 is a box, and its hold of the lock a bracket.
        assertTrue(first.contains("class=\"call\""), first);
        assertTrue(first.contains("defer-94 holds a reservation lock"), first);
        assertEquals(j.verdicts().findings().size(), page.split("<section class=\"counterexample\"", -1).length - 1);
    }

    @Test
    void whatAnExplainedTraceRestsOn() throws Exception {
        final String page = TracePage.of(List.of(Traces.judge("7.3.4-custom-vfio-1500-4-1")), Map.of("a<b", "no such file"));
        assertTrue(page.contains("<span class=\"holds\">explained: "), page);
        assertTrue(page.contains("Hazard 7.14: line 88795"), page);
        assertTrue(page.contains("<h3>At its end the trace is inside these calls</h3>"), page);
        assertTrue(page.contains("<h2>a&lt;b</h2>\n<p>Not judged: no such file.</p>"), page);
    }

    @Test
    void byTheCommand() throws Exception {
        final Path file = folder.resolve("page.html");
        final Path trace = Traces.file("7.3.4-debian-vfio");
        assertEquals(0, Main.run("trace", "--html", file.toString(), trace.toString()));
        assertTrue(Files.readString(file).startsWith("<!DOCTYPE html>"));
    }

    /** A picture of the first refuted line; a trace without one leaves the file as it was. */
    @Test
    void aPictureByTheCommand() throws Exception {
        final Path file = folder.resolve("t.svg");
        assertEquals(1, Main.run("trace", "--svg", file.toString(), Traces.file("extra-no-unmap-wait").toString()));
        final String svg = Files.readString(file);
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        assertTrue(svg.contains("line 131: ") && svg.contains("class=\"marked\""), svg);
        assertEquals(0, Main.run("trace", "--svg", file.toString(), Traces.file("7.3.4-debian-vfio").toString()));
        assertEquals(svg, Files.readString(file));
    }
}
