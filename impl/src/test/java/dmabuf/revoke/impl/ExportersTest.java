// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.impl.exporters.LetterExporter;
import dmabuf.revoke.impl.exporters.MockExporter;
import dmabuf.revoke.impl.exporters.MoverExporter;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.exporters.ThreeStateExporter;
import dmabuf.revoke.impl.exporters.UverbsExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import dmabuf.revoke.impl.importers.IommufdImporter;
import dmabuf.revoke.impl.importers.LegacyImporter;
import dmabuf.revoke.impl.importers.OdpImporter;
import dmabuf.revoke.impl.importers.RevocableImporter;
import dmabuf.revoke.impl.importers.StaticImporter;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** How the kinds of exporters differ: which importers they accept, what they take back, and whether they restore it. */
class ExportersTest {
    private final AtTheGate probe = new AtTheGate();

    private static void attach(final Errno expected, final Importer i) throws Exception {
        assertEquals(expected, i.attach());
        assertEquals(expected == Errno.OK, i.attachment() != null);
    }

    private static void map(final PinnedImporter i, final Errno pin, final Errno map) throws Exception {
        i.lock();
        assertEquals(pin, i.pin());
        if (pin == Errno.OK) {
            assertEquals(map, i.map());
        }
        i.unlock();
    }

    @Test
    void whomEachLetsIn() throws Exception {
        for (final Exporter e : List.of(new RevocableExporter(probe), new LetterExporter(probe))) {
            attach(Errno.OK, new DynamicImporter(e.buffer()));
            attach(Errno.EOPNOTSUPP, new LegacyImporter(e.buffer()));
            attach(Errno.EOPNOTSUPP, new StaticImporter(e.buffer()));
            assertEquals(1, e.buffer().attachments().size());
        }
        final ThreeStateExporter three = new ThreeStateExporter(probe);
        attach(Errno.OK, new RevocableImporter(three.buffer()));
        attach(Errno.EOPNOTSUPP, new LegacyImporter(three.buffer()));
        three.revoke();
        attach(Errno.ENODEV, new RevocableImporter(three.buffer()));
        attach(Errno.EOPNOTSUPP, new StaticImporter(three.buffer()));
        final UverbsExporter uverbs = new UverbsExporter(probe);
        attach(Errno.OK, new LegacyImporter(uverbs.buffer()));
        attach(Errno.EOPNOTSUPP, new StaticImporter(uverbs.buffer()));
        uverbs.revoke();
        final DynamicImporter late = new DynamicImporter(uverbs.buffer());
        attach(Errno.OK, late);
        assertEquals(Errno.ENODEV, late.map());
        attach(Errno.OK, new StaticImporter(new MoverExporter(probe).buffer()));
        attach(Errno.OK, new IommufdImporter(new MockExporter(probe).buffer()));
    }

    @Test
    void uverbsLetsNobodyPin() throws Exception {
        final LegacyImporter i = new LegacyImporter(new UverbsExporter(probe).buffer());
        i.attach();
        map(i, Errno.EOPNOTSUPP, null);
        assertFalse(i.attachment().isPinned());
    }

    @Test
    void theLetterIsForEver() throws Exception {
        final LetterExporter e = new LetterExporter(probe);
        final OdpImporter i = new OdpImporter(e.buffer());
        final Program p = new Program(e.buffer());
        attach(Errno.OK, i);
        assertEquals(Errno.OK, i.map());
        assertEquals(Errno.OK, p.mmap());
        assertEquals(Errno.OK, p.touch());
        e.revoke();
        assertFalse(i.attachment().isMapped());
        assertEquals(Program.Page.VMA, p.page());
        assertEquals(Errno.SIGBUS, p.touch());
        assertEquals(Errno.ENODEV, i.map());
        assertEquals(Errno.ENODEV, p.vmap());
        assertEquals(Errno.ENODEV, p.begin(false));
        e.close();
        assertTrue(e.isClosed() && e.isRevoked());
        assertThrows(MisuseException.class, e::close);
    }

