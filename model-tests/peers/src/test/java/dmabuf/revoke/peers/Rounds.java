// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.peers;

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
import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.MisuseException;
import dmabuf.revoke.impl.Mutex;
import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.impl.Program;
import dmabuf.revoke.impl.Step;
import dmabuf.revoke.impl.Usage;
import dmabuf.revoke.impl.exporters.Device;
import dmabuf.revoke.impl.exporters.LetterExporter;
import dmabuf.revoke.impl.exporters.MockExporter;
import dmabuf.revoke.impl.exporters.MoverExporter;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.exporters.ThreeStateExporter;
import dmabuf.revoke.impl.exporters.UverbsExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import dmabuf.revoke.impl.importers.IommufdImporter;
import dmabuf.revoke.impl.importers.OdpImporter;
import dmabuf.revoke.impl.importers.RevocableImporter;
import dmabuf.revoke.impl.importers.VirtioImporter;
import dmabuf.revoke.impl.memory.Iommu;
import dmabuf.revoke.impl.memory.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The races of a shared buffer, one round each: a new buffer, a few threads, and what must be true at the end of their calls.
 * They run as they are on real threads, again and again, or under a scheduler.
 */
public final class Rounds {
    private final Together threads;
    /** Changes what is varied: classes of fences, kinds of exporters. */
    private final int number;

    /** One round, the n-th. */
    public Rounds(final Together threads, final int number) {
        this.threads = threads;
        this.number = number;
    }

    private Usage usage() {
        return Usage.values()[number % Usage.values().length];
    }

    /** A call that takes a buffer back. */
    private interface Call {
        void call() throws InterruptedException;
    }

    /** An exporter, and how it takes its buffer back. */
    private record Owner(Exporter exporter, Call revoke, Call restore) {
        static Owner reference() {
            final RevocableExporter e = new RevocableExporter();
            return new Owner(e, e::revoke, e::restore);
        }

        DmaBuf buffer() {
            return exporter.buffer();
        }

        /** The buffer is taken back, and nobody uses it: that the owner may rely on. */
        void takeBack(final Ram ram) throws InterruptedException {
            revoke.call();
            takenBack(exporter);
            ram.poison();
        }

        void giveBack(final Ram ram) throws InterruptedException {
            ram.untouched();
            takenBack(exporter);
            ram.clear();
            restore.call();
        }
    }

    private List<Owner> owners() {
        final LetterExporter letter = new LetterExporter(Probe.NONE);
        final ThreeStateExporter three = new ThreeStateExporter(Probe.NONE);
        final RevocableExporter closed = new RevocableExporter();
        final ThreeStateExporter killed = new ThreeStateExporter(Probe.NONE);
        return List.of(Owner.reference(), new Owner(letter, letter::revoke, null), new Owner(three, three::revoke, three::restore),
                new Owner(closed, closed::close, null), new Owner(killed, killed::kill, null),
                new Owner(letter, letter::close, null));
    }

    private Owner owner() {
        return owners().get(number % owners().size());
    }

    private static void takenBack(final Exporter e) {
        assertTrue(e.isRevoked(), "not revoked");
        assertEquals(1, e.count(), "the count");
        assertFalse(e.isComplete(), "a completion is left over");
        assertEquals(List.of(), e.buffer().info().waitedFor(), "left after a revoke");
        for (final Attachment a : e.buffer().attachments()) {
            assertFalse(a.isMapped(), "mapped after a revoke");
            if (a.importer() instanceof Importer i) {
                assertFalse(i.isInstalled(), "the hardware has addresses after a revoke");
                assertFalse(i.isDeferred(), "an unmap is left after a revoke");
                assertFalse(i.jobRuns(), "a job runs after a revoke");
            }
        }
    }

    /** Nobody is in a call or has a mapping. */
    private static void idle(final Exporter e, final int references) {
        assertEquals(1, e.count(), "the count");
        assertFalse(e.isComplete(), "a completion is left over");
        assertNull(e.outer().owner(), "the outer lock is held");
        assertNull(e.buffer().resv().lock().owner(), "the reservation lock is held");
        assertEquals(List.of(), e.buffer().info().waitedFor(), "left at the end");
        assertEquals(references, e.buffer().file().references(), "references");
    }

    private static void ok(final Errno e) {
        assertEquals(Errno.OK, e);
    }

