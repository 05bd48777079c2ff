package dmabuf.revoke.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.cli.Main;
import dmabuf.revoke.cli.Tools;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Races: the same seed draws the same, a text is read as it was written, what is no race is named; and one is run. */
class RaceTest {
    private final Graph graph = Agreement.graphs(Tools.open(false)).scene(Schedules.SCENE);

    @TempDir
    Path folder;

    RaceTest() throws Exception {}

    private Path file(final String text) throws Exception {
        return Files.writeString(folder.resolve("race.txt"), text);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        final Random random = new Random(7);
        final Random same = new Random(7);
        for (int n = 0; n < 50; n++) {
            final Race drawn = Race.draw(graph, random, new HashMap<>());
            assertEquals(drawn, Race.draw(graph, same, new HashMap<>()));
            assertEquals(drawn, Race.read(file(drawn + "# why"), graph));
            assertTrue(drawn.body() >= 1, drawn.toString());
        }
    }

    @Test
    void aRaceIsRunAgain() throws Exception {
        final Path f = file(Race.HEAD + "\nstart driver:i1 attach -\nthread 1 driver:i1 map -\nthread 1 driver:i1 unmap -\n"
                + "thread 2 exporter:x1 revoke -\n");
        assertEquals(0, Main.run("replay", f.toString()));
        assertEquals(0, Main.run("explain", f.toString()));
    }

    @Test
    void whatIsNoRaceIsNamed() {
        for (final String bad : new String[] {
            "", "thread 1 driver:i1 map -\n", "jump\n", "thread 3 driver:i1 map -\n", "start driver:i9 map -\n", "thread\n"
        }) {
            final Undecided u = assertThrows(Undecided.class, () -> Race.read(file(Race.HEAD + "\n" + bad), graph));
            assertTrue(u.getMessage().contains("race.txt"), u.getMessage());
        }
    }
}
