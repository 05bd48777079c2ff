// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.impl.exporters.RevocableExporter;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Two short calls at once, many times: what has no gate between its parts must be one step. */
class TwoThreadsTest {
    private static final int ROUNDS = 20_000;
    private static final int MANY = 2_000_000;

    /** What is done between the two calls of one round and those of the next. */
    private interface Between {
        void round() throws Exception;
    }

    /** Makes both calls at one time, in each round; a third action follows when both have returned. */
    private static void race(final Callable<?> one, final Callable<?> other, final Between then) throws Exception {
        final CyclicBarrier begin = new CyclicBarrier(2);
        final CyclicBarrier end = new CyclicBarrier(2);
        final FutureTask<Void> second = new FutureTask<>(() -> {
            for (int n = 0; n < ROUNDS; n++) {
                begin.await();
                other.call();
                end.await();
            }
            return null;
        });
        new Thread(second).start();
        try {
            for (int n = 0; n < ROUNDS; n++) {
                begin.await();
                one.call();
                end.await();
                then.round();
            }
            second.get();
        } finally {
            begin.reset();
            end.reset();
        }
    }

    @Test
    void noReferenceIsLost() throws Exception {
        final DmaBufFile file = new RevocableExporter(Probe.NONE).buffer().file();
        final Callable<Void> takes = () -> {
            for (int n = 0; n < MANY; n++) {
                file.tryGet();
            }
            return null;
        };
        final FutureTask<Void> second = new FutureTask<>(takes);
        new Thread(second).start();
        takes.call();
        second.get();
        assertEquals(1 + 2 * MANY, file.references());
    }

    /** The buffer keeps a program for as long as it has a page, an area or a kernel mapping: revoke waits for the last. */
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
