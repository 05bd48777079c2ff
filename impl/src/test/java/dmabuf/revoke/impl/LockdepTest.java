// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.impl.exporters.Device;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import dmabuf.revoke.impl.importers.RevocableImporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Each rule of the lock discipline is violated once, which must be noticed, and must leave no lock held. */
class LockdepTest {
    private final Device device = new Device();
    private final RevocableExporter exporter;
    private final DmaBuf buffer;
    private final Mutex resv;

    LockdepTest() throws Exception {
        exporter = device.export(Probe.NONE);
        buffer = exporter.buffer();
        resv = buffer.resv().lock();
    }

    private static void trips(final String rule, final Executable call) {
        assertEquals(rule, assertThrows(AssertionError.class, call).getMessage());
    }

    /** An importer whose callback does what it must not. */
    private static final class Rude extends Importer {
        private final Executable rudeness;

        Rude(final DmaBuf buffer, final Executable rudeness) {
            super(buffer);
            this.rudeness = rudeness;
        }

        @Override
        public Step invalidate(final Attachment a) {
            try {
                rudeness.execute();
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable t) {
                throw new IllegalStateException(t);
            }
            return Step.INVALIDATE_UNMAPPED;
        }
    }

    private void inCallback(final String rule, final Executable rudeness) throws Exception {
        final Rude importer = new Rude(buffer, rudeness);
        importer.attach();
        trips(rule, exporter::revoke);
        assertFalse(resv.isHeld() || exporter.outer().isHeld());
        exporter.outer().lock();
        exporter.outer().unlock();
        importer.detach();
    }

    private void underResv(final String rule, final Executable call) {
        resv.lock();
        try {
            trips(rule, call);
        } finally {
            resv.unlock();
        }
        resv.lock();
        resv.unlock();
    }

    @Test
    void assertionsAreOn() {
        assertTrue(Lockdep.class.desiredAssertionStatus());
    }

    @Test
    void theOuterLockIsOutside() {
        underResv("the outer lock is taken inside the reservation lock", exporter::revoke);
        underResv("the outer lock is taken inside the reservation lock", device::restore);
    }

    @Test
    void oneReservationLockAtATime() throws Exception {
        final Mutex other = device.export(Probe.NONE).buffer().resv().lock();
        underResv("the reservation lock is taken inside another one", other::lock);
    }

    @Test
    void whatIsNotCalledUnderTheReservationLock() throws Exception {
        final DynamicImporter i = new DynamicImporter(buffer);
        final Program p = new Program(buffer);
        underResv("dma_buf_dynamic_attach under the reservation lock", i::attach);
        underResv("dma_buf_mmap under the reservation lock", p::mmap);
        underResv("dma_buf_begin_cpu_access under the reservation lock", () -> p.begin(true));
        p.begin(true);
        underResv("dma_buf_end_cpu_access under the reservation lock", p::end);
        final Attachment a = buffer.attachment(i);
        buffer.attach(a);
        underResv("dma_buf_detach under the reservation lock", () -> buffer.detach(a));
    }

    @Test
    void whatACallbackMustNotDo() throws Exception {
        inCallback("dma_buf_dynamic_attach in a callback", () -> new DynamicImporter(buffer).attach());
        exporter.restore();
        final Mutex other = device.export(Probe.NONE).buffer().resv().lock();
        inCallback("a callback takes the reservation lock", other::lock);
        exporter.restore();
        final Program p = new Program(buffer);
        inCallback("dma_buf_mmap in a callback", p::mmap);
    }

    /** A lock that the thread holds already is refused always, with and without assertions. */
    @Test
    void aCallbackThatRevokes() throws Exception {
        final Rude importer = new Rude(buffer, exporter::revoke);
        importer.attach();
        assertThrows(IllegalStateException.class, exporter::revoke);
        assertFalse(resv.isHeld() || exporter.outer().isHeld());
    }

    @Test
    void aPageTableIsInside() {
        final Program p = new Program(buffer);
        synchronized (p) {
            trips("the reservation lock is taken inside that of the page table", p::vmap);
        }
    }

    @Test
    void goodUseTripsNothing() throws Exception {
        final RevocableImporter i = new RevocableImporter(buffer);
        i.attach();
        i.lock();
        i.pin();
        i.map();
        i.unlock();
        exporter.revoke();
        exporter.restore();
        i.detach();
        device.close();
    }
}