    private static void either(final Set<Errno> expected, final Errno e) {
        assertTrue(expected.contains(e), () -> "not one of " + expected + " but " + e);
    }

    /** {@return whether the call was made, and was no misuse} */
    private static boolean unlessMisuse(final Together.Part call) throws Exception {
        try {
            call.run();
            return true;
        } catch (MisuseException m) {
            return false;
        }
    }

    private static final Set<Errno> USED = Set.of(Errno.OK, Errno.ENODEV, Errno.EINVAL);

    /** An importer uses the buffer again and again, while the exporter takes it back and gives it back. */
    private void used(final Function<DmaBuf, Importer> kind) throws Exception {
        final Owner o = Owner.reference();
        final Importer i = kind.apply(o.buffer());
        final Ram ram = new Ram();
        i.program(ram);
        final boolean pins = i instanceof dmabuf.revoke.impl.PinnedImporter;
        if (!pins) {
            ok(i.attach());
        }
        threads.run(
                () -> {
                    for (int n = 0; n < 2; n++) {
                        o.takeBack(ram);
                        o.giveBack(ram);
                    }
                },
                () -> {
                    for (int n = 0; n < 3; n++) {
                        either(USED, Use.of(i, ram, usage()));
                    }
                });
        idle(o.exporter, pins ? 1 : 2);
        ok(Use.of(i, ram, usage()));
    }

    /** A GPU, whose callback defers the unmap. */
    public void dynamicIsUsed() throws Exception {
        used(DynamicImporter::new);
    }

    /** A driver whose callback waits for the job. */
    public void virtioIsUsed() throws Exception {
        used(VirtioImporter::new);
    }

    /** A device without fences. */
    public void odpIsUsed() throws Exception {
        used(OdpImporter::new);
    }

    /** A pinned importer, which a revoke invalidates for good. */
    public void revocableIsUsed() throws Exception {
        used(RevocableImporter::new);
    }

    /** A pinned importer that the exporter does not count. */
    public void iommufdIsUsed() throws Exception {
        used(IommufdImporter::new);
    }

    /** Two importers of different kinds, and the exporter, which may be of any kind. */
    public void twoAreUsed() throws Exception {
        final Owner o = owner();
        final Importer one = number % 2 == 0 ? new DynamicImporter(o.buffer()) : new VirtioImporter(o.buffer());
        final Importer two = new OdpImporter(o.buffer());
        final Ram ram = new Ram();
        two.program(ram);
        ok(one.attach());
        ok(two.attach());
        threads.run(
                () -> {
                    o.takeBack(ram);
                    if (o.restore != null) {
                        o.giveBack(ram);
                    }
                },
                () -> either(USED, Use.of(one, ram, usage())),
                () -> either(USED, Use.of(two, ram, usage())));
        idle(o.exporter, 3);
        assertEquals(o.restore == null ? Errno.ENODEV : Errno.OK, Use.of(one, ram, usage()));
    }

    /** A mapping and a job; then exporter, device, worker and driver at the same time. */
    public void allThreadsOfAnImporter() throws Exception {
        final Semaphore called = new Semaphore(0);
        final RevocableExporter e = new RevocableExporter(new Probe() {
            @Override
            public void record(final Step step, final Object subject) {
                if (step == Step.CALLBACK_RETURN) {
                    called.release();
                }
            }
        });
        final Owner o = new Owner(e, e::revoke, e::restore);
        final Importer i = new DynamicImporter(e.buffer());
        final Ram ram = new Ram();
        ok(i.attach());
        ok(i.map());
        ok(i.submit(usage()));
        final AtomicInteger unmaps = new AtomicInteger();
        threads.run(
                () -> {
                    o.takeBack(ram);
                    o.giveBack(ram);
                },
                () -> {
                    ram.access();
                    ok(i.signal());
                },
                () -> {
                    called.acquire();
                    unlessMisuse(() -> ok(i.work()));
                },
                () -> {
                    if (unlessMisuse(() -> ok(i.unmap()))) {
                        unmaps.incrementAndGet();
                    }
                });
        assertFalse(i.attachment().isMapped());
        assertFalse(i.isDeferred());
        idle(e, 2);
        ok(Use.of(i, ram, usage()));
    }

