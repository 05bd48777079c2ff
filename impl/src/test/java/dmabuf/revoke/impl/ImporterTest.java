// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.exporters.ThreeStateExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import dmabuf.revoke.impl.importers.OdpImporter;
import dmabuf.revoke.impl.importers.VirtioImporter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** What importers and programs must not change, and what they wait for. */
class ImporterTest {
    private final AtTheGate probe = new AtTheGate();
    private final RevocableExporter exporter = new RevocableExporter(probe);
    private final DmaBuf buffer = exporter.buffer();
    private final List<String> programmed = new ArrayList<>();
    private final Hardware hardware = new Hardware() {
        @Override
        public void map(final Attachment a) {
            programmed.add("map");
        }

        @Override
        public void unmap(final Attachment a) {
            programmed.add("unmap");
        }
    };

    /** An importer whose callback unmaps, whether anything is mapped or not. */
    private final Importer hasty = new Importer(buffer) {
        @Override
        public Step invalidate(final Attachment a) {
            unmapAndUnpin(a);
            return Step.INVALIDATE_UNMAP;
        }
    };

    @Test
    void aMapThatIsRefusedProgramsNothing() throws Exception {
        final DynamicImporter i = new DynamicImporter(buffer);
        final OdpImporter odp = new OdpImporter(buffer);
        i.program(hardware);
        odp.program(hardware);
        i.attach();
        odp.attach();
        exporter.revoke();
        assertFalse(i.isDeferred(), "it has nothing to unmap");
        assertEquals(Errno.ENODEV, i.map());
        probe.gates.clear();
        assertEquals(Errno.ENODEV, odp.map());
        assertFalse(probe.gates.contains(Step.MAP_WAIT));
        assertEquals(List.of(), programmed);
        assertFalse(i.isInstalled() || odp.isInstalled());
        exporter.restore();
        i.map();
        odp.map();
        i.unmap();
        odp.unmap();
        assertEquals(List.of("map", "map", "unmap", "unmap"), programmed);
    }

    @Test
    void whatIsNotMappedIsNotUnprogrammed() throws Exception {
        hasty.program(hardware);
        hasty.attach();
        assertThrows(IllegalStateException.class, exporter::revoke);
        assertEquals(List.of(), programmed);
    }

    @Test
    void andNotWithoutTheLock() throws Exception {
        hasty.program(hardware);
        hasty.attach();
        hasty.map();
        assertEquals("not locked", assertThrows(MisuseException.class, () -> hasty.invalidate(hasty.attachment())).getMessage());
        assertEquals(List.of("map"), programmed);
        assertTrue(hasty.isInstalled());
    }

    @Test
    void aDetachWithinAnAttach() throws Exception {
        final DynamicImporter i = new DynamicImporter(buffer);
        probe.then(Step.ATTACH_INSERT, () -> assertEquals(
                "not attached yet", assertThrows(MisuseException.class, i::detach).getMessage()));
        assertEquals(Errno.OK, i.attach());
        assertTrue(probe.isDone() && i.attachment().isListed());
    }

    /** A detach that comes too late does not remove the attachment that the importer has by then. */
    @Test
    void aDetachThatComesTooLate() throws Exception {
        final DynamicImporter i = new DynamicImporter(buffer);
        i.attach();
        final Attachment old = i.attachment();
        final List<Attachment> now = new ArrayList<>();
        probe.then(Step.DETACH, () -> {
            i.detach();
            i.attach();
            now.add(i.attachment());
        });
        assertEquals("not attached", assertThrows(MisuseException.class, i::detach).getMessage());
        assertNotSame(old, i.attachment());
        assertSame(now.get(0), i.attachment());
        i.detach();
        assertNull(i.attachment());
        assertEquals(1, buffer.file().references());
    }

    private <T> void waits(final FutureTask<T> call) {
        final Thread t = new Thread(call);
        t.start();
        Until.over(() -> !exporter.blocks(t), t::isAlive, "it did not wait");
    }

    @Test
    void aMapWaitsForAMove() throws Exception {
        final OdpImporter odp = new OdpImporter(buffer);
        odp.program(hardware);
        odp.attach();
        final DmaFence move = new DmaFence(Usage.KERNEL);
        buffer.resv().lock().lock();
        buffer.resv().addMove(move);
        buffer.resv().lock().unlock();
        final FutureTask<Errno> map = new FutureTask<>(odp::map);
        waits(map);
        assertTrue(odp.attachment().isMapped());
        assertEquals(List.of(), programmed);
        move.signal();
        assertEquals(Errno.OK, map.get());
        assertEquals(List.of("map"), programmed);
    }

