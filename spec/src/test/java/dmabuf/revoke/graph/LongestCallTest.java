// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The longest call in graphs made by hand: its own steps and those of the callbacks that it runs count, and no others. */
class LongestCallTest {
    private static TinyGraph call() {
        return new TinyGraph().call(0, "exporter:x1", "revoke", 1);
    }

    @Test
    void theStepsOfOthersAndTheCallItselfDoNotCount() {
        final Graph g = call()
                .call(1, "driver:i1", "map", 2)
                .ret(2, "driver:i1", "map", "OK", 3)
                .ret(3, "exporter:x1", "revoke", "OK", 4)
                .graph();
        assertEquals(1, LongestCall.of(g), "the return");
    }

    /** The call of a callback is a step of the exporter's call, and the return of the callback is another one. */
    @Test
    void theStepsOfACallbackCount() {
        final Graph g = call()
                .by("exporter:x1", 1, Event.call("callback:i1", "invalidate", "-"), 2)
                .ret(2, "callback:i1", "invalidate", "OK", 3)
                .by("exporter:x1", 3, Event.call("callback:i1", "invalidate", "-"), 4)
                .ret(4, "callback:i1", "invalidate", "OK", 5)
                .ret(5, "exporter:x1", "revoke", "OK", 6)
                .graph();
        assertEquals(5, LongestCall.of(g));
    }

    /** Other processes may loop for ever meanwhile, and the call may be made again and again. */
    @Test
    void aCircleOfOthersAndOneThroughItsCallAreNoCallWithoutAnEnd() {
        final Graph g = call()
                .call(1, "driver:i1", "map", 2)
                .ret(2, "driver:i1", "map", "OK", 1)
                .by("exporter:x1", 1, null, 3)
                .ret(3, "exporter:x1", "revoke", "OK", 0)
                .graph();
        assertEquals(2, LongestCall.of(g));
    }

    @Test
    void aCallThatGoesRoundForEverIsNamed() {
        final Graph g = call()
                .by("exporter:x1", 1, null, 2)
                .call(2, "driver:i1", "map", 3)
                .ret(3, "driver:i1", "map", "OK", 1)
                .ret(1, "exporter:x1", "revoke", "OK", 4)
                .graph();
        final IllegalStateException e = assertThrows(IllegalStateException.class, () -> LongestCall.of(g));
        assertTrue(e.getMessage().startsWith("a call of exporter:x1 in the scene test can take steps for ever"), e.getMessage());
    }
}
