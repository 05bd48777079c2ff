// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.impl.DmaFence;
import dmabuf.revoke.impl.Until;
import dmabuf.revoke.impl.Usage;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The real memory and its device detect the accesses that they are meant to detect. */
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
        Until.over(() -> unmap.getState() != Thread.State.WAITING, () -> unmap.isAlive(), "it did not wait");
        goOn.countDown();
        unmap.join();
        device.join();
        assertEquals(0, memory.touched());
    }

    @Test
    void anEngineStopsWhenItIsToldAndLeavesNoThread() throws Exception {
        iommu.map(null);
        final DmaEngine engine = DmaEngine.always(iommu);
        Until.over(() -> engine.bursts() < 3, () -> engine.runs(), "it has stopped by itself");
        iommu.unmap(null);
        Until.over(() -> iommu.faults() == 0, () -> engine.runs(), "it has stopped by itself");
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

    /** Every word is read; every other burst writes to each word one more than it has read. */
    @Test
    void whatABurstDoes() {
        iommu.map(null);
        for (int word = 0; word < memory.words(); word++) {
            memory.write(word, word);
        }
        try (DmaEngine job = DmaEngine.job(iommu, 3, () -> {})) {
            job.awaitEnd();
            assertFalse(job.runs());
        }
        assertEquals(64, memory.words());
        for (int word = 0; word < memory.words(); word++) {
            assertEquals(word + 2, memory.read(word));
        }
        memory.clear();
        assertEquals(0, memory.read(63));
    }

    /** An engine that runs until it is stopped waits while there is no mapping; it neither polls nor faults repeatedly. */
    @Test
    void anEngineWithoutAMappingWaits() {
        final DmaEngine engine = DmaEngine.always(iommu);
        Until.over(() -> iommu.faults() == 0);
        iommu.map(null);
        Until.over(() -> engine.bursts() == 0, () -> engine.runs(), "it has stopped by itself");
        assertTrue(iommu.isMapped());
        engine.close();
        assertEquals(1, iommu.faults());
        assertTrue(engine.bursts() > 0);
        final DmaEngine unmapped = DmaEngine.always(new Iommu(memory));
        unmapped.close();
        assertEquals(0, unmapped.bursts());
    }

    /** One mapping is for all engines that wait, and so is the end of the device. */
    @Test
    void allWhoWaitForAMappingGoOn() throws Exception {
        for (final Runnable change : List.<Runnable>of(() -> iommu.map(null), iommu::off)) {
            final List<Thread> waiting = List.of(new Thread(iommu::awaitMapping), new Thread(iommu::awaitMapping));
            iommu.unmap(null);
            waiting.forEach(Thread::start);
            Until.over(() -> waiting.stream().anyMatch(t -> t.getState() != Thread.State.WAITING));
            change.run();
            for (final Thread t : waiting) {
                t.join();
            }
        }
    }

    /** An interrupt does not end the wait for the engine; the interrupt status is kept. */
    @Test
    void theEndOfAnEngineIsAwaitedWithoutHeedOfInterrupts() throws Exception {
        iommu.map(null);
        final CountDownLatch goOn = new CountDownLatch(1);
        final DmaEngine job = DmaEngine.job(iommu, 1, () -> await(goOn));
        final boolean[] interrupted = new boolean[2];
        final Thread waits = new Thread(() -> {
            Thread.currentThread().interrupt();
            job.awaitEnd();
            interrupted[0] = Thread.interrupted();
            interrupted[1] = !job.runs();
        });
        waits.start();
        Until.over(() -> waits.getState() != Thread.State.WAITING, () -> waits.isAlive(), "it did not wait");
        waits.interrupt();
        goOn.countDown();
        waits.join();
        assertTrue(interrupted[0], "the interrupt is lost");
        assertTrue(interrupted[1], "the device lives");
        job.awaitEnd();
        assertFalse(Thread.interrupted());
    }

    /** An engine without a fence signals none, and its thread ends without an exception. */
    @Test
    void anEngineWithoutAFenceEndsQuietly() throws Exception {
        final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        final ThreadGroup group = new ThreadGroup("engines") {
            @Override
            public void uncaughtException(final Thread t, final Throwable e) {
                uncaught.add(e);
            }
        };
        final Thread driver = new Thread(group, () -> DmaEngine.always(iommu).close());
        driver.start();
        driver.join();
        assertEquals(List.of(), uncaught);
    }

    /** Two faults at the same time are counted as two. */
    @Test
    void faultsAreCountedOneAfterTheOther() throws Exception {
        final Thread faults = new Thread(() -> iommu.access(m -> {}));
        synchronized (iommu) {
            faults.start();
            Until.over(() -> faults.getState() != Thread.State.BLOCKED, faults::isAlive, "it did not wait");
            assertEquals(0, iommu.faults());
        }
        faults.join();
        assertEquals(1, iommu.faults());
    }

    /** A change other than a mapping does not end the wait: the waiting thread checks, and waits again. */
    @Test
    void whoWaitsForAMappingLooksAgain() throws Exception {
        final Thread waits = new Thread(iommu::awaitMapping);
        waits.start();
        for (int n = 0; n < 3; n++) {
            Until.over(() -> waits.getState() != Thread.State.WAITING, waits::isAlive, "it did not wait");
            final long before = waited(waits);
            iommu.unmap(null);
            Until.over(() -> waited(waits) == before, waits::isAlive, "it did not look again");
        }
        iommu.map(null);
        waits.join();
    }

    /** How often a thread has waited; -1 if it has ended. */
    private static long waited(final Thread t) {
        final ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(t.getId());
        return info == null ? -1 : info.getWaitedCount();
    }

    @Test
    void whoClosesAnEngineWaitsForIt() throws Exception {
        final CountDownLatch goOn = new CountDownLatch(1);
        final DmaEngine job = DmaEngine.job(iommu, 1, () -> await(goOn));
        final Thread closes = new Thread(job::close);
        closes.start();
        Until.over(() -> closes.getState() != Thread.State.WAITING, () -> closes.isAlive(), "it did not wait");
        assertTrue(job.runs());
        goOn.countDown();
        closes.join();
        assertFalse(job.runs());
    }

    private static void await(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
