// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.service.Main;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.trace.interpret.Judgement;
import dmabuf.revoke.trace.interpret.Terms;
import dmabuf.revoke.trace.judge.Setting;
import dmabuf.revoke.trace.show.Style;
import dmabuf.revoke.trace.show.TraceText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The input forms of a trace, and the output forms of a report. */
@Tag("tlc")
class FormsTest {
    @TempDir
    Path folder;

    private static List<String> changed(final String name, final String from, final String to) throws Exception {
        return Traces.lines(name).stream().map(l -> l.replaceFirst(from, to)).toList();
    }

    /** trace-cmd prints no flags; a recorder may print the number of the thread group. */
    @Test
    void otherColumns() throws Exception {
        final List<String> noFlags = changed("extra-no-unmap-wait", "\\] [.d\\w]{5} ", "] ");
        assertEquals(131, Traces.judge(folder, noFlags).verdicts().findings().get(0).line());
        final List<String> groups = changed("extra-no-unmap-wait", "-(\\d+) +\\[", "-$1 (  94) [");
        assertEquals(131, Traces.judge(folder, groups).verdicts().findings().get(0).line());
        final List<String> names = changed("extra-no-unmap-wait", "kworker/u8:(\\d)-", "a [1] b-c:$1-");
        assertEquals(131, Traces.judge(folder, names).verdicts().findings().get(0).line());
    }

    /** Without the callers of functions less is judged, and nothing wrongly; the demands of the spec are missed. */
    @Test
    void fewerEvents() throws Exception {
        final Set<String> judged = Set.of("ww_mutex_", ": invalidate_", ": wait_", ": unmap_|: vfio_pci_dma_buf_unmap",
                ": map_|: vfio_pci_dma_buf_map", ": dynattach_in", ": detach_", ": dbimp_");
        for (final String gone : List.of("ww_mutex_", ": invalidate_", ": wait_", ": fence_",
                ": unmap_|: vfio_pci_dma_buf_unmap",
                ": map_|: vfio_pci_dma_buf_map", ": vfio_pci_dma_buf_move", ": dynattach_in", ": detach_", ": dbimp_",
                        ": file_release")) {
            final List<String> some = new ArrayList<>(Traces.lines("extra-deferred"));
            some.removeIf(l -> l.matches(".*(" + gone + ").*"));
            final Judgement j = Traces.judge(folder, some);
            assertEquals(judged.contains(gone) ? 2 : 0, j.exitCode(), gone + "\n" + TraceText.of(j));
        }
        final List<String> plain = changed("extra-deferred", "\\([^)]*\\) ", "(0) ");
        assertEquals(0, Traces.judge(folder, plain).exitCode());
        final List<String> late = new ArrayList<>(Traces.lines("extra-no-unmap-wait"));
        late.removeIf(l -> l.contains("ww_mutex_"));
        assertEquals(1, Traces.judge(folder, late).exitCode(), "an unmap that comes too late is seen without the lock");
    }

    @Test
    void whatCountsAsRecordedCanBeSaid() throws Exception {
        final var shop = Tools.open().shop();
        final Set<String> most = Set.of("export_ret", "dynattach_in", "dynattach_ret", "detach_in", "detach_ret",
                "vfio_pci_dma_buf_move", "vfio_pci_dma_buf_move_ret", "file_release");
        final Judgement blind = Judgement.of(Traces.file("extra-no-unmap-wait"), shop, Terms.NONE.observed(most));
        assertEquals(0, blind.exitCode());
        assertTrue(TraceText.of(blind).contains("mapping:i1"));
    }

    /** By the design of a kernel that does not wait, such a kernel is explained; but it still breaks a promise. */
    @Tag("full")
    @Test
    void anotherDesign() throws Exception {
        final Judgement j = Judgement.of(Traces.file("extra-no-unmap-wait"), Tools.open().shop(),
                Terms.NONE.by(Setting.of("NoUnmapWait", List.of(), Tools.open().spec())));
        assertEquals(0, j.verdicts().refuted(), TraceText.of(j));
        assertEquals(14, j.verdicts().broken());
        assertEquals(1, j.exitCode());
    }