    @Test
    void threeStates() throws Exception {
        final ThreeStateExporter e = new ThreeStateExporter(probe);
        final OdpImporter i = new OdpImporter(e.buffer());
        final Program p = new Program(e.buffer());
        attach(Errno.OK, i);
        i.map();
        p.mmap();
        assertEquals(Errno.OK, p.touch());
        assertEquals(Program.Page.PTE, p.page());
        e.revoke();
        assertTrue(e.isRevoked() && !i.attachment().isMapped() && !e.isClosed());
        assertEquals(Program.Page.VMA, p.page());
        assertEquals(Errno.SIGBUS, p.touch());
        assertEquals(Errno.ENODEV, i.map());
        assertEquals(Errno.OK, p.begin(true));
        e.restore();
        assertEquals(Errno.OK, i.map());
        assertEquals(Errno.OK, p.touch());
        // The buffer is revoked between the two tests of a fault: the second test notices it.
        p.munmap();
        p.mmap();
        probe.then(Step.FAULT_INSERT, e::revoke);
        assertEquals(Errno.SIGBUS, p.touch());
        e.restore();
        e.kill();
        e.restore();
        assertTrue(e.isRevoked() && e.isClosed());
        assertThrows(MisuseException.class, e::close);
        assertEquals(1, e.count());
        final ThreeStateExporter closes = new ThreeStateExporter(probe);
        closes.close();
        assertTrue(closes.isRevoked() && closes.isClosed());
    }

    @Test
    void aRevokeOfARevokedBufferTellsNobody() throws Exception {
        final ThreeStateExporter three = new ThreeStateExporter(probe);
        final RevocableExporter e = new RevocableExporter(probe);
        attach(Errno.OK, new DynamicImporter(three.buffer()));
        attach(Errno.OK, new DynamicImporter(e.buffer()));
        three.revoke();
        e.revoke();
        probe.taken.clear();
        three.revoke();
        e.revoke();
        e.close();
        e.restore();
        e.revoke();
        assertFalse(probe.taken.contains(Step.NOTIFY), probe.taken.toString());
        final RevocableExporter live = new RevocableExporter(probe);
        attach(Errno.OK, new DynamicImporter(live.buffer()));
        live.restore();
        assertFalse(probe.taken.contains(Step.NOTIFY), probe.taken.toString());
    }

    @Test
    void theMockTellsAndWaitsForNobody() throws Exception {
        final MockExporter e = new MockExporter(probe);
        final IommufdImporter i = new IommufdImporter(e.buffer());
        attach(Errno.OK, i);
        map(i, Errno.OK, Errno.OK);
        assertTrue(i.attachment().isMapped());
        assertEquals(1, e.count());
        e.revoke();
        assertFalse(i.attachment().isMapped());
        assertTrue(i.isDead() && i.attachment().isPinned() && e.isRevoked());
        e.restore();
        assertFalse(e.isRevoked());
        i.lock();
        assertEquals(Errno.EINVAL, i.map());
        i.unpin();
        i.unlock();
        // An importer whose callback ran before it had mapped anything may still map; a refused map leaves it no mapping.
        final IommufdImporter fresh = new IommufdImporter(e.buffer());
        attach(Errno.OK, fresh);
        e.revoke();
        assertFalse(fresh.isDead());
        map(fresh, Errno.OK, Errno.ENODEV);
        assertFalse(fresh.attachment().isMapped());
        fresh.lock();
        fresh.unpin();
        fresh.unlock();
        e.restore();
        map(fresh, Errno.OK, Errno.OK);
        fresh.lock();
        assertEquals(Errno.OK, fresh.unmap());
        fresh.unlock();
        assertFalse(fresh.attachment().isMapped());
    }

