// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.impl.exporters.Device;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Makes two short calls at the same time, many times. Whatever has no gate between its parts must be atomic. */
class TwoThreadsTest {
    private static final int ROUNDS = 10_000;
    private static final int LATE = 20;
    private static final int SPINS = 256;
    private static final int OVERLAPS = 200;

    /** The action between two rounds. */
    private interface Between {
        void round() throws Exception;
    }

    /**
     * Makes both calls at the same time, in each round; when both have returned, the action follows. In some rounds one call
     * begins a little later than the other, so that any place of one may meet any place of the other.
     */
    private static void race(final Callable<?> one, final Callable<?> other, final Between then) throws Exception {
        final AtomicInteger arrived = new AtomicInteger();
        final AtomicInteger returned = new AtomicInteger();
        final AtomicBoolean over = new AtomicBoolean();
        final FutureTask<Void> second = new FutureTask<>(() -> {
            for (int n = 1; n <= ROUNDS; n++) {
                arrived.incrementAndGet();
                come(arrived, 2 * n, over::get);
                later(n % LATE);
                other.call();
                returned.incrementAndGet();
            }
            return null;
        });
        new Thread(second).start();
        try {
            for (int n = 1; n <= ROUNDS && !second.isDone(); n++) {
                arrived.incrementAndGet();
                come(arrived, 2 * n, second::isDone);
                later(n / LATE % LATE);
                one.call();
                returned.incrementAndGet();
                come(returned, 2 * n, second::isDone);
                then.round();
            }
        } finally {
            over.set(true);
        }
        second.get();
    }

    /** Waits until so many threads have arrived, or until the other thread has ended. */
    private static void come(final AtomicInteger many, final int wanted, final BooleanSupplier ended) {
        for (int looks = 1; many.get() < wanted; looks++) {
            if (ended.getAsBoolean() && many.get() < wanted) {
                return; // the exception that ended it is thrown later
            }
            if (looks % SPINS == 0) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
    }

    private static void later(final int steps) {
        for (int n = 0; n < steps; n++) {
            Thread.onSpinWait();
        }
    }

    /** Two threads take references until their reads have interleaved often enough. */
    @Test
    void noReferenceIsLost() throws Exception {
        final DmaBufFile file = new RevocableExporter(Probe.NONE).buffer().file();
        final AtomicInteger overlaps = new AtomicInteger();
        final Callable<Integer> takes = () -> {
            int taken = 0;
            while (overlaps.get() < OVERLAPS) {
                final int before = file.references();
                assertTrue(file.tryGet());
                taken++;
                if (file.references() != before + 1) {
                    overlaps.incrementAndGet();
                }
            }
            return taken;
        };
        final FutureTask<Integer> second = new FutureTask<>(takes);
        new Thread(second).start();
        final int taken = takes.call();
        assertEquals(1 + taken + second.get(), file.references());
    }

    /** A thread that takes a reference at the time of the last put gets it, or is refused; a released buffer stays released. */
    @Test
    void theLastPutAndATake() throws Exception {
        final Device device = new Device();
        final AtomicReference<DmaBufFile> file = new AtomicReference<>(device.export(Probe.NONE).buffer().file());
        final AtomicBoolean taken = new AtomicBoolean();
        race(() -> {
            file.get().put();
            return null;
        }, () -> {
            taken.set(file.get().tryGet());
            return null;
        }, () -> {
            assertEquals(taken.get() ? 1 : 0, device.buffers());
            assertEquals(taken.get() ? 1 : 0, file.get().references());
            if (taken.get()) {
                file.get().put();
            }
            file.set(device.export(Probe.NONE).buffer().file());
        });
    }

    /** If a fence signals while a poll begins, the poller is woken, or is told that nothing is pending; it may poll again. */
    @Test
    void aSignalBesideAPoll() throws Exception {
        final DmaBuf buffer = new RevocableExporter(Probe.NONE).buffer();
        final Program p = new Program(buffer);
        final AtomicInteger woken = new AtomicInteger();
        final AtomicReference<DmaBufFile.Poll> said = new AtomicReference<>();
        p.importFence(Usage.WRITE);
        race(p::signal, () -> {
            said.set(buffer.file().poll(false, woken::incrementAndGet));
            return null;
        }, () -> {
            assertEquals(said.get() == DmaBufFile.Poll.WAKES ? 1 : 0, woken.getAndSet(0));
            assertEquals(DmaBufFile.Poll.READY, buffer.file().poll(false, woken::incrementAndGet));
            assertEquals(1, buffer.file().references());
            p.importFence(Usage.WRITE);
        });
    }

    /** A buffer keeps a program as long as it has a page, an area or a kernel mapping; revoke waits for a kernel mapping. */
    @Test
    void aProgramThatMapsAndUnmapsStaysOnItsBuffersList() throws Exception {
        final RevocableExporter exporter = new RevocableExporter(Probe.NONE);
        final Program p = new Program(exporter.buffer());
        p.mmap();
        race(p::munmap, p::vmap, () -> {
            assertTrue(p.isVmapped());
            assertEquals(1, exporter.buffer().kernelMappings());
            p.vunmap();
            assertEquals(0, exporter.buffer().kernelMappings());
            p.mmap();
        });
    }
}
