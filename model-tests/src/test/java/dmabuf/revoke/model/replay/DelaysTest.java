// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.service.Tools;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Paths on which a process is delayed. */
@Tag("tlc")
class DelaysTest {
    private Graph graph() throws Exception {
        return Graphs.of(Tools.open()).scene("waiting");
    }

    @Test
    void eachEdgeBeginsWhereTheLastOneEnds() throws Exception {
        final Graph g = graph();
        final List<Delays.Path> paths = new Delays(g, new Random(1)).paths();
        assertFalse(paths.isEmpty());
        for (final Delays.Path p : paths) {
            int now = p.initial();
            for (final int e : p.edges()) {
                assertEquals(now, g.source(e));
                now = g.target(e);
            }
        }
    }

    /** While its thread is parked, the process has no step; the last edge gives it one. */
    @Test
    void whoIsParkedHasNoStepUntilTheLastEdge() throws Exception {
        final Graph g = graph();
        int parked = 0;
        for (final Delays.Path p : new Delays(g, new Random(1)).paths()) {
            final int last = p.edges().get(p.edges().size() - 1);
            if (p.woken() < 0) {
                assertEquals(p.process(), g.process(last));
                continue;
            }
            assertEquals(p.process(), g.process(p.woken()));
            assertEquals(g.target(last), g.source(p.woken()));
            for (final int e : p.edges().subList(p.parked(), p.edges().size())) {
                assertTrue(Waits.waits(g, p.process(), g.source(e)));
                assertNotEquals(p.process(), g.process(e));
                parked++;
            }
        }
        assertTrue(parked > 0, "nobody is parked");
    }

    /** A wait ends in more ways than the shortest, and the same seed gives the same paths. */
    @Test
    void thereAreDetours() throws Exception {
        final Graph g = graph();
        final List<Delays.Path> paths = new Delays(g, new Random(7)).paths();
        assertEquals(paths, new Delays(g, new Random(7)).paths());
        final Set<Integer> lengths = new HashSet<>();
        paths.stream().filter(p -> p.woken() >= 0).forEach(p -> lengths.add(p.edges().size() - p.parked()));
        assertTrue(lengths.size() > 5, () -> "only " + lengths);
    }

    /** Paths without a step, or without a wait that the scenes have, are a failure. */
    @Test
    void whatIsNotTestedIsNamed() {
        final Map<String, Integer> waits = new TreeMap<>();
        Waits.ALL.forEach(w -> waits.put(w, 1));
        assertEquals("", DelayedReplay.unmet(List.of(result(1, waits)), true));
        assertEquals("in some scene no step was taken\n", DelayedReplay.unmet(List.of(result(1, waits), result(0, Map.of())), true));
        waits.remove("UnmapWait");
        assertEquals("no thread was parked before UnmapWait\n", DelayedReplay.unmet(List.of(result(1, waits)), true));
        assertEquals("", DelayedReplay.unmet(List.of(result(1, waits)), false), "one scene has not every wait");
    }

    private static ReplayResult result(final long steps, final Map<String, Integer> parked) {
        return new ReplayResult(1, 1, steps, 1, 0, Map.of(), parked, 1, 0.1, null);
    }
}
