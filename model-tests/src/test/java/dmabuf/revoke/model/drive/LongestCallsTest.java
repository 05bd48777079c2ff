// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.LongestCall;
import dmabuf.revoke.model.replay.Replay;
import dmabuf.revoke.service.Tools;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each scene has a longest call: no path through the graph has a longer one, and some path has one of that length. */
@Tag("tlc")
class LongestCallsTest {
    @Test
    void noWalkHasALongerCall() throws Exception {
        final Graphs graphs = Graphs.of(Tools.open());
        final List<String> scenes = new ArrayList<>(Replay.SCENES);
        scenes.add("dma");
        scenes.add("storm");
        for (final String scene : scenes) {
            final Graph graph = graphs.scene(scene);
            final int longest = LongestCall.of(graph);
            final int alone = alone(graph);
            assertTrue(alone > 1, scene);
            assertTrue(longest >= alone, () -> scene + ": a call alone takes " + alone + " steps, " + longest + " at most");
            assertTrue(longest <= 30, () -> scene + ": " + longest);
        }
        assertEquals(alone(graphs.scene("programs")), LongestCall.of(graphs.scene("programs")));
    }

    /**
     * The steps of the longest call of the exporter during which no other call begins, including callbacks. In a scene in which
     * the exporter makes no call, those of any process's longest call.
     */
    private static int alone(final Graph graph) {
        final boolean exports = graph.events().stream().anyMatch(e -> e != null && e.process().startsWith("exporter"));
        int most = 0;
        for (int s = 0; s < graph.states(); s++) {
            for (int e = graph.firstEdge(s); e < graph.firstEdge(s + 1); e++) {
                final Event event = graph.event(e);
                if (event != null && event.kind() == Event.Kind.CALL && (!exports || event.process().startsWith("exporter"))) {
                    most = Math.max(most, walk(graph, graph.target(e), event.process()));
                }
            }
        }
        return most;
    }

    private static int walk(final Graph graph, final int from, final String process) {
        int now = from;
        int steps = 0;
        while (true) {
            int next = -1;
            for (int e = graph.firstEdge(now); e < graph.firstEdge(now + 1); e++) {
                next = graph.process(e).equals(process) || graph.process(e).startsWith("callback") ? e : next;
            }
            if (next < 0) {
                return steps;
            }
            final Event event = graph.event(next);
            steps++;
            now = graph.target(next);
            if (event != null && event.kind() == Event.Kind.RETURN && event.process().equals(process)) {
                return steps;
            }
        }
    }
}