    /** Driver and worker unmap at the same time, after an exporter that does not wait. */
    public void driverAgainstWorker() throws Exception {
        final MockExporter e = new MockExporter(Probe.NONE);
        final Importer i = new DynamicImporter(e.buffer());
        ok(i.attach());
        ok(i.map());
        e.revoke();
        assertTrue(i.isDeferred());
        final AtomicInteger done = new AtomicInteger();
        threads.run(
                () -> done.addAndGet(unlessMisuse(() -> ok(i.work())) ? 1 : 0),
                () -> done.addAndGet(unlessMisuse(() -> ok(i.unmap())) ? 1 : 0));
        assertTrue(done.get() >= 1);
        assertFalse(i.isDeferred());
        idle(e, 2);
        ok(i.detach());
    }

    /** A restore, and an importer that attaches and maps as soon as it may. */
    public void restoreAgainstMap() throws Exception {
        final Owner o = Owner.reference();
        final Importer i = new OdpImporter(o.buffer());
        final Ram ram = new Ram();
        i.program(ram);
        o.takeBack(ram);
        final AtomicBoolean maps = new AtomicBoolean();
        threads.run(
                () -> o.giveBack(ram),
                () -> {
                    if (i.attach() == Errno.OK) {
                        // The flag was clear, and nobody sets it again.
                        ok(i.map());
                        ram.accessOfDevice();
                        maps.set(true);
                    }
                });
        assertEquals(maps.get() ? 2 : 1, o.exporter.count());
        assertEquals(maps.get(), i.attachment() != null && i.attachment().isMapped() && i.isInstalled());
        o.takeBack(ram);
    }

    /** Two threads that revoke, and an importer that maps: neither returns while there is a mapping. */
    public void twoRevokes() throws Exception {
        final Owner o = owner();
        final Importer i = new DynamicImporter(o.buffer());
        final Ram ram = new Ram();
        ok(i.attach());
        final Together.Part revoke = () -> {
            if (unlessMisuse(o.revoke::call)) {
                takenBack(o.exporter);
            }
        };
        threads.run(revoke, revoke, () -> either(USED, Use.of(i, ram, usage())));
        takenBack(o.exporter);
        assertEquals(Errno.ENODEV, i.map());
        idle(o.exporter, 2);
    }

    /** A close is for ever, whatever comes at the same time. */
    public void closeAgainstRestore() throws Exception {
        final RevocableExporter e = new RevocableExporter();
        final Importer i = new VirtioImporter(e.buffer());
        ok(i.attach());
        ok(i.map());
        threads.run(e::close, e::restore, e::revoke);
        assertTrue(e.isClosed());
        takenBack(e);
        assertThrows(MisuseException.class, e::close);
        e.restore();
        assertTrue(e.isRevoked());
        assertEquals(Errno.ENODEV, i.map());
        ok(i.detach());
        assertEquals(Errno.ENODEV, i.attach());
        idle(e, 1);
    }

    /** Importers come and go while the exporter calls them. */
    public void attachAndDetach() throws Exception {
        final Owner o = Owner.reference();
        final Importer stays = new OdpImporter(o.buffer());
        final Importer goes = new OdpImporter(o.buffer());
        final Importer comes = new RevocableImporter(o.buffer());
        ok(goes.attach());
        ok(stays.attach());
        ok(stays.map());
        final Errno[] came = new Errno[1];
        threads.run(
                () -> {
                    o.revoke.call();
                    assertFalse(stays.attachment().isMapped(), "its callback was not called");
                    assertEquals(1, o.exporter.count());
                },
                () -> ok(goes.detach()),
                () -> came[0] = comes.attach());
        either(Set.of(Errno.OK, Errno.ENODEV), came[0]);
        final List<Attachment> expected = new ArrayList<>();
        if (came[0] == Errno.OK) {
            expected.add(comes.attachment());
        }
        expected.add(stays.attachment());
        assertEquals(expected, o.buffer().attachments());
        assertNull(goes.attachment());
        idle(o.exporter, 1 + expected.size());
    }