    /** A fault tests the flag and inserts the page in one critical section of the reservation lock. */
    @Test
    void aFaultWaitsForTheLock() throws Exception {
        final Program p = new Program(buffer);
        p.mmap();
        buffer.resv().lock().lock();
        final FutureTask<Errno> touch = new FutureTask<>(p::touch);
        waits(touch);
        assertEquals(Program.Page.VMA, p.page());
        buffer.resv().lock().unlock();
        assertEquals(Errno.OK, touch.get());
        assertEquals(Program.Page.PTE, p.page());
    }

    /** If a fault tests twice, the first test needs the reservation lock too. A fault that fails it takes no second step. */
    @Test
    void aFaultThatTestsTwice() throws Exception {
        final ThreeStateExporter e = new ThreeStateExporter(probe);
        final Program p = new Program(e.buffer());
        p.mmap();
        e.buffer().resv().lock().lock();
        final FutureTask<Errno> touch = new FutureTask<>(p::touch);
        final Thread t = new Thread(touch);
        t.start();
        Until.over(() -> !e.blocks(t), t::isAlive, "it did not wait");
        e.buffer().resv().lock().unlock();
        assertEquals(Errno.OK, touch.get());
        e.revoke();
        probe.gates.clear();
        assertEquals(Errno.SIGBUS, p.touch());
        assertEquals(List.of(Step.TOUCH), probe.gates);
    }

    /** A page table has a lock of its own, which an access and the removal of a page need. */
    @Test
    void aPageTableIsLocked() throws Exception {
        final Program p = new Program(buffer);
        p.mmap();
        p.touch();
        final FutureTask<Errno> touch = new FutureTask<>(p::touch);
        final FutureTask<Void> revoke = new FutureTask<>(() -> {
            exporter.revoke();
            return null;
        });
        for (final FutureTask<?> call : List.of(touch, revoke)) {
            synchronized (p) {
                final Thread t = new Thread(call);
                t.start();
                Until.over(() -> t.getState() != Thread.State.BLOCKED, t::isAlive, "it did not wait for the page table");
                assertEquals(Program.Page.PTE, p.page());
            }
            call.get();
        }
        assertEquals(Errno.OK, touch.get());
        assertEquals(Program.Page.VMA, p.page());
    }

    @Test
    void oneThatHasNeverHadAJobUnmapsWhenItIsTold() throws Exception {
        final VirtioImporter i = new VirtioImporter(buffer);
        i.attach();
        i.map();
        exporter.revoke();
        assertFalse(i.attachment().isMapped());
    }

    /** The callback runs again while the worker waits, and a new job runs: the worker waits for that job too, and then unmaps. */
    @Test
    void aWorkerThatIsToldTwice() throws Exception {
        final PinnedImporter i = new PinnedImporter(buffer) {
            @Override
            public Step invalidate(final Attachment a) {
                return defer();
            }
        };
        i.attach();
        i.lock();
        i.pin();
        i.map();
        i.submit(Usage.READ);
        buffer.invalidateMappings();
        i.unlock();
        final FutureTask<Errno> work = new FutureTask<>(i::work);
        final Thread worker = new Thread(work);
        worker.start();
        final DmaFence first = i.job();
        Until.over(() -> !first.waitable().blocks(worker), worker::isAlive, "the worker did not wait for the job");
        i.lock();
        i.signal();
        Until.over(() -> !buffer.resv().lock().blocks(worker), worker::isAlive, "the worker did not wait for the lock");
        i.unmap();
        i.map();
        i.submit(Usage.READ);
        buffer.invalidateMappings();
        i.unlock();
        final DmaFence second = i.job();
        Until.over(() -> !second.waitable().blocks(worker), worker::isAlive, "the worker did not wait for the new job");
        assertTrue(i.attachment().isMapped());
        i.signal();
        assertEquals(Errno.OK, work.get());
        assertFalse(i.attachment().isMapped() || i.attachment().isPinned() || i.isDeferred());
    }

    @Test
    void aRevokeWaitsForJobs() throws Exception {
        final DynamicImporter i = new DynamicImporter(buffer);
        final Program p = new Program(buffer);
        i.attach();
        i.map();
        i.submit(Usage.BOOKKEEP);
        p.importFence(Usage.READ);
        final FutureTask<Void> revoke = new FutureTask<>(() -> {
            exporter.revoke();
            return null;
        });
        waits(revoke);
        assertSame(buffer.resv().lock().owner(), exporter.outer().owner());
        i.signal();
        assertFalse(revoke.isDone());
        p.signal();
        i.work();
        revoke.get();
        assertFalse(i.attachment().isMapped() || i.isDeferred());
    }
}
