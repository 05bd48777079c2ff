// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.service.Tools;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The edges along which Linux cannot be led are those that a close overlaps, and no others. */
@Tag("tlc")
class UnsteerableTest {
    private final Graphs graphs;

    UnsteerableTest() throws Exception {
        graphs = LinuxScenes.graphs(Tools.open());
    }

    @Test
    void whereNobodyClosesAllCanBeSteered() throws Exception {
        assertEquals(0, Unsteerable.of(graphs.scene("waiting")).edges().cardinality());
    }

    @Tag("full")
    @Test
    void aCallThatOverlapsACloseCannot() throws Exception {
        final Graph g = graphs.scene("closing");
        final Unsteerable not = Unsteerable.of(g);
        assertEquals(not.edges().cardinality(), not.reasons().values().stream().mapToInt(Integer::intValue).sum());
        assertTrue(not.edges().cardinality() > 0);
        for (int e = 0; e < g.edges(); e++) {
            final String before = g.state(g.source(e)).get("exp").toString();
            final String after = g.state(g.target(e)).get("exp").toString();
            if (not.edges().get(e)) {
                assertTrue(before.contains("\"close\"") || after.contains("\"close\""), before + after);
            } else {
                assertFalse(overlaps(before) || overlaps(after), before + after);
            }
        }
    }

    /** Whether two calls are neither idle nor done, and one of them is a close. */
    private static boolean overlaps(final String exporters) {
        return exporters.contains("\"close\"") && !exporters.contains("at |-> \"idle\"") && !exporters.contains("at |-> \"done\"");
    }
}
