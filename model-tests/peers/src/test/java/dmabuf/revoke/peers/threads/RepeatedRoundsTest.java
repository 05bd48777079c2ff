// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.peers.threads;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.Program;
import dmabuf.revoke.impl.Usage;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import dmabuf.revoke.impl.importers.IommufdImporter;
import dmabuf.revoke.impl.importers.OdpImporter;
import dmabuf.revoke.impl.importers.RevocableImporter;
import dmabuf.revoke.impl.importers.VirtioImporter;
import dmabuf.revoke.impl.memory.DmaEngine;
import dmabuf.revoke.impl.memory.Iommu;
import dmabuf.revoke.impl.memory.Memory;
import dmabuf.revoke.peers.Ram;
import dmabuf.revoke.peers.Rounds;
import dmabuf.revoke.peers.Together;
import dmabuf.revoke.peers.Use;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each round again and again, for the time of a test; and a few longer runs on one buffer. */
@Tag("peer")
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public class RepeatedRoundsTest {
    private static final long TIME = 1_000_000_000;
    private final Pool threads = new Pool();

    /** A round, and its name. */
    record Named(String name, Round round) {
        @Override
        public String toString() {
            return name;
        }
    }

    interface Round {
        void run(Rounds r) throws Exception;
    }

    static List<Named> rounds() {
        return List.of(
                new Named("dynamic is used", Rounds::dynamicIsUsed),
                new Named("virtio is used", Rounds::virtioIsUsed),
                new Named("odp is used", Rounds::odpIsUsed),
                new Named("revocable is used", Rounds::revocableIsUsed),
                new Named("iommufd is used", Rounds::iommufdIsUsed),
                new Named("two are used", Rounds::twoAreUsed),
                new Named("all threads of an importer", Rounds::allThreadsOfAnImporter),
                new Named("driver against worker", Rounds::driverAgainstWorker),
                new Named("restore against map", Rounds::restoreAgainstMap),
                new Named("two revokes", Rounds::twoRevokes),
                new Named("close against restore", Rounds::closeAgainstRestore),
                new Named("attach and detach", Rounds::attachAndDetach),
                new Named("the same call twice", Rounds::sameCallTwice),
                new Named("the same job twice", Rounds::sameJobTwice),
                new Named("the same call of a program twice", Rounds::sameCallOfAProgramTwice),
                new Named("touch against revoke", Rounds::touchAgainstRevoke),
                new Named("vmap against revoke", Rounds::vmapAgainstRevoke),
                new Named("fence against revoke", Rounds::fenceAgainstRevoke),
                new Named("begin against jobs", Rounds::beginAgainstJobs),
                new Named("put against get", Rounds::putAgainstGet),
                new Named("last put twice", Rounds::lastPutTwice),
                new Named("poll against signal", Rounds::pollAgainstSignal),
                new Named("signal and wait", Rounds::signalAndWait),
                new Named("export against revoke", Rounds::exportAgainstRevoke),
                new Named("two operations of a device", Rounds::twoOperationsOfADevice),
                new Named("move against jobs", Rounds::moveAgainstJobs),
                new Named("access against unmap", Rounds::accessAgainstUnmap),
                new Named("uverbs against use", Rounds::uverbsAgainstUse),
                new Named("interrupted", Rounds::interrupted));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rounds")
    void again(final Named round) throws Exception {
        final long end = System.nanoTime() + TIME;
        int n = 0;
        do {
            round.round.run(new Rounds(threads, n));
            n++;
        } while (System.nanoTime() < end);
    }

    /** Importers of all kinds and a program use one buffer as fast as they can, and the exporter takes it back again and again. */
    @Test
    void allAtOnce() throws Exception {
        final RevocableExporter e = new RevocableExporter();
        final OdpImporter odp = new OdpImporter(e.buffer());
        final VirtioImporter virtio = new VirtioImporter(e.buffer());
        final DynamicImporter gpu = new DynamicImporter(e.buffer());
        final Ram ram = new Ram();
        odp.program(ram);
        for (final Importer i : List.of(odp, virtio, gpu)) {
            i.attach();
        }
        final AtomicBoolean over = new AtomicBoolean();
        final AtomicInteger used = new AtomicInteger();
        threads.run(
                () -> {
                    final long end = System.nanoTime() + 2 * TIME;
                    while (System.nanoTime() < end && !over.get()) {
                        e.revoke();
                        ram.poison();
                        assertTrue(e.buffer().info().waitedFor().isEmpty());
                        for (int n = 0; n < 100; n++) {
                            Thread.onSpinWait();
                        }
                        ram.untouched();
                        ram.clear();
                        e.restore();
                        Thread.yield();
                    }
                    over.set(true);
                },
                whileNot(over, () -> count(used, Use.of(odp, ram, Usage.READ))),
                whileNot(over, () -> count(used, Use.of(virtio, ram, Usage.WRITE))),
                whileNot(over, () -> count(used, Use.of(gpu, ram, Usage.BOOKKEEP))),
                whileNot(over, () -> count(used, Use.of(new RevocableImporter(e.buffer()), ram, Usage.READ))),
                whileNot(over, () -> count(used, Use.of(new IommufdImporter(e.buffer()), ram, Usage.READ))),
                whileNot(over, () -> {
                    final Program p = new Program(e.buffer());
                    if (p.vmap() == Errno.OK) {
                        ram.access();
                        p.vunmap();
                    }
                    if (p.mmap() == Errno.OK) {
                        p.touch();
                        p.munmap();
                    }
                }));
        assertTrue(used.get() > 0);
        assertTrue(e.count() == 1 && e.buffer().file().references() == 4);
    }

    private static void count(final AtomicInteger used, final Errno e) {
        used.addAndGet(e == Errno.OK ? 1 : 0);
    }

    private static Together.Part whileNot(final AtomicBoolean over, final Together.Part part) {
        return () -> {
            try {
                while (!over.get()) {
                    part.run();
                }
            } finally {
                over.set(true);
            }
        };
    }

    /** A device that really writes to memory, without fences: nothing reads or writes the poison of a revoked buffer. */
    @Test
    void aDeviceThatWritesAllTheTime() throws Exception {
        final RevocableExporter e = new RevocableExporter();
        final OdpImporter odp = new OdpImporter(e.buffer());
        final Memory memory = new Memory(64);
        final Iommu iommu = new Iommu(memory);
        odp.program(iommu);
        odp.attach();
        final AtomicBoolean over = new AtomicBoolean();
        final DmaEngine engine = DmaEngine.always(iommu);
        try (engine) {
            threads.run(
                    () -> {
                        final long end = System.nanoTime() + 2 * TIME;
                        while (System.nanoTime() < end && !over.get()) {
                            e.revoke();
                            assertFalse(iommu.isMapped());
                            memory.poison();
                            for (int n = 0; n < 200; n++) {
                                Thread.onSpinWait();
                            }
                            assertTrue(memory.touched() == 0 && engine.poisoned() == 0, "the device uses memory that was taken back");
                            memory.clear();
                            e.restore();
                            Thread.yield();
                        }
                        over.set(true);
                    },
                    whileNot(over, () -> {
                        if (!odp.attachment().isMapped()) {
                            odp.map();
                        }
                    }));
            e.revoke();
            assertTrue(engine.bursts() > 0 && engine.runs());
            memory.poison();
        }
        assertTrue(memory.touched() == 0 && engine.poisoned() == 0, "the device uses memory that was taken back, until it is off");
        for (int n = 0; n < 200; n++) {
            final Iommu other = new Iommu(memory);
            other.map(null);
            memory.clear();
            final AtomicInteger done = new AtomicInteger();
            final DmaEngine job = DmaEngine.job(other, 3, done::incrementAndGet);
            if (n % 2 == 0) {
                job.awaitEnd();
                assertTrue(job.bursts() == 3);
            }
            job.close();
            assertTrue(done.get() == 1 && !job.runs());
        }
    }
}