    @Test
    void reports() throws Exception {
        final Path json = folder.resolve("a.json");
        final Path junit = folder.resolve("a.xml");
        assertEquals(1, Main.run("trace", "--json", json.toString(), "--junit", junit.toString(),
                Traces.file("extra-no-unmap-wait").toString(),
                Traces.file("extra-map-while-revoked").toString(), Traces.file("extra-deferred").toString()));
        final String text = Files.readString(json);
        assertTrue(text.contains("\"verdict\": \"refuted\"") && text.contains("\"verdict\": \"explained\""), text);
        assertTrue(text.contains("\"line\": 131"), text);
        final var xml = javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(junit.toFile());
        assertTrue(Integer.parseInt(xml.getDocumentElement().getAttribute("failures")) > 0);
        final var cases = xml.getElementsByTagName("testcase");
        final java.util.Set<String> names = new java.util.HashSet<>();
        for (int n = 0; n < cases.getLength(); n++) {
            final String name = cases.item(n).getAttributes().getNamedItem("name").getNodeValue();
            assertTrue(names.add(name), "twice: " + name);
            assertFalse(name.contains("line") || name.contains("0x"), name);
            assertTrue(Double.parseDouble(cases.item(n).getAttributes().getNamedItem("time").getNodeValue()) > 0, name);
        }
        assertEquals(2, Main.run("trace", folder.resolve("nothing").toString()));
    }

    /** A report must not overwrite a trace: a recording cannot be repeated. */
    @Test
    void noReportIsWrittenOverATrace() throws Exception {
        final Path trace = Files.copy(Traces.file("extra-no-unmap-wait"), folder.resolve("my.trace.gz"));
        for (final String report : List.of("--json", "--html", "--junit")) {
            assertEquals(2, Main.run("trace", trace.toString(), report, trace.toString()), report);
        }
        assertEquals(2, Main.run("monitor", "--trace", trace.toString(), "--dot", trace.toString()));
        assertEquals(-1, Files.mismatch(Traces.file("extra-no-unmap-wait"), trace));
    }

    /** A file that cannot be read is an error in all reports, and the others are judged anyway. */
    @Test
    void aFileThatIsNotThere() throws Exception {
        final Path json = folder.resolve("a.json");
        final Path junit = folder.resolve("a.xml");
        final String missing = folder.resolve("nothing").toString();
        assertEquals(1, Main.run("trace", "--json", json.toString(), "--junit", junit.toString(), missing,
                Traces.file("extra-no-unmap-wait").toString()));
        assertTrue(Files.readString(json).contains("\"unreadable\": [ {\"file\": "), Files.readString(json));
        assertTrue(Files.readString(json).contains("\"line\": 131"));
        assertTrue(Files.readString(junit).contains("no such file"), Files.readString(junit));
        assertEquals(2, Main.run("trace", Traces.file("7.3.4-debian-vfio").toString(), missing));
    }

    /** The first refutation fits on a screen, and its lanes into a mail; the others are counted. */
    @Test
    void aShortReport() throws Exception {
        final Judgement j = Traces.judge("extra-no-unmap-wait");
        final String text = TraceText.of(j, new Style(false, false, 78));
        assertEquals(1, text.lines().filter(l -> l.startsWith("REFUTED")).count(), text);
        assertTrue(text.contains("5 more buffers are refuted, on lines 699"), text);
        assertFalse(text.contains("ignored:") || text.contains("exercised:"), text);
        assertTrue(text.lines().filter(l -> l.matches("[> ] \\d+ {3,}.*")).allMatch(l -> l.length() <= 78), text);
        assertTrue(text.contains("    in all: unmap deferred TRUE, revoked TRUE"), text);
        assertEquals(6, TraceText.of(j).lines().filter(l -> l.startsWith("REFUTED")).count());
    }

    /** A trace's content is data: it is escaped for a terminal, for XML, and for JSON. */
    @Test
    void nothingInATraceIsObeyed() throws Exception {
        final List<String> lines = new ArrayList<>(Traces.lines("extra-no-unmap-wait"));
        lines.set(130, lines.get(130) + " ]]>\"</failure>&\u009b31m \\u0041");
        final Path file = folder.resolve("made.trace");
        Files.write(file, lines, StandardCharsets.ISO_8859_1);
        final Path json = folder.resolve("a.json");
        final Path junit = folder.resolve("a.xml");
        assertEquals(1, Main.run("trace", "--json", json.toString(), "--junit", junit.toString(), file.toString()));
        javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(junit.toFile());
        assertTrue(Files.readString(json).contains("]]>\\\"</failure>&?31m \\\\u0041"), Files.readString(json));
        assertFalse(TraceText.of(Traces.judge(file)).contains("\u009b"));
    }
}
