// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dmabuf.revoke.check.Manifest;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** impl takes every edge of every scene. */
@Tag("tlc")
class ReplayTest {
    @Tag("alone")
    @TestFactory
    Stream<DynamicTest> implTakesEveryEdge() throws Exception {
        final Graphs graphs = Graphs.of(Tools.open());
        return Replay.GRAPHS.stream().map(scene -> dynamicTest("impl takes every edge of " + scene, () -> {
            final Technique.Verdict v = Replay.of(scene).run(graphs, 0);
            assertTrue(v.agrees(), () -> v.summary() + "\n" + v.failure());
        }));
    }

    /** A scene in which Reference is explored is replayed, or the same calls are in another. */
    @Test
    void eachSceneOfTheManifestIsReplayedOrAnotherInItsPlace() throws Exception {
        final Set<String> explored = new TreeSet<>();
        for (final Manifest.Counts c : Tools.open().manifest().graphs()) {
            if (c.design().equals("Reference")) {
                explored.add(c.scene());
            }
        }
        explored.removeAll(Replay.SCENES);
        assertEquals(explored, Graphs.INSTEAD.keySet());
        assertEquals(List.of(), Graphs.INSTEAD.values().stream().filter(s -> !Replay.SCENES.contains(s)).toList());
    }

    @Test
    void aSceneThatThereIsNotIsNamed() {
        final Undecided u = assertThrows(Undecided.class, () -> Replay.of("nowhere"));
        assertTrue(u.getMessage().contains("nowhere") && u.getMessage().contains("waiting"), u.getMessage());
    }

    @Test
    void theFrontierLeadsToEveryEdgeByShortestWays() throws Exception {
        final Graph graph = Graphs.of(Tools.open()).scene("waiting");
        final Frontier frontier = new Frontier(graph, new BitSet());
        final Ways ways = new Ways(graph, new BitSet());
        final BitSet taken = new BitSet();
        for (final int initial : graph.initial()) {
            int now = initial;
            for (int e = frontier.next(now); e >= 0; e = frontier.next(now)) {
                final List<Integer> nearest = ways.nearest(now, s -> left(graph, taken, s));
                int at = now;
                int steps = 0;
                while (!left(graph, taken, at)) {
                    at = graph.target(frontier.next(at));
                    steps++;
                }
                assertEquals(nearest.size(), steps, "from state " + now);
                taken.set(e);
                frontier.take(now, e);
                now = graph.target(e);
            }
            assertEquals(null, ways.nearest(now, s -> left(graph, taken, s)), "something is left that can be reached");
        }
        assertEquals(taken.cardinality(), frontier.taken());
    }

    /** An excluded edge is never taken, and states that are reachable without it are still reached. */
    @Test
    void theFrontierPassesOverWhatIsExcluded() throws Exception {
        final Graph graph = Graphs.of(Tools.open()).scene("waiting");
        final BitSet excluded = new BitSet();
        for (int e = 0; e < graph.edges(); e++) {
            excluded.set(e, graph.step(e).action().equals("Detach"));
        }
        final Frontier frontier = new Frontier(graph, excluded);
        final Ways ways = new Ways(graph, excluded);
        final BitSet taken = new BitSet();
        for (final int initial : graph.initial()) {
            while (frontier.next(initial) >= 0) {
                int now = initial;
                for (int e = frontier.next(now); e >= 0; e = frontier.next(now)) {
                    assertFalse(excluded.get(e), "edge " + e);
                    taken.set(e);
                    frontier.take(now, e);
                    now = graph.target(e);
                }
            }
        }
        assertEquals(taken.cardinality(), frontier.taken());
        assertTrue(!excluded.isEmpty() && taken.cardinality() > graph.edges() / 2, taken.cardinality() + " taken");
        taken.or(excluded);
        for (final int initial : graph.initial()) {
            assertEquals(null, ways.nearest(initial, s -> left(graph, taken, s)), "from " + initial);
        }
    }

    private static boolean left(final Graph graph, final BitSet taken, final int state) {
        return taken.nextClearBit(graph.firstEdge(state)) < graph.firstEdge(state + 1);
    }
}
