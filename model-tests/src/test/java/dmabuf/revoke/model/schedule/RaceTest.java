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
import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Races: the same seed draws the same, a text is read as it was written, what is no race is named; and one is run. */
@Tag("tlc")
class RaceTest {
    @TempDir
    Path folder;

    private static Graph graph(final String scene) throws Exception {
        return Graphs.of(Tools.open(false)).scene(scene);
    }

    private Path file(final String text) throws Exception {
        return Files.writeString(folder.resolve("race.txt"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"history", "programs"})
    void whatIsWrittenIsReadAgain(final String scene) throws Exception {
        final Graph graph = graph(scene);
        final Random random = new Random(7);
        final Random same = new Random(7);
        for (int n = 0; n < 50; n++) {
            final Race drawn = Race.draw(graph, random, new HashMap<>());
            assertEquals(drawn, Race.draw(graph, same, new HashMap<>()));
            assertEquals(drawn, Race.read(file(drawn + "# why"), graph));
            assertEquals(scene, Race.scene(folder.resolve("race.txt")));
            assertTrue(drawn.body() >= 1, drawn.toString());
        }
    }

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
