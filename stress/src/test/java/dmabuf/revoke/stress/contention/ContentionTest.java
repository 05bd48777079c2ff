// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.contention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.impl.exporters.MockExporter;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** The measurement is that of a revoke that waits for all importers, against running drivers. */
class ContentionTest {
    private static final long DELAY = 1_000_000;

    @Test
    void eachRevokeIsTimedAndWaitsForLateWorkers() throws Exception {
        final Contention.Load load = new Contention.Load(0, 2, DELAY, 20);
        final Histogram times = Contention.measure(load);
        assertEquals(20, times.getTotalCount());
        assertTrue(times.getMinNonZeroValue() >= DELAY * 99 / 100, "a revoke took " + times.getMinNonZeroValue() + " ns");
    }

    @Test
    void driversMapAndAreRefused() throws Exception {
        assertEquals(100, Contention.measure(new Contention.Load(2, 1, 0, 100)).getTotalCount());
    }

    /** The mock waits for nobody; the late importer keeps its mapping for a minute. */
    @Test
    void aRevokeThatDoesNotWaitIsSeen() {
        final MockExporter mock = new MockExporter(Probe.NONE);
        final long minute = 60_000_000_000L;
        final Contention c = new Contention(new Contention.Load(0, 1, minute, 20), mock.buffer(), mock::revoke, mock::restore);
        assertEquals("LateImporter has a mapping after a revoke", assertThrows(IllegalStateException.class, c::run).getMessage());
    }

    @Test
    void aRevokeThatDoesNothingIsSeen() {
        final RevocableExporter e = new RevocableExporter();
        final Contention c = new Contention(new Contention.Load(1, 0, 0, 20), e.buffer(), () -> {}, () -> {});
        assertEquals("the buffer is not revoked after a revoke", assertThrows(IllegalStateException.class, c::run).getMessage());
    }
}
