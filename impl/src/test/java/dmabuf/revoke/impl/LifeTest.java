// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.impl.importers.RevocableImporter;
import dmabuf.revoke.impl.exporters.Device;
import dmabuf.revoke.impl.exporters.MockExporter;
import dmabuf.revoke.impl.exporters.MoverExporter;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.exporters.ThreeStateExporter;
import dmabuf.revoke.impl.exporters.UverbsExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import dmabuf.revoke.impl.importers.VirtioImporter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The life of a buffer: what keeps it alive, what its info shows, and how many attachments it may have. */
class LifeTest {
    private final Device device = new Device();

    @Test
    void whoHoldsAReferenceKeepsTheBuffer() throws Exception {
        final RevocableExporter e = device.export(Probe.NONE);
        final DmaBufFile file = e.buffer().file();
        final DynamicImporter i = new DynamicImporter(e.buffer());
        final Program p = new Program(e.buffer());
        assertEquals(Errno.OK, i.attach());
        assertEquals(Errno.OK, p.mmap());
        assertEquals(3, file.references());
        file.put();
        p.munmap();
        assertEquals(1, device.buffers());
        i.detach();
        assertEquals(0, file.references());
        assertEquals(0, device.buffers());
        assertFalse(file.tryGet());
        assertThrows(MisuseException.class, file::put);
        assertThrows(MisuseException.class, file::get);
        assertEquals(0, file.references());
        assertThrows(MisuseException.class, i::attach);
        assertEquals(0, e.buffer().attachments().size());
    }

    @Test
    void aKernelMappingKeepsTheBuffer() throws Exception {
        final RevocableExporter e = device.export(Probe.NONE);
        final Program p = new Program(e.buffer());
        assertEquals(Errno.OK, p.vmap());
        e.buffer().file().put();
        assertEquals(1, device.buffers());
        p.vunmap();
        assertEquals(0, device.buffers());
        assertThrows(MisuseException.class, p::vmap);
        assertFalse(p.isVmapped());
        assertEquals(0, e.buffer().file().references());
    }

    /** A refused call takes no reference. */
    @Test
    void whatIsRefusedTakesNoReference() throws Exception {
        final RevocableExporter e = device.export(Probe.NONE);
        final Program p = new Program(e.buffer());
        e.revoke();
        assertEquals(Errno.ENODEV, p.vmap());
        assertEquals(Errno.ENODEV, p.mmap());
        assertEquals(1, e.buffer().file().references());
    }

    @Test
    void anExporterWithoutPathsOfTheCpuRefusesThem() {
        for (final Exporter e : List.of(
                new UverbsExporter(Probe.NONE), new MockExporter(Probe.NONE), new MoverExporter(Probe.NONE))) {
            assertThrows(MisuseException.class, new Program(e.buffer())::mmap);
            assertThrows(MisuseException.class, new Program(e.buffer())::vmap);
        }
        assertThrows(MisuseException.class, new Program(new ThreeStateExporter(Probe.NONE).buffer())::vmap);
    }

    /** An attachment that leaves the list leaves the others in their order, and may come back. */
    @Test
    void theListOfAttachments() throws Exception {
        final DmaBuf b = device.export(Probe.NONE).buffer();
        for (int leaves = 0; leaves < 3; leaves++) {
            final List<Attachment> all = new ArrayList<>();
            for (int n = 0; n < 3; n++) {
                final Attachment a = b.attachment(new DynamicImporter(b));
                b.attach(a);
                all.add(0, a);
            }
            assertEquals(all, b.attachments());
            final Attachment left = all.remove(leaves);
            b.detach(left);
            assertFalse(left.isListed());
            assertEquals(all, b.attachments());
            b.attach(left);
            all.add(0, left);
            assertEquals(all, b.attachments());
            while (!all.isEmpty()) {
                b.detach(all.remove(leaves == 0 ? 0 : all.size() / 2));
                assertEquals(all, b.attachments());
            }
        }
        assertEquals(1, b.file().references());
    }