    @Test
    void aMoveTellsAndTheNextJobWaitsForTheCopy() throws Exception {
        final MoverExporter e = new MoverExporter(probe);
        final DynamicImporter i = new DynamicImporter(e.buffer());
        attach(Errno.OK, i);
        i.map();
        i.submit(Usage.WRITE);
        final CountDownLatch arrives = new CountDownLatch(1);
        probe.then(Step.ARRIVE, arrives::countDown);
        final FutureTask<Void> move = new FutureTask<>(() -> {
            e.move();
            return null;
        });
        final Thread moves = new Thread(move);
        moves.start();
        arrives.await();
        Until.over(() -> !e.buffer().resv().blocks(moves), moves::isAlive, "it did not wait for the job on the old place");
        // The old job runs, so the copy has not begun. The worker gives up the old place when that job has ended.
        assertTrue(i.isDeferred());
        assertEquals(2, e.buffer().resv().pending().size());
        assertEquals(Usage.KERNEL, e.buffer().resv().pendingMove().usage());
        assertFalse(move.isDone());
        i.signal();
        i.work();
        move.get();
        assertEquals(List.of(), e.buffer().resv().pending());
        assertEquals(null, e.buffer().resv().pendingMove());
        assertEquals(Errno.OK, i.map());
        assertEquals(Errno.OK, i.submit(Usage.READ));
        assertFalse(i.job().isQueued());
        i.signal();
    }

    @Test
    void aJobBehindACopyIsQueuedUntilItIsDone() throws Exception {
        final MoverExporter e = new MoverExporter(probe);
        final DynamicImporter i = new DynamicImporter(e.buffer());
        attach(Errno.OK, i);
        i.map();
        probe.then(Step.ARRIVE, () -> {
            i.work();
            i.map();
            i.submit(Usage.BOOKKEEP);
            assertTrue(i.job().isQueued());
            assertEquals("no job runs", assertThrows(MisuseException.class, i::signal).getMessage());
        });
        e.move();
        assertTrue(probe.isDone());
        assertFalse(i.job().isQueued());
        i.signal();
        assertFalse(i.jobRuns());
    }

    @Test
    void whatIsPinnedDoesNotMove() throws Exception {
        final MoverExporter e = new MoverExporter(probe);
        final DynamicImporter told = new DynamicImporter(e.buffer());
        final StaticImporter still = new StaticImporter(e.buffer());
        final RevocableImporter pins = new RevocableImporter(e.buffer());
        attach(Errno.OK, told);
        attach(Errno.OK, still);
        attach(Errno.OK, pins);
        told.map();
        assertEquals(Errno.OK, still.map());
        e.move();
        assertFalse(told.isDeferred());
        assertFalse(probe.taken.contains(Step.COPY));
        still.unmap();
        map(pins, Errno.OK, Errno.OK);
        e.move();
        assertFalse(told.isDeferred());
        pins.lock();
        pins.unmap();
        pins.unpin();
        pins.unlock();
        e.move();
        assertTrue(told.isDeferred());
        assertTrue(probe.taken.contains(Step.COPY) && probe.taken.contains(Step.ARRIVE));
        final RevocableImporter again = new RevocableImporter(e.buffer());
        attach(Errno.OK, again);
        map(again, Errno.OK, Errno.OK);
        probe.taken.clear();
        e.move();
        assertFalse(probe.taken.contains(Step.ARRIVE), "what stays has nothing to arrive");
    }

    /** An importer that waits in map has the mapping, but its hardware gets the addresses only when the copy is done. */
    @Test
    void aMapThatWaitsForACopy() throws Exception {
        final MoverExporter e = new MoverExporter(probe);
        final OdpImporter i = new OdpImporter(e.buffer());
        attach(Errno.OK, i);
        final DmaFence copy = new DmaFence(Usage.KERNEL);
        e.buffer().resv().lock().lock();
        e.buffer().resv().addMove(copy);
        e.buffer().resv().lock().unlock();
        probe.then(Step.MAP_WAIT, () -> {
            assertTrue(i.attachment().isMapped() && !i.isInstalled());
            copy.signal();
        });
        assertEquals(Errno.OK, i.map());
        assertTrue(probe.isDone() && i.isInstalled());
        i.unmap();
        probe.then(Step.MAP_WAIT, () -> {
            throw new IllegalStateException("the probe");
        });
        assertThrows(IllegalStateException.class, i::map);
        assertFalse(i.attachment().isMapped() || i.isInstalled());
        assertEquals(1, e.count());
        assertEquals(Errno.OK, i.map());
    }
}
