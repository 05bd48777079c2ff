// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.sun.management.ThreadMXBean;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import dmabuf.revoke.impl.importers.IommufdImporter;
import dmabuf.revoke.impl.importers.OdpImporter;
import dmabuf.revoke.impl.importers.RevocableImporter;
import dmabuf.revoke.impl.importers.VirtioImporter;
import java.lang.management.ManagementFactory;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Map and unmap allocate nothing: the JVM counts what a thread has allocated, compiled code or not. */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int CALLS = 20_000;

    /** The calls that a driver repeats. */
    private interface Cycle {
        void run() throws InterruptedException;
    }

    /** {@return the bytes for each cycle, rounded down} Objects that are made only once, in the first cycles, do not count. */
    private static long allocated(final Cycle cycle) throws InterruptedException {
        long before = 0;
        for (int n = -CALLS; n < CALLS; n++) {
            if (n == 0) {
                before = THREADS.getCurrentThreadAllocatedBytes();
            }
            cycle.run();
        }
        return (THREADS.getCurrentThreadAllocatedBytes() - before) / CALLS;
    }

    private static void nothing(final Importer importer) throws InterruptedException {
        assertEquals(Errno.OK, importer.attach());
        if (importer instanceof PinnedImporter p) {
            p.lock();
            p.pin();
        }
        assertEquals(0, allocated(() -> {
            assertEquals(Errno.OK, importer.map());
            assertEquals(Errno.OK, importer.unmap());
        }));
    }

    @TestFactory
    Stream<DynamicTest> ofEachKind() {
        return Stream.<Function<DmaBuf, Importer>>of(
                        DynamicImporter::new, OdpImporter::new, VirtioImporter::new, RevocableImporter::new, IommufdImporter::new)
                .map(kind -> kind.apply(new RevocableExporter().buffer()))
                .map(i -> dynamicTest(i.getClass().getSimpleName(), () -> nothing(i)));
    }

    /** A refusal is no exception with a stack trace, but one of the constants of {@link Errno}. */
    @Test
    void aRefusalNeither() throws InterruptedException {
        final RevocableExporter exporter = new RevocableExporter();
        final Importer importer = new DynamicImporter(exporter.buffer());
        importer.attach();
        exporter.revoke();
        assertEquals(0, allocated(() -> assertEquals(Errno.ENODEV, importer.map())));
    }

    /** An importer that allocates a note for each mapping is found. */
    @Test
    void whatAllocatesIsSeen() throws InterruptedException {
        final Importer careless = new Importer(new RevocableExporter().buffer()) {
            private volatile Object note;

            @Override
            protected Errno take(final Attachment a) {
                note = new Object[] {a, note == null ? 0 : 1};
                return super.take(a);
            }

            @Override
            public Step invalidate(final Attachment a) {
                return Step.INVALIDATE_UNMAPPED;
            }
        };
        careless.attach();
        assertTrue(allocated(() -> {
            careless.map();
            careless.unmap();
        }) >= 16);
    }
}
