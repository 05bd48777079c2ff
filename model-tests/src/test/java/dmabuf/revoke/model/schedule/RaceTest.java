// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.service.Main;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Races: the same seed draws the same races, a written text is read back, a text that is no race is reported; and one race is
 * run.
 */
@Tag("tlc")
class RaceTest {
    @TempDir
    Path folder;

    private static Graph graph(final String scene) throws Exception {
        return Graphs.of(Tools.open()).scene(scene);
    }

    private Path file(final String text) throws Exception {
        return Files.writeString(folder.resolve("race.txt"), text);
    }

    private static List<Race> draw(final Graph graph, final Cast cast, final int many) {
        final List<Race> races = new ArrayList<>();
        new Drawing(graph, new Random(7)).add(cast, many, races);
        return races;
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        for (final Cast.Draws d : Cast.ALL) {
            final Graph graph = graph(d.scene());
            final List<Race> drawn = draw(graph, d.cast(), 12);
            assertEquals(drawn, draw(graph, d.cast(), 12));
            for (final Race r : drawn) {
                assertEquals(r, Race.read(file(r + "# why"), graph));
                assertEquals(d.scene(), Race.scene(folder.resolve("race.txt")));
                assertTrue(r.threads().size() > 1 && r.threads().stream().noneMatch(List::isEmpty), r.toString());
                assertTrue(d.cast() == Cast.TWO_EXPORTERS || r.body() >= 1, r.toString());
            }
        }
    }

    /** In some races of the quick lane driver, worker, device and exporter each have their own thread. */
    @Test
    void anImporterHasThreeThreads() throws Exception {
        assertTrue(draw(graph("dma"), Cast.THREADS_OF_AN_IMPORTER, 12).stream().anyMatch(r -> r.threads().size() == 4));
    }

    @Test
    void aRaceSaysWhoSharesTheBuffer() throws Exception {
        final Undecided u = assertThrows(Undecided.class, () -> Race.read(file(Race.HEAD + "\nscene dma\nthread 1 driver:i1 attach -\n"
                + "thread 2 exporter:x1 revoke -\n"), graph("dma")));
        assertTrue(u.getMessage().contains("importers [i1 |-> \"odp\"]"), u.getMessage());
    }

    @Tag("full")
    @Test
    void aRaceIsRunAgain() throws Exception {
        final Path f = file(Race.HEAD + "\nscene history\nstart driver:i1 attach -\nthread 1 driver:i1 map -\nthread 1 driver:i1 unmap -\n"
                + "thread 2 exporter:x1 revoke -\n");
        assertEquals(0, Main.run("replay", f.toString()));
        assertEquals(0, Main.run("explain", f.toString()));
    }

    @Test
    void whatIsNoRaceIsNamed() throws Exception {
        final Graph graph = graph("history");
        for (final String bad : new String[] {
            "", "thread 1 driver:i1 map -\n", "jump\n", "thread 3 driver:i1 map -\n", "start driver:i9 map -\n", "thread\n"
        }) {
            final Undecided u = assertThrows(Undecided.class, () -> Race.read(file(Race.HEAD + "\nscene history\n" + bad), graph));
            assertTrue(u.getMessage().contains("race.txt"), u.getMessage());
        }
        assertThrows(Undecided.class, () -> Race.scene(file(Race.HEAD + "\nthread 1 driver:i1 map -\n")));
    }
}
