// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.impl.memory.DmaEngine;
import dmabuf.revoke.impl.memory.Iommu;
import dmabuf.revoke.impl.memory.Memory;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The ground truth sees what it is for. */
class DmaTest {
    private final Memory memory = new Memory(64);
    private final Iommu iommu = new Iommu(memory);

    @Test
    void aLateWriteIsSeen() {
        memory.poison();
        assertEquals(0, memory.touched());
        memory.write(63, 1);
        memory.write(0, 1);
        assertEquals(2, memory.touched());
        memory.poison();
        assertEquals(0, memory.touched());
    }

    @Test
    void withoutAMappingAnAccessFaults() {
        assertFalse(iommu.access(m -> m.write(0, 1)));
        iommu.map(null);
        assertTrue(iommu.access(m -> m.write(0, 7)));
        iommu.unmap(null);
        assertFalse(iommu.access(m -> m.write(0, 8)));
        assertEquals(2, iommu.faults());
        assertEquals(7, memory.read(0));
    }

    @Test
    void unmapWaitsForTheAccessUnderWay() throws Exception {
        iommu.map(null);
        final CountDownLatch inside = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);
        final Thread device = new Thread(() -> iommu.access(m -> {
            inside.countDown();
            await(goOn);
            m.write(0, 1);
        }));
        device.start();
        inside.await();
        final Thread unmap = new Thread(() -> {
            iommu.unmap(null);
            memory.poison();
        });
        unmap.start();
        while (unmap.getState() != Thread.State.WAITING) {
            assertTrue(unmap.isAlive(), "it did not wait");
            Thread.onSpinWait();
        }
        goOn.countDown();
        unmap.join();
        device.join();
        assertEquals(0, memory.touched());
    }

    @Test
    void anEngineStopsWhenItIsToldAndLeavesNoThread() throws Exception {
        iommu.map(null);
        final DmaEngine engine = DmaEngine.always(iommu);
        while (engine.bursts() < 3) {
            Thread.onSpinWait();
        }
        iommu.unmap(null);
        while (iommu.faults() == 0) {
            Thread.onSpinWait();
        }
        engine.close();
        final long bursts = engine.bursts();
        memory.poison();
        assertFalse(engine.runs());
        assertEquals(0, memory.touched());
        assertEquals(bursts, engine.bursts());
    }

    @Test
    void aReadOfWhatNobodyMayAccessIsSeen() throws Exception {
        memory.poison();
        iommu.map(null);
        final DmaFence fence = new DmaFence(Usage.BOOKKEEP);
        try (DmaEngine job = DmaEngine.job(iommu, 1, fence::signal)) {
            job.awaitEnd();
            assertEquals(64, job.poisoned());
        }
        memory.clear();
        try (DmaEngine job = DmaEngine.job(iommu, 2, fence::signal)) {
            job.awaitEnd();
            assertEquals(0, job.poisoned());
        }
    }

    @Test
    void aJobEndsWithItsLastBurstOrWithAFault() throws Exception {
        for (final boolean mapped : new boolean[] {true, false}) {
            final DmaFence fence = new DmaFence(Usage.BOOKKEEP);
            if (mapped) {
                iommu.map(null);
            } else {
                iommu.unmap(null);
            }
            try (DmaEngine job = DmaEngine.job(iommu, 5, fence::signal)) {
                fence.await();
                assertEquals(mapped ? 5 : 0, job.bursts());
            }
        }
        assertEquals(1, iommu.faults());
    }

    private static void await(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