    /** One importer, and two threads that attach it, detach it, or map it: one of them succeeds. */
    public void sameCallTwice() throws Exception {
        final Owner o = Owner.reference();
        final Importer i = new OdpImporter(o.buffer());
        twice(() -> ok(i.attach()));
        assertEquals(List.of(i.attachment()), o.buffer().attachments());
        assertEquals(2, o.buffer().file().references());
        twice(() -> ok(i.map()));
        assertEquals(2, o.exporter.count());
        final int unmaps = times(() -> ok(i.unmap()));
        assertTrue(unmaps >= 1);
        assertEquals(1, o.exporter.count());
        twice(() -> ok(i.detach()));
        assertEquals(List.of(), o.buffer().attachments());
        idle(o.exporter, 1);
    }

    /** The same for jobs, and for their ends. */
    public void sameJobTwice() throws Exception {
        final Owner o = Owner.reference();
        final Importer i = new DynamicImporter(o.buffer());
        ok(i.attach());
        ok(i.map());
        twice(() -> ok(i.submit(usage())));
        assertEquals(List.of(i.job()), o.buffer().resv().pending());
        twice(() -> ok(i.signal()));
        assertEquals(List.of(), o.buffer().resv().pending());
        ok(i.unmap());
        final RevocableExporter e = (RevocableExporter) o.exporter;
        final int closes = times(e::close);
        assertTrue(closes >= 1 && e.isClosed());
        takenBack(e);
    }

    /** The same for a program. */
    public void sameCallOfAProgramTwice() throws Exception {
        final Owner o = Owner.reference();
        final Program p = new Program(o.buffer());
        twice(() -> ok(p.mmap()));
        assertEquals(2, o.buffer().file().references());
        twice(() -> ok(p.munmap()));
        assertEquals(1, o.buffer().file().references());
        twice(() -> ok(p.vmap()));
        assertEquals(2, o.exporter.count());
        assertEquals(2, o.buffer().file().references());
        twice(() -> ok(p.vunmap()));
        twice(() -> ok(p.begin(true)));
        twice(() -> ok(p.end()));
        twice(() -> ok(p.importFence(usage())));
        assertEquals(List.of(p.fence()), o.buffer().resv().pending());
        twice(() -> ok(p.signal()));
        idle(o.exporter, 1);
    }

    private void twice(final Together.Part call) throws Exception {
        assertEquals(1, times(call), "calls that were not misuse");
    }

    private int times(final Together.Part call) throws Exception {
        final AtomicInteger done = new AtomicInteger();
        final Together.Part counts = () -> done.addAndGet(unlessMisuse(call) ? 1 : 0);
        threads.run(counts, counts);
        return done.get();
    }

    /** Programs touch their pages while the exporter takes them away. */
    public void touchAgainstRevoke() throws Exception {
        final Owner o = owner();
        final Program one = new Program(o.buffer());
        final Program two = new Program(o.buffer());
        ok(one.mmap());
        ok(two.mmap());
        final Together.Part touch = () -> {
            for (int n = 0; n < 3; n++) {
                either(Set.of(Errno.OK, Errno.SIGBUS), one.touch());
            }
        };
        threads.run(
                () -> {
                    o.revoke.call();
                    assertEquals(Program.Page.VMA, page(one));
                    assertEquals(Program.Page.VMA, page(two));
                    assertEquals(Errno.SIGBUS, one.touch());
                },
                touch,
                () -> {
                    either(Set.of(Errno.OK, Errno.SIGBUS), two.touch());
                    ok(two.munmap());
                    either(Set.of(Errno.OK, Errno.ENODEV), two.mmap());
                });
        assertEquals(Errno.SIGBUS, one.touch());
        if (o.restore != null) {
            o.restore.call();
            ok(one.touch());
            assertEquals(Program.Page.PTE, one.page());
        }
        ok(one.munmap());
        idle(o.exporter, two.page() == Program.Page.NONE ? 1 : 2);
    }

    private static Program.Page page(final Program p) {
        final Program.Page page = p.page();
        return page == Program.Page.NONE ? Program.Page.VMA : page;
    }

    /** A revoke waits for kernel mappings, and later ones are refused. */
    public void vmapAgainstRevoke() throws Exception {
        final Owner o = number % 2 == 0 ? owners().get(0) : owners().get(1);
        final Program one = new Program(o.buffer());
        final Program two = new Program(o.buffer());
        final Ram ram = new Ram();
        ok(two.vmap());
        threads.run(
                () -> {
                    o.takeBack(ram);
                    assertFalse(one.isVmapped() || two.isVmapped());
                    ram.untouched();
                    assertEquals(Errno.ENODEV, one.vmap());
                    assertEquals(Errno.ENODEV, one.begin(true));
                },
                () -> {
                    if (one.vmap() == Errno.OK) {
                        ram.access();
                        ok(one.vunmap());
                    }
                },
                () -> {
                    ram.access();
                    ok(two.vunmap());
                });
        idle(o.exporter, 1);
    }

