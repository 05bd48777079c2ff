// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of a participant's history, and the part of it that is kept: each history here is written by hand. */
@Tag("tlc")
class ProjectionTest {
    private static final List<String> MAPPED = List.of(
            "driver:i1 calls attach", "driver:i1 returns attach = OK", "driver:i1 calls map", "driver:i1 returns map = OK");

    private static Graphs graphs;
    private static StormGraph graph;

    @TempDir
    Path folder;

    @BeforeAll
    static void explore() throws Exception {
        graphs = Graphs.of(Tools.open());
        graph = new StormGraph(graphs.scene(StormGraph.SCENE));
    }

    private String judge(final List<String> before, final String... more) throws Exception {
        final Path file = folder.resolve("storm.txt");
        Files.writeString(file, "dma-buf revoke storm 1\nkind dynamic\ngraph " + graph.graph().origin().digest() + "\nfrom "
                + graph.begin("dynamic").states().state(0) + "\n" + String.join("\n", before) + "\n" + String.join("\n", more) + "\n");
        return StormRecording.read(file).judge(graph).orElse("");
    }

    @Test
    void whatTheSpecAllowsIsAccepted() throws Exception {
        assertEquals("", judge(MAPPED, "driver:i1 calls unmap", "driver:i1 returns unmap = OK"));
    }

    @Test
    void aMapThatOvertookARevokeIsAcceptedAndOneAfterItRefused() throws Exception {
        final List<String> attached = MAPPED.subList(0, 2);
        assertEquals("", judge(attached, "exporter:x1 calls revoke", "driver:i1 calls map", "driver:i1 returns map = OK"));
        final String late = judge(attached, "exporter:x1 calls revoke", "callback:i1 calls invalidate",
                "callback:i1 returns invalidate = OK", "exporter:x1 returns revoke = OK", "driver:i1 calls map",
                "driver:i1 returns map = OK");
        assertTrue(late.contains("driver:i1 returns map = ENODEV"), late);
    }

    /** A worker's call begins at a moment when it is not too early. */
    @Test
    void aCallThatWasMisuseWhenItWasMadeMayCountLater() throws Exception {
        final String[] late = {
            "driver:i1 calls submit(BOOKKEEP)", "driver:i1 returns submit(BOOKKEEP) = OK", "worker:i1 calls unmap",
            "exporter:x1 calls revoke", "callback:i1 calls invalidate", "callback:i1 returns invalidate = OK",
            "device:i1 calls signal", "device:i1 returns signal = OK", "worker:i1 returns unmap = OK"};
        assertEquals("", judge(MAPPED, late));
        assertTrue(judge(MAPPED, "worker:i1 calls unmap", "worker:i1 returns unmap = OK").contains("worker:i1 returns unmap"));
    }

    /**
     * The call could begin when it was made, and then not until a second revoke, because the driver unmapped first and detached,
     * which it may do only if the worker has nothing to do.
     */
    @Test
    void aCallThatIsTakenAwayMayCountWhenItIsPossibleAgain() throws Exception {
        final String[] twice = {
            "driver:i1 calls submit(BOOKKEEP)", "driver:i1 returns submit(BOOKKEEP) = OK", "exporter:x1 calls revoke",
            "callback:i1 calls invalidate", "callback:i1 returns invalidate = OK", "worker:i1 calls unmap",
            "device:i1 calls signal", "device:i1 returns signal = OK", "driver:i1 calls unmap", "driver:i1 returns unmap = OK",
            "driver:i1 calls detach", "driver:i1 returns detach = OK", "exporter:x1 returns revoke = OK",
            "exporter:x1 calls restore", "exporter:x1 returns restore = OK", "driver:i1 calls attach",
            "driver:i1 returns attach = OK", "driver:i1 calls map", "driver:i1 returns map = OK", "exporter:x1 calls revoke",
            "callback:i1 calls invalidate", "callback:i1 returns invalidate = OK", "worker:i1 returns unmap = OK",
            "exporter:x1 returns revoke = OK"};
        assertEquals("", judge(MAPPED, twice));
        assertFalse(graph.lasts(graph.code(Event.call("worker:i1", "unmap", "-"))));
        assertTrue(graph.lasts(graph.code(Event.call("exporter:x1", "revoke", "-"))));
        assertTrue(graph.lasts(graph.code(Event.call("driver:i1", "map", "-"))));
    }

    @Test
    void aCallIsRefusedAsMisuseOnlyIfItIsAtSomeMoment() throws Exception {
        assertEquals("", judge(MAPPED, "driver:i1 tries map", "driver:i1 is refused map"));
        assertTrue(judge(MAPPED, "driver:i1 tries unmap", "driver:i1 is refused unmap").contains("refuses as misuse"));
        assertEquals("", judge(MAPPED, "device:i1 starts signal", "driver:i1 tries unmap", "driver:i1 is refused unmap"));
    }

    @Test
    void aRecordingIsReadAsItWasWritten() throws Exception {
        judge(MAPPED, "driver:i1 tries map", "driver:i1 is refused map", "worker:i1 starts unmap", "worker:i1 breaks off unmap");
        final Path file = folder.resolve("storm.txt");
        assertEquals(Files.readString(file), StormRecording.read(file).toString());
        final String picture = StormRecording.read(file).picture("a storm");
        final int last = StormRecording.read(file).lines().size();
        assertEquals(2, picture.split("class=\"marked\"", -1).length, picture);
        assertTrue(picture.contains(">" + last + "</text>") && !picture.contains(">" + (last + 1) + "</text>"), picture);
        assertTrue(Storm.lanes(file, graphs).contains("driver:i1"));
    }

    @Test
    void whatIsNoRecordingIsRefusedByItsLine() throws Exception {
        final Undecided bad = assertThrows(Undecided.class, () -> judge(MAPPED, "driver:i1 sings"));
        assertTrue(bad.getMessage().contains("line 9 is no event of a storm: driver:i1 sings"), bad::getMessage);
        final Path file = folder.resolve("other.txt");
        Files.writeString(file, "dma-buf revoke storm 1\nkind dynamic\n");
        assertTrue(assertThrows(Undecided.class, () -> StormRecording.read(file)).getMessage().contains("no recording of a storm"));
    }

    /**
     * The pairs that can be open together come from the graph: a driver detaches only when its worker has nothing to do any more.
     */
    @Test
    void thePairsAreThoseOfTheGraph() {
        final SortedSet<Pair> together = graph.open("dynamic", 2).together();
        assertTrue(together.contains(Pair.of("driver map", "exporter revoke")));
        assertTrue(together.contains(Pair.of("exporter close", "exporter restore")));
        assertFalse(graph.open("dynamic", 1).together().contains(Pair.of("exporter close", "exporter restore")));
        assertFalse(graph.open("iommufd", 2).together().contains(Pair.of("driver map", "worker unmap")));
        assertTrue(graph.open("dynamic", 2).never().stream().noneMatch(together::contains));
    }

    /** Waiting in a call in which the other call cannot begin is useless: during an attach the worker has nothing to do. */
    @Test
    void whichOfTwoCanBeginBesideTheOtherIsOfTheGraphToo() {
        final OpenCalls calls = graph.open("dynamic", 2);
        assertTrue(calls.canBegin("worker unmap", "driver attach"));
        assertFalse(calls.canBegin("driver attach", "worker unmap"));
        assertTrue(calls.together().contains(Pair.of("driver attach", "worker unmap")));
    }
}
