// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.tlc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Design;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.export.RunTlc;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.GraphFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLC in a JVM of its own: its results, and the messages when it gives none. */
@Tag("tlc")
class TlcTest {
    @TempDir
    Path folder;

    @AfterEach
    void theUsualJar() {
        System.clearProperty("tla2tools");
    }

    private static final String SCENE = "scenes/returns.cfg";

    @Tag("full")
    @Test
    void theGraphOfADesignIsTheSameWhateverElseIsExplored() throws Exception {
        final SpecText spec = SpecText.load();
        final String two = config(spec).replace("{\"Linux73\"}", "{\"Linux73\", \"V1\"}");
        final var both = new Tlc(spec, folder).graphs(Run.export("both", "", two), "returns", d -> "digest");
        assertEquals(List.of("Linux73", "V1"), List.copyOf(both.keySet()));
        GraphFile.write(graph(spec, 1), folder.resolve("alone"));
        GraphFile.write(both.get("Linux73"), folder.resolve("together"));
        assertArrayEquals(Files.readAllBytes(folder.resolve("alone")), Files.readAllBytes(folder.resolve("together")));
    }

    private Graph graph(final SpecText spec, final int workers) throws Exception {
        return new Tlc(spec, folder, workers)
                .graphs(Run.export("g" + workers, "", config(spec)), "returns", d -> "digest")
                .get("Linux73");
    }

    private static String config(final SpecText spec) throws Undecided {
        return Design.named("Linux73", spec).config(spec.file(SCENE));
    }

    private String complaint(final SpecText spec) {
        final Undecided u = assertThrows(Undecided.class, () -> graph(spec, 1));
        assertFalse(u.getMessage().contains("\n"), "one line: " + u.getMessage());
        return u.getMessage();
    }

    private static SpecText changed(final String file, final String from, final String to) throws Undecided {
        final SpecText spec = SpecText.load();
        final String text = spec.file(file);
        assertTrue(text.contains(from), from);
        return spec.with(file, text.replace(from, to));
    }

    @Tag("full")
    @Test
    void theSameSpecGivesTheSameBytesWhateverTheNumberOfWorkers() throws Exception {
        final Graph one = graph(SpecText.load(), 1);
        final Graph two = graph(SpecText.load(), 2);
        assertTrue(one.edges() > 1_000, one.edges() + " edges");
        GraphFile.write(one, folder.resolve("one"));
        GraphFile.write(two, folder.resolve("two"));
        assertArrayEquals(Files.readAllBytes(folder.resolve("one")), Files.readAllBytes(folder.resolve("two")));
    }

    @Test
    void aMissingJarIsNamed() {
        System.setProperty("tla2tools", folder.resolve("no.jar").toString());
        final Undecided u = assertThrows(Undecided.class, () -> new Tlc(SpecText.load(), folder));
        assertTrue(u.getMessage().contains("no such jar") && u.getMessage().contains("no.jar"), u.getMessage());
    }

    @Test
    void aBrokenJarIsNamed() throws Exception {
        final Path jar = Files.writeString(folder.resolve("broken.jar"), "this is not a jar");
        System.setProperty("tla2tools", jar.toString());
        final Undecided u = assertThrows(Undecided.class, () -> new Tlc(SpecText.load(), folder));
        assertTrue(u.getMessage().contains("not a jar") && u.getMessage().contains("broken.jar"), u.getMessage());
    }

    @Test
    void aSpecThatDoesNotParseIsSaidWhere() throws Exception {
        final String said = complaint(changed("Exporter.tla", "flag' = TRUE", "flag' = = TRUE"));
        assertTrue(said.contains("Exporter"), said);
    }

    @Test
    void anActionWithoutStepIsRefused() throws Exception {
        final String said = complaint(changed("Importer.tla", "/\\ Step(\"Detach\", <<\"driver\", i>>, \"dma_buf_detach\", \"5.2\")", ""));
        assertTrue(said.contains("without Step"), said);
    }

    @Test
    void aSpecThatBreaksItsTypesIsNotAGraph() throws Exception {
        final String said = complaint(changed("Exporter.tla", "resv' = x", "resv' = \"nobody\""));
        assertTrue(said.contains("TypeOK"), said);
        try (var left = Files.list(folder)) {
            assertEquals(List.of(), left.toList(), "no message names it");
        }
    }

    @Test
    void aFullDiskIsOneLine() throws Exception {
        Files.createDirectories(folder.resolve("g1"));
        final SpecText spec = SpecText.load();
        final Tlc tlc = new Tlc(spec, folder) {
            @Override
            Path exportFile(final Path work) {
                return Path.of("/dev/full");
            }
        };
        if (!Files.exists(Path.of("/dev/full"))) {
            return;
        }
        final Undecided u = assertThrows(
                Undecided.class,
                () -> tlc.graphs(Run.export("full", "", config(spec)), "returns", d -> "digest"));
        assertTrue(u.getMessage().contains("No space left"), u.getMessage());
    }

    @Tag("full")
    @Test
    void aTlcThatDoesNotEndIsUndecidedAndIsNotTriedAgain() throws Exception {
        final Tlc tlc = new Tlc(SpecText.load(), folder, 1, Limit.seconds(5));
        final String endless = "VARIABLE v\nASSUME \\A x, y, z \\in 1 .. 1000000 : x + y + z > 0\n"
                + "InitE == v = 0\nNextE == v' = v\n";
        final Undecided u = assertThrows(
                Undecided.class, () -> tlc.run(new Run("endless", "Integers", endless, "INIT InitE\nNEXT NextE\n", false)));
        assertTrue(u.getMessage().startsWith("endless: TLC hangs: it did not end within 5 s"), u.getMessage());
        assertTrue(u.getMessage().contains("the last that it wrote: "), u.getMessage());
        assertTrue(Files.readString(Path.of(u.getMessage().replaceFirst(".*its log is ", ""))).contains("TLC2"), u.getMessage());
        assertFalse(u.getMessage().contains("@!@!@"), u.getMessage());
        assertEquals(0, ProcessHandle.current().children().filter(TlcTest::isTlc).count());
    }

    @Test
    void aKilledTlcIsOneLine() throws Exception {
        final String said = killed(ProcessHandle::destroyForcibly);
        assertTrue(said.contains("killed by signal 9"), said);
        assertTrue(Files.notExists(owner(said)), "its log stays");
    }

    /** Ctrl-C may end TLC first. Its directory then has an owner, so that a later run removes it. */
    @Test
    void aTlcThatWasToldToEndLeavesNothingForGood() throws Exception {
        final String said = killed(ProcessHandle::destroy);
        assertTrue(said.contains("killed by signal 15"), said);
        assertTrue(Files.exists(owner(said)), said);
    }

    private static Path owner(final String said) {
        return Path.of(said.replaceFirst(".*its log is ", "")).resolveSibling("running");
    }

    private String killed(final Consumer<ProcessHandle> by) throws Exception {
        final Thread killer = new Thread(() -> {
            while (ProcessHandle.current().children().noneMatch(TlcTest::isTlc)) {
                Thread.onSpinWait();
            }
            ProcessHandle.current().children().filter(TlcTest::isTlc).forEach(by);
        });
        killer.setDaemon(true);
        killer.start();
        return complaint(SpecText.load());
    }

    private static boolean isTlc(final ProcessHandle p) {
        return p.info().commandLine().orElse("").contains(RunTlc.class.getName());
    }
}
