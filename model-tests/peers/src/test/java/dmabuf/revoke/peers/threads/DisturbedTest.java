// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.peers.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.DmaBuf;
import dmabuf.revoke.impl.DmaBufFile;
import dmabuf.revoke.impl.DmaFence;
import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.Exporter;
import dmabuf.revoke.impl.Hardware;
import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.MisuseException;
import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.impl.Program;
import dmabuf.revoke.impl.Step;
import dmabuf.revoke.impl.Usage;
import dmabuf.revoke.impl.exporters.Device;
import dmabuf.revoke.impl.exporters.MockExporter;
import dmabuf.revoke.impl.exporters.MoverExporter;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.exporters.ThreeStateExporter;
import dmabuf.revoke.impl.exporters.UverbsExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import dmabuf.revoke.impl.importers.LegacyImporter;
import dmabuf.revoke.impl.importers.OdpImporter;
import dmabuf.revoke.impl.importers.RevocableImporter;
import dmabuf.revoke.impl.importers.StaticImporter;
import dmabuf.revoke.impl.importers.VirtioImporter;
import dmabuf.revoke.impl.trace.StepTrace;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that are interrupted, that throw half-way, that break a rule, or that leave something behind. */
@Tag("peer")
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public class DisturbedTest {
    private final Pool threads = new Pool();
    private final RevocableExporter exporter = new RevocableExporter();
    private final DmaBuf buffer = exporter.buffer();

    /** What a test throws. */
    private static final class Disturbance extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static void ok(final Errno e) {
        assertEquals(Errno.OK, e);
    }

    private void idle(final Exporter e) {
        assertEquals(1, e.count());
        assertFalse(e.isComplete());
        assertNull(e.outer().owner());
        assertNull(e.buffer().resv().lock().owner());
        assertEquals(List.of(), e.buffer().info().waitedFor());
    }

    private static Importer mapped(final Importer i) throws InterruptedException {
        ok(i.attach());
        ok(i.map());
        return i;
    }

    /** Waits until the thread waits for something of the exporter. */
    private static void untilBlocked(final Exporter e, final AtomicReference<Thread> t) {
        while (t.get() == null || !e.blocks(t.get())) {
            Thread.onSpinWait();
        }
    }

    /** Interrupts a thread that waits, and waits until it has heeded that and waits again. */
    private static void interruptInWait(final Exporter e, final AtomicReference<Thread> t) {
        t.get().interrupt();
        while (t.get().isInterrupted()) {
            Thread.onSpinWait();
        }
        untilBlocked(e, t);
    }

    // Interrupts

    /** A call that waits for a lock is interrupted: it throws, and nothing has changed. */
    private void interruptedAtLock(final Exporter e, final boolean outer, final Call call) throws Exception {
        final AtomicReference<Thread> caller = new AtomicReference<>();
        final CountDownLatch held = new CountDownLatch(1);
        final CountDownLatch thrown = new CountDownLatch(1);
        final int count = e.count();
        final int references = e.buffer().file().references();
        final List<Attachment> attachments = e.buffer().attachments();
        threads.run(
                () -> {
                    final var lock = outer ? e.outer() : e.buffer().resv().lock();
                    lock.lock();
                    try {
                        held.countDown();
                        untilBlocked(e, caller);
                        caller.get().interrupt();
                        thrown.await();
                    } finally {
                        lock.unlock();
                    }
                },
                () -> {
                    held.await();
                    caller.set(Thread.currentThread());
                    try {
                        assertThrows(InterruptedException.class, call::run);
                        assertFalse(Thread.currentThread().isInterrupted());
                    } finally {
                        Thread.interrupted();
                        thrown.countDown();
                    }
                });
        assertEquals(count, e.count());
        assertEquals(references, e.buffer().file().references());
        assertEquals(attachments, e.buffer().attachments());
        assertNull(e.outer().owner());
        assertNull(e.buffer().resv().lock().owner());
    }

    private interface Call {
        void run() throws Exception;
    }

    @Test
    void callsThatWaitForALockAreInterrupted() throws Exception {
        final Importer i = new DynamicImporter(buffer);
        final Program p = new Program(buffer);
        interruptedAtLock(exporter, false, i::attach);
        assertNull(i.attachment());
        ok(i.attach());
        interruptedAtLock(exporter, false, i::map);
        assertFalse(i.attachment().isMapped());
        interruptedAtLock(exporter, false, i::detach);
        assertTrue(i.attachment().isListed());
        ok(i.map());
        interruptedAtLock(exporter, false, () -> i.submit(Usage.WRITE));
        assertFalse(i.jobRuns());
        interruptedAtLock(exporter, false, i::unmap);
        assertTrue(i.attachment().isMapped() && i.isInstalled());
        interruptedAtLock(exporter, false, p::vmap);
        assertFalse(p.isVmapped());
        interruptedAtLock(exporter, false, () -> p.importFence(Usage.READ));
        assertFalse(p.fencePending());
        ok(p.mmap());
        interruptedAtLock(exporter, false, p::touch);
        assertEquals(Program.Page.VMA, p.page());
        ok(p.vmap());
        interruptedAtLock(exporter, false, p::vunmap);
        assertTrue(p.isVmapped());
        interruptedAtLock(exporter, false, () -> buffer.file().poll(true, () -> {}));
        interruptedAtLock(exporter, true, exporter::revoke);
        interruptedAtLock(exporter, true, exporter::close);
        assertFalse(exporter.isRevoked() || exporter.isClosed());
        ok(p.vunmap());
        ok(i.unmap());
        exporter.revoke();
        interruptedAtLock(exporter, true, exporter::restore);
        assertTrue(exporter.isRevoked());
        exporter.restore();
        final RevocableImporter pinned = new RevocableImporter(buffer);
        ok(pinned.attach());
        interruptedAtLock(exporter, false, pinned::lock);
        idle(exporter);
        exporter.close();
    }

    @Test
    void aDeviceIsInterruptedAtItsLock() throws Exception {
        final Device d = new Device();
        final RevocableExporter e = d.export(Probe.NONE);
        interruptedAtLock(e, true, d::revoke);
        interruptedAtLock(e, true, d::close);
        interruptedAtLock(e, true, () -> d.export(Probe.NONE));
        assertEquals(1, d.buffers());
        assertFalse(e.isRevoked() || d.export(Probe.NONE).isRevoked());
    }

    @Test
    void aRevokeThatWaitsIsNotInterrupted() throws Exception {
        final Importer i = mapped(new DynamicImporter(buffer));
        ok(i.submit(Usage.READ));
        final AtomicReference<Thread> revoker = new AtomicReference<>();
        threads.run(
                () -> {
                    revoker.set(Thread.currentThread());
                    exporter.revoke();
                    assertFalse(i.jobRuns());
                    assertFalse(i.attachment().isMapped());
                    assertTrue(Thread.interrupted(), "the interrupt is lost");
                },
                () -> {
                    untilBlocked(exporter, revoker);
                    interruptInWait(exporter, revoker);
                    assertTrue(i.attachment().isMapped(), "an interrupt ends the wait for the fence");
                    ok(i.signal());
                    while (!i.isDeferred() || buffer.resv().lock().owner() != null) {
                        Thread.onSpinWait();
                    }
                    untilBlocked(exporter, revoker);
                    interruptInWait(exporter, revoker);
                    assertTrue(i.attachment().isMapped(), "an interrupt ends the wait for the unmap");
                    ok(i.work());
                });
        idle(exporter);
    }

    @Test
    void waitsForAJobAreInterrupted() throws Exception {
        final MockExporter mock = new MockExporter(Probe.NONE);
        final Importer i = mapped(new DynamicImporter(mock.buffer()));
        ok(i.submit(Usage.WRITE));
        mock.revoke();
        final Program p = new Program(mock.buffer());
        mock.restore();
        for (final Call call : List.<Call>of(i::work, () -> i.job().await(), () -> p.begin(false))) {
            final AtomicReference<Thread> caller = new AtomicReference<>();
            threads.run(
                    () -> {
                        caller.set(Thread.currentThread());
                        assertThrows(InterruptedException.class, call::run);
                        Thread.interrupted();
                    },
                    () -> {
                        untilBlocked(mock, caller);
                        caller.get().interrupt();
                    });
            assertTrue(i.isDeferred() && i.attachment().isMapped() && i.jobRuns() && !p.hasBegun());
        }
        Thread.currentThread().interrupt();
        ok(i.signal());
        i.job().awaitUninterruptibly();
        assertTrue(Thread.interrupted(), "the interrupt is lost");
        ok(i.work());
        ok(p.begin(false));
        idle(mock);
    }

    // Exceptions

    /** An importer whose callback throws. */
    private static final class Throwing extends Importer {
        private int calls;

        Throwing(final DmaBuf b) {
            super(b);
        }

        @Override
        public Step invalidate(final Attachment a) {
            calls++;
            throw new Disturbance();
        }
    }

    @Test
    void aCallbackThatThrowsEndsNoRevoke() throws Exception {
        final Importer oldest = mapped(new OdpImporter(buffer));
        final Throwing one = new Throwing(buffer);
        final Throwing two = new Throwing(buffer);
        ok(one.attach());
        ok(two.attach());
        final Importer newest = mapped(new VirtioImporter(buffer));
        ok(newest.submit(Usage.BOOKKEEP));
        final Program p = new Program(buffer);
        ok(p.mmap());
        ok(p.touch());
        threads.run(
                () -> {
                    final Disturbance d = assertThrows(Disturbance.class, exporter::close);
                    assertEquals(1, d.getSuppressed().length);
                    assertFalse(newest.jobRuns());
                },
                () -> ok(newest.signal()));
        assertFalse(oldest.attachment().isMapped() || newest.attachment().isMapped());
        assertEquals(Program.Page.VMA, p.page());
        assertTrue(exporter.isRevoked() && exporter.isClosed());
        assertEquals(2, one.calls + two.calls);
        exporter.close();
        assertThrows(MisuseException.class, exporter::close);
        idle(exporter);
    }

    @Test
    void aHardwareThatThrowsInMapLeavesNoMapping() throws Exception {
        final Importer i = new OdpImporter(buffer);
        i.program(new Hardware() {
            @Override
            public void map(final Attachment a) {
                throw new Disturbance();
            }
        });
        ok(i.attach());
        assertThrows(Disturbance.class, i::map);
        assertFalse(i.attachment().isMapped() || i.isInstalled());
        idle(exporter);
        exporter.revoke();
        ok(i.detach());
    }

    @Test
    void aRevokeWaitsForAMappingWhoseHardwareThrew() throws Exception {
        final AtomicInteger calls = new AtomicInteger();
        final Importer i = new OdpImporter(buffer);
        i.program(new Hardware() {
            @Override
            public void unmap(final Attachment a) {
                if (calls.incrementAndGet() == 1) {
                    throw new Disturbance();
                }
            }
        });
        mapped(i);
        final AtomicReference<Thread> revoker = new AtomicReference<>();
        threads.run(
                () -> {
                    revoker.set(Thread.currentThread());
                    assertThrows(Disturbance.class, exporter::revoke);
                    assertFalse(i.attachment().isMapped());
                },
                () -> {
                    while (calls.get() == 0 || buffer.resv().lock().owner() != null) {
                        Thread.onSpinWait();
                    }
                    untilBlocked(exporter, revoker);
                    assertTrue(i.attachment().isMapped() && i.isInstalled());
                    ok(i.unmap());
                });
        idle(exporter);
    }

    /** A probe that throws at its n-th call. */
    private static final class NthCall implements Probe {
        private int left;

        @Override
        public void record(final Step step, final Object subject) {
            gate(step, subject);
        }

        @Override
        public void gate(final Step next, final Object subject) {
            if (--left == 0) {
                throw new Disturbance();
            }
        }
    }

    @Test
    void aProbeThatThrowsEndsNoOperation() throws Exception {
        boolean threw = true;
        for (int n = 2; threw; n++) {
            final NthCall probe = new NthCall();
            final RevocableExporter e = new RevocableExporter(probe);
            final Importer one = mapped(new OdpImporter(e.buffer()));
            final Importer two = mapped(new VirtioImporter(e.buffer()));
            final Program p = new Program(e.buffer());
            ok(p.mmap());
            ok(p.touch());
            probe.left = n;
            threw = throwsIt(e::revoke);
            assertTrue(e.isRevoked(), "at call " + n);
            assertFalse(one.attachment().isMapped() || two.attachment().isMapped(), "at call " + n);
            assertEquals(Program.Page.VMA, p.page());
            idle(e);
            probe.left = 1;
            assertThrows(Disturbance.class, e::restore);
            assertTrue(e.isRevoked());
            idle(e);
            probe.left = n;
            throwsIt(e::restore);
            assertFalse(e.isRevoked(), "at call " + n);
            idle(e);
            probe.left = 0;
            ok(one.map());
            ok(p.touch());
            e.close();
        }
    }

    private static boolean throwsIt(final Call call) throws Exception {
        try {
            call.run();
            return false;
        } catch (Disturbance d) {
            return true;
        }
    }

    /** Each call, with a probe that throws at the n-th place: the locks are free, and the effect is there or not. */
    @Test
    void aProbeThatThrowsLeavesNothingHalfDone() throws Exception {
        for (int n = 1; n <= 4; n++) {
            final NthCall probe = new NthCall();
            final RevocableExporter e = new RevocableExporter(probe);
            final Importer i = new OdpImporter(e.buffer());
            final Program p = new Program(e.buffer());
            final DmaBufFile f = e.buffer().file();
            disturbed(probe, n, i::attach);
            assertEquals(i.attachment() == null ? 1 : 2, f.references());
            assertEquals(f.references() - 1, e.buffer().attachments().size());
            if (i.attachment() == null) {
                ok(i.attach());
            }
            disturbed(probe, n, i::map);
            assertEquals(i.attachment().isMapped() ? 2 : 1, e.count());
            assertEquals(i.attachment().isMapped(), i.isInstalled());
            if (!i.attachment().isMapped()) {
                ok(i.map());
            }
            disturbed(probe, n, i::unmap);
            assertEquals(i.attachment().isMapped() ? 2 : 1, e.count());
            assertEquals(i.attachment().isMapped(), i.isInstalled());
            if (i.attachment().isMapped()) {
                ok(i.unmap());
            }
            disturbed(probe, n, i::detach);
            assertEquals(i.attachment() == null ? 1 : 2, f.references());
            if (i.attachment() != null) {
                ok(i.detach());
            }
            disturbed(probe, n, p::mmap);
            assertEquals(p.page() == Program.Page.NONE ? 1 : 2, f.references());
            if (p.page() == Program.Page.NONE) {
                ok(p.mmap());
            }
            disturbed(probe, n, p::touch);
            disturbed(probe, n, p::munmap);
            assertEquals(p.page() == Program.Page.NONE ? 1 : 2, f.references());
            if (p.page() != Program.Page.NONE) {
                ok(p.munmap());
            }
            disturbed(probe, n, p::vmap);
            assertEquals(p.isVmapped() ? 2 : 1, f.references());
            assertEquals(p.isVmapped() ? 2 : 1, e.count());
            if (!p.isVmapped()) {
                ok(p.vmap());
            }
            disturbed(probe, n, p::vunmap);
            assertEquals(p.isVmapped() ? 2 : 1, f.references());
            assertEquals(p.isVmapped() ? 2 : 1, e.count());
            if (p.isVmapped()) {
                ok(p.vunmap());
            }
            final RevocableImporter rdma = new RevocableImporter(e.buffer());
            ok(rdma.attach());
            disturbed(probe, n, () -> {
                rdma.lock();
                rdma.unlock();
            });
            idle(e);
            e.close();
        }
    }

    private static void disturbed(final NthCall probe, final int n, final Call call) throws Exception {
        probe.left = n;
        throwsIt(call);
        probe.left = 0;
    }

    @Test
    void aSignallerGetsNoExceptionOfAWaiter() throws Exception {
        final Program p = new Program(buffer);
        ok(p.importFence(Usage.WRITE));
        final AtomicInteger woken = new AtomicInteger();
        assertEquals(DmaBufFile.Poll.WAKES, buffer.file().poll(false, () -> {
            throw new Disturbance();
        }));
        assertEquals(DmaBufFile.Poll.WAKES, buffer.file().poll(true, woken::incrementAndGet));
        assertEquals(DmaBufFile.Poll.TAKEN, buffer.file().poll(true, woken::incrementAndGet));
        assertEquals(3, buffer.file().references());
        final AtomicReference<Throwable> uncaught = new AtomicReference<>();
        final Thread signaller = new Thread(p::signal);
        signaller.setUncaughtExceptionHandler((t, e) -> uncaught.set(e));
        signaller.start();
        signaller.join();
        assertTrue(uncaught.get() instanceof Disturbance);
        assertEquals(1, woken.get());
        assertEquals(1, buffer.file().references());
        assertFalse(p.fencePending());
        assertEquals(DmaBufFile.Poll.READY, buffer.file().poll(false, woken::incrementAndGet));
    }

    @Test
    void aDeviceGoesOnAfterAnException() throws Exception {
        final Device d = new Device();
        final RevocableExporter one = d.export(Probe.NONE);
        final RevocableExporter two = d.export(Probe.NONE);
        ok(new Throwing(one.buffer()).attach());
        final Importer i = mapped(new OdpImporter(two.buffer()));
        assertThrows(Disturbance.class, d::revoke);
        assertTrue(one.isRevoked() && two.isRevoked());
        assertFalse(i.attachment().isMapped());
        assertEquals(1, two.buffer().file().references() - 1);
        assertNull(one.outer().owner());
        assertThrows(Disturbance.class, d::restore);
        assertFalse(one.isRevoked() || two.isRevoked());
    }

    // Rules

    @Test
    void misuseChangesNothing() throws Exception {
        final Importer i = new DynamicImporter(buffer);
        misuse(i::map);
        misuse(i::unmap);
        misuse(i::detach);
        misuse(i::work);
        misuse(i::signal);
        ok(i.attach());
        misuse(i::attach);
        misuse(i::unmap);
        misuse(() -> i.submit(Usage.READ));
        misuse(() -> i.program(Hardware.NONE));
        ok(i.map());
        misuse(i::map);
        misuse(i::detach);
        ok(i.submit(Usage.READ));
        misuse(() -> i.submit(Usage.READ));
        misuse(i::unmap);
        misuse(i::work);
        ok(i.signal());
        misuse(i::signal);
        final RevocableExporter other = new RevocableExporter();
        final Attachment foreign = other.buffer().attachment(i);
        misuse(() -> buffer.attach(foreign));
        misuse(() -> buffer.detach(foreign));
        misuse(() -> buffer.map(i.attachment()));
        misuse(() -> buffer.unmap(i.attachment()));
        misuse(buffer::invalidateMappings);
        buffer.resv().lock().lock();
        misuse(() -> buffer.map(foreign));
        misuse(() -> buffer.map(i.attachment()));
        misuse(() -> buffer.unpin(i.attachment()));
        misuse(() -> buffer.resv().lock().lock());
        buffer.resv().lock().unlock();
        misuse(() -> buffer.resv().lock().unlock());
        ok(i.unmap());
        final RevocableImporter r = new RevocableImporter(buffer);
        ok(r.attach());
        misuse(r::unlock);
        misuse(r::pin);
        misuse(r::map);
        ok(r.lock());
        misuse(r::lock);
        misuse(r::map);
        misuse(r::unpin);
        misuse(r::detach);
        ok(r.pin());
        misuse(r::pin);
        ok(r.map());
        misuse(r::unpin);
        ok(r.unlock());
        misuse(r::detach);
        ok(r.lock());
        ok(r.unmap());
        ok(r.unpin());
        ok(r.unlock());
        final Program p = new Program(buffer);
        misuse(p::munmap);
        misuse(p::touch);
        misuse(p::vunmap);
        misuse(p::end);
        misuse(p::signal);
        assertEquals(3, buffer.file().references());
        idle(exporter);
        misuse(new Program(new UverbsExporter(Probe.NONE).buffer())::mmap);
        misuse(new Program(new ThreeStateExporter(Probe.NONE).buffer())::vmap);
    }

    private static void misuse(final Call call) {
        assertThrows(MisuseException.class, call::run);
    }

    @Test
    void importersThatDoNotFitAreRefused() throws Exception {
        assertEquals(Errno.EOPNOTSUPP, new StaticImporter(buffer).attach());
        assertEquals(Errno.EOPNOTSUPP, new LegacyImporter(buffer).attach());
        final UverbsExporter uverbs = new UverbsExporter(Probe.NONE);
        ok(new LegacyImporter(uverbs.buffer()).attach());
        final RevocableImporter r = new RevocableImporter(buffer);
        ok(r.attach());
        exporter.revoke();
        assertEquals(Errno.ENODEV, new StaticImporter(buffer).attach());
        exporter.restore();
        assertTrue(r.isDead());
        misuse(r::lock);
        ok(r.detach());
        ok(r.attach());
        assertFalse(r.isDead());
        final ThreeStateExporter three = new ThreeStateExporter(Probe.NONE);
        three.kill();
        three.kill();
        assertEquals(Errno.EOPNOTSUPP, new StaticImporter(three.buffer()).attach());
        assertEquals(Errno.ENODEV, new OdpImporter(three.buffer()).attach());
        misuse(three::close);
    }

    @Test
    void theOrderOfLocksIsAsserted() throws Exception {
        if (!DisturbedTest.class.desiredAssertionStatus()) {
            return;
        }
        final Importer i = new DynamicImporter(buffer);
        ok(i.attach());
        buffer.resv().lock().lock();
        assertThrows(AssertionError.class, () -> exporter.outer().lock());
        assertThrows(AssertionError.class, exporter::revoke);
        assertThrows(AssertionError.class, () -> new DynamicImporter(buffer).attach());
        assertThrows(AssertionError.class, () -> new Program(buffer).mmap());
        buffer.resv().lock().unlock();
        final Importer calls = new Importer(buffer) {
            @Override
            public Step invalidate(final Attachment a) {
                assertThrows(AssertionError.class, () -> new DynamicImporter(buffer).attach());
                return Step.INVALIDATE_UNMAPPED;
            }
        };
        ok(calls.attach());
        exporter.revoke();
        exporter.outer().lock();
        buffer.resv().lock().lock();
        buffer.resv().lock().unlock();
        exporter.outer().unlock();
        idle(exporter);
    }

    @Test
    void theCallbacksRunNewestFirstAndOnce() throws Exception {
        final List<Object> called = new ArrayList<>();
        final RevocableExporter e = new RevocableExporter(new Probe() {
            @Override
            public void record(final Step step, final Object subject) {
                if (step == Step.NOTIFY) {
                    called.add(((Attachment) subject).importer());
                }
            }
        });
        final List<Importer> all = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            all.add(0, new OdpImporter(e.buffer()));
            ok(all.get(0).attach());
        }
        ok(all.remove(1).detach());
        e.revoke();
        assertEquals(all, called);
        called.clear();
        e.revoke();
        assertEquals(List.of(), called);
        e.restore();
        assertEquals(all, called);
        called.clear();
        e.restore();
        assertEquals(List.of(), called);
    }

    @Test
    void aPinnedBufferDoesNotMove() throws Exception {
        final MoverExporter mover = new MoverExporter(Probe.NONE);
        final RevocableImporter r = new RevocableImporter(mover.buffer());
        ok(r.attach());
        ok(r.lock());
        ok(r.pin());
        ok(r.map());
        ok(r.unlock());
        mover.move();
        assertTrue(r.attachment().isMapped());
        final Importer odp = mapped(new OdpImporter(mover.buffer()));
        ok(r.lock());
        ok(r.unmap());
        ok(r.unpin());
        ok(r.unlock());
        mover.move();
        assertFalse(odp.attachment().isMapped());
        assertFalse(mover.isRevoked());
        idle(mover);
    }

    // What is left behind

    @Test
    void nothingIsKeptThatIsOver() throws Exception {
        final List<WeakReference<?>> gone = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            final Importer i = mapped(new DynamicImporter(buffer));
            ok(i.submit(Usage.READ));
            ok(i.signal());
            ok(i.unmap());
            ok(i.detach());
            gone.add(new WeakReference<>(i));
            final Program p = new Program(buffer);
            ok(p.mmap());
            ok(p.touch());
            ok(p.vmap());
            ok(p.vunmap());
            ok(p.munmap());
            gone.add(new WeakReference<>(p));
        }
        final Importer last = mapped(new DynamicImporter(buffer));
        for (int n = 0; n < 100; n++) {
            ok(last.submit(Usage.READ));
            ok(last.signal());
            if (n < 50) {
                gone.add(new WeakReference<>(last.job()));
            }
        }
        collected(gone);
        ok(last.unmap());
        idle(exporter);
    }

    private static void collected(final List<WeakReference<?>> gone) {
        for (int n = 0; n < 50; n++) {
            System.gc();
            if (gone.stream().allMatch(w -> w.get() == null)) {
                return;
            }
        }
        assertEquals(List.of(), gone.stream().map(WeakReference::get).filter(o -> o != null).map(o -> o.getClass()).toList());
    }

    @Test
    void aPendingFenceIsNeverDropped() throws Exception {
        final Program p = new Program(buffer);
        ok(p.importFence(Usage.BOOKKEEP));
        final DmaFence pending = p.fence();
        final Importer i = mapped(new DynamicImporter(buffer));
        for (int n = 0; n < 100; n++) {
            ok(i.submit(Usage.WRITE));
            assertEquals(2, buffer.resv().pending().size());
            ok(i.signal());
        }
        assertEquals(List.of(pending), buffer.resv().pending());
        ok(i.unmap());
        ok(p.signal());
        exporter.close();
    }

    @Test
    void aTraceHasALineForEachStep() throws Exception {
        final StringBuilder text = new StringBuilder();
        final RevocableExporter e = new RevocableExporter(new StepTrace(text));
        final Importer one = new OdpImporter(e.buffer());
        final Importer two = new OdpImporter(e.buffer());
        final Repeat use = i -> {
            ok(i.attach());
            for (int n = 0; n < 50; n++) {
                ok(i.map());
                ok(i.unmap());
            }
            ok(i.detach());
        };
        threads.run(() -> use.of(one), () -> use.of(two));
        final List<String> lines = text.toString().lines().toList();
        for (final String l : lines) {
            assertTrue(l.matches("\\{\"(step|gate)\":\"[A-Z_]+\",\"thread\":\"part\",\"buffer\":\\d,\"importer\":\\d,\"callback\":true}"), l);
        }
        for (final String step : List.of("MAP", "DRIVER_UNMAP")) {
            assertEquals(100, lines.stream().filter(l -> l.startsWith("{\"step\":\"" + step + "\"")).count(), step);
        }
        assertEquals(3, lines.stream().flatMap(l -> java.util.Arrays.stream(l.split(","))
                .filter(w -> w.startsWith("\"buffer\"") || w.startsWith("\"importer\""))).distinct().count());
    }

    private interface Repeat {
        void of(Importer i) throws Exception;
    }

    @Test
    void aJobOfAMoveComesInBetween() throws Exception {
        final MoverExporter mover = new MoverExporter(Probe.NONE);
        final Importer i = mapped(new DynamicImporter(mover.buffer()));
        ok(i.submit(Usage.WRITE));
        final DmaFence job = i.job();
        final AtomicReference<Thread> moves = new AtomicReference<>();
        threads.run(
                () -> {
                    moves.set(Thread.currentThread());
                    mover.move();
                    assertTrue(job.isSignalled());
                },
                () -> {
                    untilBlocked(mover, moves);
                    final Importer late = mapped(new VirtioImporter(mover.buffer()));
                    ok(late.submit(Usage.READ));
                    assertTrue(late.job().isQueued());
                    misuse(late::signal);
                    assertTrue(i.isDeferred());
                    ok(i.signal());
                    assertEquals(Errno.EINVAL, i.submit(Usage.READ));
                    ok(i.work());
                    while (late.job().isQueued()) {
                        Thread.onSpinWait();
                    }
                    ok(late.signal());
                    ok(late.unmap());
                });
        idle(mover);
        assertSame(job, i.job());
    }
}
