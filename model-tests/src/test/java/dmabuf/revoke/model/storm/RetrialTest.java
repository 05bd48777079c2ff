// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.model.drive.Failures;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.mutant.Mutant;
import dmabuf.revoke.model.schedule.Race;
import dmabuf.revoke.service.Tools;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The treatment of a refusal: it is shortened, and its racing calls are repeated under a controlled scheduler. */
@Tag("tlc")
class RetrialTest {
    private static final String ATTACHED = "driver:i1 calls attach\ndriver:i1 returns attach = OK\n";

    /** A map that succeeds after a revoke. Impl does not do that; the mutant does. */
    private static final String LATE_MAP = "exporter:x1 calls revoke\ndriver:i1 calls map\ncallback:i1 calls invalidate\n"
            + "callback:i1 returns invalidate = OK\nexporter:x1 returns revoke = OK\ndriver:i1 returns map = OK\n";

    private static final String LATE_MAPPER = "map-tests-the-flag-before-the-lock";

    private static Graphs graphs;
    private static StormGraph graph;

    @TempDir
    Path folder;

    @BeforeAll
    static void explore() throws Exception {
        graphs = Graphs.of(Tools.open());
        graph = new StormGraph(graphs.scene(StormGraph.SCENE));
    }

    @AfterEach
    void chooseAsBefore() {
        Failures.choose(Tools.target().resolve("failures"), true, System.getProperty("java.class.path"));
    }

    private StormRecording recording(final String lines) throws Exception {
        final Path file = folder.resolve("storm.txt");
        Files.writeString(file, "dma-buf revoke storm 1\nkind dynamic\ngraph " + graph.graph().origin().digest() + "\nfrom "
                + graph.initial("dynamic") + "\n" + lines);
        return StormRecording.read(file);
    }

    @Test
    void aRefusalBeginsAtTheLastRestAndHasNoCallWithoutEffect() throws Exception {
        final StormRecording r = recording(ATTACHED + LATE_MAP.replace(
                "callback:i1 calls", "device:i1 tries signal\ndevice:i1 is refused signal\ncallback:i1 calls"));
        final StormRecording shortest = new Shrinking(graph).of(r);
        assertEquals(List.of(LATE_MAP.split("\n")), shortest.lines().stream()
                .map(l -> new Words.Word(0, l.kind(), l.event()).toString()).toList());
        assertTrue(shortest.judge(graph).orElse("").contains("driver:i1 returns map = ENODEV"));
    }

    @Test
    void whatIsRefusedBecauseItIsNoMisuseStays() throws Exception {
        final StormRecording r = recording(ATTACHED + "driver:i1 tries map\ndriver:i1 is refused map\n");
        assertEquals(2, new Shrinking(graph).of(r).lines().size());
    }

    @Test
    void theRaceIsApproachedByCallsThatLeadToTheStateBeforeIt() throws Exception {
        final Race race = new Retrial(graph, new Shrinking(graph).of(recording(ATTACHED + LATE_MAP))).race().orElseThrow();
        assertEquals("[driver:i1 calls attach]", race.start().toString());
        assertEquals("driver:i1 calls map", race.threads().get(0).get(0).toString());
        assertTrue(race.threads().get(0).toString().contains("driver:i1 calls unmap"));
        assertEquals("[exporter:x1 calls revoke]", race.threads().get(1).toString());
        assertEquals(2, race.threads().size());
    }

    @Tag("full")
    @Test
    void noScheduleOfImplShowsWhatItDoesNotDo() throws Exception {
        Failures.choose(folder, true, System.getProperty("java.class.path"));
        final String said = new Retrial(graph, new Shrinking(graph).of(recording(ATTACHED + LATE_MAP))).run(graphs);
        assertTrue(said.startsWith("no sequentially consistent schedule in 200: memory order suspected"), said);
    }

    @Tag("full")
    @Tag("fork")
    @Test
    void aScheduleOfTheMutantShowsIt() throws Exception {
        final Path classes = Mutant.named(Tools.home(), LATE_MAPPER).build(folder.resolve("mutant"));
        Failures.choose(folder, true, classes + File.pathSeparator + System.getProperty("java.class.path"));
        final String said = new Retrial(graph, new Shrinking(graph).of(recording(ATTACHED + LATE_MAP))).run(graphs);
        assertTrue(said.startsWith("under a controlled scheduler it is seen too"), said);
        assertTrue(said.contains("again: ./revoke replay"), said);
    }
}