    @Test
    void whatTheBufferSaysOfItself() throws Exception {
        final RevocableExporter e = device.export(Probe.NONE);
        final RevocableImporter i = new RevocableImporter(e.buffer());
        final Program p = new Program(e.buffer());
        i.attach();
        i.lock();
        i.pin();
        i.map();
        i.submit(Usage.READ);
        i.unlock();
        p.vmap();
        p.mmap();
        final BufferInfo info = e.buffer().info();
        assertEquals(
                new BufferInfo(
                        false, 4, List.of(new BufferInfo.Attached("RevocableImporter", true, true, false)), List.of(Usage.READ), 1),
                info);
        assertEquals(
                List.of("a fence of class READ", "the mapping of RevocableImporter, without a deferred unmap", "1 kernel mapping(s)"),
                info.waitedFor());
    }

    /** While a revoke waits, the info of the buffer shows what it waits for. */
    @Test
    void aRevokeThatWaitsSaysForWhom() throws Exception {
        final CountDownLatch waits = new CountDownLatch(1);
        final RevocableExporter e = device.export(new Probe() {
            @Override
            public void gate(final Step next, final Object subject) {
                if (next == Step.UNMAP_WAIT) {
                    waits.countDown();
                }
            }
        });
        final DynamicImporter i = new DynamicImporter(e.buffer());
        i.attach();
        i.map();
        i.submit(Usage.WRITE);
        assertEquals(
                List.of("a fence of class WRITE", "the mapping of DynamicImporter, without a deferred unmap"), e.buffer().info().waitedFor());
        i.signal();
        final FutureTask<Void> revoke = new FutureTask<>(() -> {
            e.revoke();
            return null;
        });
        new Thread(revoke).start();
        waits.await();
        assertEquals(List.of("the mapping of DynamicImporter, whose unmap is deferred"), e.buffer().info().waitedFor());
        assertTrue(e.buffer().info().revoked());
        i.work();
        revoke.get();
        assertEquals(List.of(), e.buffer().info().waitedFor());
    }

    @Test
    void hardwareThatFails() throws Exception {
        final RevocableExporter e = device.export(Probe.NONE);
        final DynamicImporter i = new DynamicImporter(e.buffer());
        final boolean[] fails = {true};
        i.program(new Hardware() {
            @Override
            public void map(final Attachment a) {
                fail("map");
            }

            @Override
            public void unmap(final Attachment a) {
                fail("unmap");
            }

            private void fail(final String what) {
                if (fails[0]) {
                    throw new IllegalStateException(what);
                }
            }
        });
        i.attach();
        assertEquals("map", assertThrows(IllegalStateException.class, i::map).getMessage());
        assertFalse(i.attachment().isMapped());
        assertEquals(1, e.count());
        fails[0] = false;
        i.map();
        fails[0] = true;
        assertEquals("unmap", assertThrows(IllegalStateException.class, i::unmap).getMessage());
        assertTrue(i.attachment().isMapped());
        assertEquals(2, e.count());
        fails[0] = false;
        i.unmap();
        e.revoke();
        assertEquals(1, e.count());
        assertEquals(null, e.buffer().resv().lock().owner());
    }

    /**
     * 10^5 attachments, each with a mapping and a job: each callback runs once, newest attachment first, and each job and unmap
     * is waited for.
     */
    @Tag("large")
    @Test
    void aHundredThousandAttachments() throws Exception {
        final int many = 100_000;
        final List<Object> told = new ArrayList<>();
        final RevocableExporter e = device.export(new Probe() {
            @Override
            public void record(final Step step, final Object subject) {
                if (step == Step.NOTIFY) {
                    told.add(((Attachment) subject).importer());
                }
            }
        });
        final List<VirtioImporter> importers = new ArrayList<>();
        for (int n = 0; n < many; n++) {
            final VirtioImporter i = new VirtioImporter(e.buffer());
            importers.add(i);
            i.attach();
            i.map();
            i.submit(Usage.BOOKKEEP);
        }
        assertEquals(many + 1, e.count());
        final FutureTask<Void> revoke = new FutureTask<>(() -> {
            e.revoke();
            return null;
        });
        new Thread(revoke).start();
        importers.forEach(Importer::signal);
        revoke.get();
        java.util.Collections.reverse(importers);
        assertEquals(importers, told);
        assertEquals(List.of(), e.buffer().resv().pending());
        for (final VirtioImporter i : importers) {
            assertFalse(i.attachment().isMapped());
            i.detach();
        }
        assertEquals(List.of(), e.buffer().attachments());
    }
}
