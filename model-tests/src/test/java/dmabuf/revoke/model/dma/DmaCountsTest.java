// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.dma;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** A DMA run in which a required event never happened does not pass. */
class DmaCountsTest {
    @Test
    void whatNeverHappenedIsSaid() {
        final DmaCounts c = new DmaCounts();
        c.rounds = 1;
        c.bursts = 1;
        c.faults = 1;
        c.mapped = 1;
        c.running = 1;
        c.refused = 1;
        assertEquals("something never happened", c.never());
        c.deferred = 1;
        assertEquals("", c.never());
    }
}