    /** A revoke, and a restore, wait for the fences of programs, whatever their class. */
    public void fenceAgainstRevoke() throws Exception {
        final Owner o = owner();
        final Program p = new Program(o.buffer());
        final Importer i = new OdpImporter(o.buffer());
        ok(i.attach());
        ok(i.map());
        final Ram ram = new Ram();
        ok(p.importFence(usage()));
        threads.run(
                () -> {
                    o.takeBack(ram);
                    assertFalse(p.fencePending());
                    ram.untouched();
                },
                () -> {
                    ram.access();
                    ok(p.signal());
                });
        idle(o.exporter, 2);
    }

    /** Begin waits for writers; a writer waits for readers as well. */
    public void beginAgainstJobs() throws Exception {
        final Owner o = Owner.reference();
        final Program p = new Program(o.buffer());
        final Program other = new Program(o.buffer());
        final Importer i = new DynamicImporter(o.buffer());
        ok(i.attach());
        ok(i.map());
        final boolean write = number % 2 == 0;
        ok(i.submit(write ? Usage.READ : Usage.WRITE));
        ok(other.importFence(Usage.KERNEL));
        threads.run(
                () -> {
                    ok(p.begin(write));
                    assertTrue(p.hasBegun());
                    assertFalse(i.jobRuns(), "begin did not wait for a job");
                    assertFalse(other.fencePending(), "begin did not wait for a move");
                    ok(p.end());
                },
                () -> ok(i.signal()),
                () -> ok(other.signal()));
        ok(i.unmap());
    }

    /** An exporter that counts its releases. */
    private static final class Released extends Exporter {
        private final AtomicInteger releases = new AtomicInteger();

        Released() {
            super(Probe.NONE);
        }

        @Override
        public Errno attach(final Attachment a) {
            return Errno.OK;
        }

        @Override
        public void release() {
            releases.incrementAndGet();
        }
    }

    /** The buffer is released once, by the last put, and never comes back. */
    public void putAgainstGet() throws Exception {
        final Released e = new Released();
        final DmaBufFile f = e.buffer().file();
        f.get();
        final Together.Part put = f::put;
        final Together.Part get = () -> {
            if (f.tryGet()) {
                assertEquals(0, e.releases.get(), "released while there is a reference");
                f.put();
            }
        };
        threads.run(put, get, put);
        assertEquals(1, e.releases.get());
        assertEquals(0, f.references());
        assertFalse(f.tryGet());
        assertThrows(MisuseException.class, f::put);
        assertThrows(MisuseException.class, f::get);
        assertThrows(MisuseException.class, new OdpImporter(e.buffer())::attach);
        assertEquals(1, e.releases.get());
    }

    /** Two give up the last reference: for one of them it is misuse. */
    public void lastPutTwice() throws Exception {
        final Released e = new Released();
        twice(e.buffer().file()::put);
        assertEquals(1, e.releases.get());
        assertEquals(0, e.buffer().file().references());
    }

    /** Who is told that it will be woken is woken once; nobody else is. */
    public void pollAgainstSignal() throws Exception {
        final Owner o = Owner.reference();
        final Program p = new Program(o.buffer());
        final DmaBufFile f = o.buffer().file();
        final boolean write = number % 2 == 0;
        ok(p.importFence(write ? Usage.READ : Usage.WRITE));
        final AtomicInteger woken = new AtomicInteger();
        final AtomicInteger promised = new AtomicInteger();
        final Together.Part poll = () -> {
            if (f.poll(write, woken::incrementAndGet) == DmaBufFile.Poll.WAKES) {
                promised.incrementAndGet();
            }
        };
        threads.run(poll, poll, () -> ok(p.signal()));
        assertEquals(promised.get(), woken.get());
        assertTrue(woken.get() <= 2);
        assertEquals(1, f.references());
        assertEquals(DmaBufFile.Poll.READY, f.poll(write, woken::incrementAndGet));
        assertEquals(1, f.references());
    }

