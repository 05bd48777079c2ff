// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** What a driver may do while its worker is in a call. */
class WorkerTest {
    private FutureTask<Errno> meanwhile;

    /**
     * Once the worker has unmapped, lets another thread make a call, and waits until it has ended or waits for the worker's lock.
     */
    private final RevocableExporter exporter = new RevocableExporter(new Probe() {
        @Override
        public void record(final Step step, final Object subject) {
            if (step == Step.WORKER_UNMAP) {
                final Thread driver = new Thread(meanwhile, "driver");
                driver.start();
                while (driver.isAlive() && !exporter.buffer().resv().lock().blocks(driver)) {
                    Thread.onSpinWait();
                }
            }
        }
    });

    /** The worker has no more to do, but has not returned. */
    @Test
    void aDriverDetachesAsSoonAsItsWorkerHasUnmapped() throws Exception {
        final DynamicImporter importer = new DynamicImporter(exporter.buffer());
        meanwhile = new FutureTask<>(importer::detach);
        importer.attach();
        importer.map();
        exporter.buffer().resv().lock().lock();
        exporter.buffer().invalidateMappings();
        exporter.buffer().resv().lock().unlock();
        assertEquals(Errno.OK, importer.work());
        assertEquals(Errno.OK, meanwhile.get());
        assertEquals(0, exporter.buffer().attachments().size());
    }

    /** An interrupt ends the worker's call before it has unmapped; the next call unmaps. */
    @Test
    void aWorkerThatWasInterruptedIsCalledAgain() throws Exception {
        final RevocableExporter plain = new RevocableExporter(Probe.NONE);
        final DynamicImporter importer = new DynamicImporter(plain.buffer());
        importer.attach();
        importer.map();
        importer.submit(Usage.READ);
        plain.buffer().resv().lock().lock();
        plain.buffer().invalidateMappings();
        plain.buffer().resv().lock().unlock();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, importer::work);
        importer.signal();
        assertEquals(Errno.OK, importer.work());
        assertEquals(Errno.OK, importer.detach());
    }
}