    /** One signal counts, and all waiters go on. */
    public void signalAndWait() throws Exception {
        final DmaFence f = new DmaFence(usage());
        final AtomicInteger signals = new AtomicInteger();
        final Ram ram = new Ram();
        ram.poison();
        final Together.Part signal = () -> signals.addAndGet(f.signal() ? 1 : 0);
        threads.run(
                () -> {
                    ram.clear();
                    signal.run();
                },
                () -> {
                    f.await();
                    ram.access();
                },
                () -> {
                    f.awaitUninterruptibly();
                    assertTrue(f.isSignalled());
                });
        assertEquals(1, signals.get());
        threads.run(signal, signal);
        assertEquals(1, signals.get());
    }

    /** A buffer that is exported while the device's memory goes off is revoked, and is live when it is on again. */
    public void exportAgainstRevoke() throws Exception {
        final Device d = new Device();
        final RevocableExporter old = d.export(Probe.NONE);
        final Importer i = new OdpImporter(old.buffer());
        ok(i.attach());
        final RevocableExporter[] made = new RevocableExporter[1];
        threads.run(
                () -> {
                    d.revoke();
                    takenBack(old);
                },
                () -> made[0] = d.export(Probe.NONE),
                () -> either(USED, i.map()));
        takenBack(old);
        takenBack(made[0]);
        assertEquals(2, d.buffers());
        assertEquals(Errno.ENODEV, new OdpImporter(made[0].buffer()).attach());
        threads.run(d::restore, () -> made[0].buffer().file().put());
        assertFalse(old.isRevoked());
        ok(i.map());
        assertEquals(1, d.buffers());
        d.close();
        takenBack(old);
        assertTrue(old.isClosed());
        final RevocableExporter late = d.export(Probe.NONE);
        assertTrue(late.isRevoked());
    }

    /** Two operations of a device at a time; one of the buffers is operated alone, and one is released. */
    public void twoOperationsOfADevice() throws Exception {
        final Device d = new Device();
        final RevocableExporter one = d.export(Probe.NONE);
        final RevocableExporter two = d.export(Probe.NONE);
        final Importer i = new VirtioImporter(one.buffer());
        final Ram ram = new Ram();
        ok(i.attach());
        threads.run(
                () -> {
                    d.revoke();
                    takenBack(one);
                },
                () -> {
                    one.revoke();
                    takenBack(one);
                    two.buffer().file().put();
                },
                () -> either(USED, Use.of(i, ram, usage())));
        takenBack(one);
        assertEquals(1, d.buffers());
        d.restore();
        ok(Use.of(i, ram, usage()));
    }

    /** When a move returns, no job of before it is left; a job that comes meanwhile waits for its end. */
    public void moveAgainstJobs() throws Exception {
        final MoverExporter e = new MoverExporter(Probe.NONE);
        final Importer one = new OdpImporter(e.buffer());
        final Importer two = new VirtioImporter(e.buffer());
        ok(one.attach());
        ok(two.attach());
        ok(one.map());
        ok(two.map());
        ok(two.submit(usage()));
        final DmaFence before = two.job();
        final AtomicBoolean ended = new AtomicBoolean();
        threads.run(
                () -> {
                    e.move();
                    assertTrue(before.isSignalled(), "the move did not wait for a job");
                    assertTrue(ended.get());
                },
                () -> {
                    ended.set(true);
                    ok(two.signal());
                },
                () -> {
                    if (!one.attachment().isMapped()) {
                        ok(one.map());
                    }
                });
        assertFalse(e.isRevoked());
        assertEquals(List.of(), e.buffer().resv().pending());
        assertEquals(1 + (one.attachment().isMapped() ? 1 : 0), e.count());
    }

    /** Under an unmap no access is left, and none comes later. */
    public void accessAgainstUnmap() throws Exception {
        final Memory m = new Memory(16);
        final Iommu iommu = new Iommu(m);
        iommu.map(null);
        final AtomicInteger inside = new AtomicInteger();
        final AtomicInteger faults = new AtomicInteger();
        final AtomicBoolean unmapped = new AtomicBoolean();
        final Together.Part device = () -> {
            for (int n = 0; n < 3; n++) {
                final boolean translated = iommu.access(memory -> {
                    inside.incrementAndGet();
                    assertSame(m, memory);
                    assertFalse(unmapped.get(), "an access after the unmap");
                    inside.decrementAndGet();
                });
                faults.addAndGet(translated ? 0 : 1);
            }
        };
        threads.run(device, device, () -> {
            iommu.unmap(null);
            unmapped.set(true);
            assertEquals(0, inside.get(), "an access under way after the unmap");
            assertFalse(iommu.isMapped());
        });
        assertEquals(faults.get(), iommu.faults());
    }

    /** An exporter whose pin refuses, and whose revoke is like the others'. */
    public void uverbsAgainstUse() throws Exception {
        final UverbsExporter e = new UverbsExporter(Probe.NONE);
        final Owner o = new Owner(e, e::revoke, null);
        final Importer i = new DynamicImporter(e.buffer());
        final Importer rdma = new RevocableImporter(e.buffer());
        final Ram ram = new Ram();
        ok(i.attach());
        threads.run(
                () -> o.takeBack(ram),
                () -> either(USED, Use.of(i, ram, usage())),
                () -> either(Set.of(Errno.EOPNOTSUPP, Errno.EINVAL), Use.of(rdma, ram, usage())));
        ram.untouched();
        idle(e, 2);
    }

    /** An interrupted call has had its whole effect, or none and throws. */
    public void interrupted() throws Exception {
        final Owner o = Owner.reference();
        final RevocableExporter e = (RevocableExporter) o.exporter;
        final Importer i = new DynamicImporter(o.buffer());
        final Program p = new Program(o.buffer());
        interrupted(o, () -> ok(i.attach()), () -> i.attachment() != null);
        attach(i);
        interrupted(o, () -> ok(i.map()), () -> i.attachment().isMapped());
        if (!i.attachment().isMapped()) {
            ok(i.map());
        }
        interrupted(o, () -> ok(i.submit(usage())), i::jobRuns);
        if (i.jobRuns()) {
            ok(i.signal());
        }
        interrupted(o, () -> ok(i.unmap()), () -> !i.attachment().isMapped());
        if (i.attachment().isMapped()) {
            ok(i.unmap());
        }
        interrupted(o, () -> ok(p.vmap()), p::isVmapped);
        if (!p.isVmapped()) {
            ok(p.vmap());
        }
        interrupted(o, () -> ok(p.vunmap()), () -> !p.isVmapped());
        if (p.isVmapped()) {
            ok(p.vunmap());
        }
        interrupted(o, () -> ok(p.importFence(usage())), p::fencePending);
        if (p.fencePending()) {
            ok(p.signal());
        }
        ok(p.mmap());
        interrupted(o, () -> ok(p.touch()), () -> p.page() == Program.Page.PTE);
        interrupted(o, e::revoke, e::isRevoked);
        e.revoke();
        interrupted(o, e::restore, () -> !e.isRevoked());
        e.restore();
        interrupted(o, () -> ok(i.detach()), () -> i.attachment() == null);
        if (i.attachment() != null) {
            ok(i.detach());
        }
        interrupted(o, e::close, e::isClosed);
        idle(e, 2);
    }

    private static void attach(final Importer i) throws InterruptedException {
        if (i.attachment() == null) {
            ok(i.attach());
        }
    }

    private interface Truth {
        boolean holds();
    }

    /** Somebody holds the lock for a moment, and the thread that calls is interrupted. */
    private void interrupted(final Owner o, final Together.Part call, final Truth done) throws Exception {
        final AtomicBoolean thrown = new AtomicBoolean();
        final Semaphore here = new Semaphore(0);
        final Semaphore sent = new Semaphore(0);
        final Thread[] caller = new Thread[1];
        final Mutex lock = o.buffer().resv().lock();
        threads.run(
                () -> {
                    caller[0] = Thread.currentThread();
                    here.release();
                    try {
                        call.run();
                    } catch (InterruptedException i) {
                        thrown.set(true);
                    } finally {
                        sent.acquireUninterruptibly();
                        Thread.interrupted();
                    }
                },
                () -> {
                    here.acquire();
                    caller[0].interrupt();
                    sent.release();
                },
                () -> {
                    lock.lock();
                    lock.unlock();
                });
        assertEquals(!thrown.get(), done.holds(), "a half-done call, or an exception after its effect");
        assertNull(lock.owner(), "the lock is held");
        assertNull(o.exporter.outer().owner(), "the outer lock is held");
    }
}
