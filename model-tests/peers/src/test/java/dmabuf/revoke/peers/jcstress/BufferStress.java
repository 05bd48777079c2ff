// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.peers.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.DmaBufFile;
import dmabuf.revoke.impl.DmaFence;
import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.Exporter;
import dmabuf.revoke.impl.MisuseException;
import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.impl.Program;
import dmabuf.revoke.impl.Usage;
import dmabuf.revoke.impl.exporters.Device;
import dmabuf.revoke.impl.exporters.MockExporter;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import dmabuf.revoke.impl.importers.OdpImporter;
import dmabuf.revoke.impl.importers.VirtioImporter;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The races of one buffer, by hand. Results are the codes of errors: 0 is OK, 19 ENODEV, 22 EINVAL, 7 SIGBUS; -1 is misuse.
 * Truth is 1. Fields without {@code volatile} stand for the memory: only the buffer can order their accesses.
 */
public class BufferStress {
    /** A call that may wait. */
    interface Call {
        Errno call() throws InterruptedException;
    }

    static int code(final Call c) {
        try {
            return c.call().code();
        } catch (MisuseException m) {
            return -1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void must(final Call c) {
        if (code(c) != 0) {
            throw new IllegalStateException("not OK");
        }
    }

    static Errno revoke(final RevocableExporter e) throws InterruptedException {
        e.revoke();
        return Errno.OK;
    }

    static int truth(final boolean b) {
        return b ? 1 : 0;
    }

    @JCStressTest
    @Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "The map came first, and the revoke took it back.")
    @Outcome(id = "0, 19, 1", expect = ACCEPTABLE, desc = "The revoke came first.")
    @Outcome(expect = FORBIDDEN, desc = "Mapped after the revoke, or the count is wrong.")
    @State
    public static class MapRevoke {
        final RevocableExporter exporter = new RevocableExporter();
        final OdpImporter importer = new OdpImporter(exporter.buffer());

        public MapRevoke() {
            must(importer::attach);
        }

        @Actor
        public void revoke(final III_Result r) {
            must(() -> BufferStress.revoke(exporter));
            r.r1 = truth(importer.attachment().isMapped());
        }

        @Actor
        public void map(final III_Result r) {
            r.r2 = code(importer::map);
        }

        @Arbiter
        public void count(final III_Result r) {
            r.r3 = exporter.count();
        }
    }

    @JCStressTest
    @Outcome(id = "0, 1, 2", expect = ACCEPTABLE, desc = "The restore came first, and what was written before it is seen.")
    @Outcome(id = "19, 0, 1", expect = ACCEPTABLE, desc = "The map came first, and was refused.")
    @Outcome(expect = FORBIDDEN, desc = "A mapping without the memory that was restored.")
    @State
    public static class MapRestore {
        final RevocableExporter exporter = new RevocableExporter();
        final OdpImporter importer = new OdpImporter(exporter.buffer());
        int memory;

        public MapRestore() {
            must(importer::attach);
            must(() -> BufferStress.revoke(exporter));
        }

        @Actor
        public void restore() {
            memory = 1;
            must(() -> {
                exporter.restore();
                return Errno.OK;
            });
        }

        @Actor
        public void map(final III_Result r) {
            r.r1 = code(importer::map);
            r.r2 = r.r1 == 0 ? memory : 0;
        }

        @Arbiter
        public void count(final III_Result r) {
            r.r3 = exporter.count();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "The revoke waits for the worker, and sees what was done before.")
    @Outcome(expect = FORBIDDEN, desc = "The revoke does not wait for the unmap, or does not see what came before it.")
    @State
    public static class WorkRevoke {
        final RevocableExporter exporter = new RevocableExporter();
        final DynamicImporter importer = new DynamicImporter(exporter.buffer());
        int memory;

        public WorkRevoke() {
            must(importer::attach);
            must(importer::map);
        }

        @Actor
        public void revoke(final III_Result r) {
            must(() -> BufferStress.revoke(exporter));
            r.r1 = memory;
            r.r2 = truth(importer.attachment().isMapped());
        }

        @Actor
        public void work() {
            while (!importer.isDeferred()) {
                Thread.onSpinWait();
            }
            memory = 1;
            must(importer::work);
        }

        @Arbiter
        public void count(final III_Result r) {
            r.r3 = exporter.count();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "The driver unmaps, before the revoke or while it waits.")
    @Outcome(expect = FORBIDDEN, desc = "The revoke does not wait for the unmap, or does not see what came before it.")
    @State
    public static class UnmapRevoke {
        final RevocableExporter exporter = new RevocableExporter();
        final DynamicImporter importer = new DynamicImporter(exporter.buffer());
        int memory;

        public UnmapRevoke() {
            must(importer::attach);
            must(importer::map);
        }

        @Actor
        public void revoke(final III_Result r) {
            must(() -> BufferStress.revoke(exporter));
            r.r1 = memory;
            r.r2 = truth(importer.attachment().isMapped() || importer.isDeferred());
        }

        @Actor
        public void unmap() {
            memory = 1;
            must(importer::unmap);
        }

        @Arbiter
        public void count(final III_Result r) {
            r.r3 = exporter.count();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The revoke waits for the job, and sees what it did.")
    @Outcome(expect = FORBIDDEN, desc = "A job, or what it does, is seen after the revoke.")
    @State
    public static class JobRevoke {
        final RevocableExporter exporter = new RevocableExporter();
        final Program program = new Program(exporter.buffer());
        int memory;

        public JobRevoke() {
            must(() -> program.importFence(Usage.BOOKKEEP));
        }

        @Actor
        public void revoke(final II_Result r) {
            must(() -> BufferStress.revoke(exporter));
            r.r1 = memory;
            r.r2 = truth(program.fencePending());
        }

        @Actor
        public void device() {
            memory = 1;
            must(program::signal);
        }
    }

    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "The job was submitted and has ended before the revoke returned.")
    @Outcome(id = "-1, 0", expect = ACCEPTABLE, desc = "The callback had unmapped already.")
    @Outcome(id = "22, 0", expect = ACCEPTABLE, desc = "The callback unmapped while the driver waited for the lock.")
    @Outcome(expect = FORBIDDEN, desc = "A job is left after the revoke.")
    @State
    public static class SubmitRevoke {
        final RevocableExporter exporter = new RevocableExporter();
        final VirtioImporter importer = new VirtioImporter(exporter.buffer());

        public SubmitRevoke() {
            must(importer::attach);
            must(importer::map);
        }

        @Actor
        public void revoke(final II_Result r) {
            must(() -> BufferStress.revoke(exporter));
            r.r2 = truth(importer.jobRuns() || importer.attachment().isMapped());
        }

        @Actor
        public void driver(final II_Result r) {
            r.r1 = code(() -> importer.submit(Usage.BOOKKEEP));
            if (r.r1 == 0) {
                must(importer::signal);
            }
        }
    }

    @JCStressTest
    @Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "The second found that the first had unmapped.")
    @Outcome(id = "0, -1, 1", expect = ACCEPTABLE, desc = "The driver came first.")
    @Outcome(id = "-1, 0, 1", expect = ACCEPTABLE, desc = "The worker came first.")
    @Outcome(expect = FORBIDDEN, desc = "Unmapped twice or not at all.")
    @State
    public static class UnmapWork {
        final MockExporter exporter = new MockExporter(Probe.NONE);
        final DynamicImporter importer = new DynamicImporter(exporter.buffer());

        public UnmapWork() {
            must(importer::attach);
            must(importer::map);
            must(() -> {
                exporter.revoke(); // it does not wait for unmaps
                return Errno.OK;
            });
        }

        @Actor
        public void driver(final III_Result r) {
            r.r1 = code(importer::unmap);
        }

        @Actor
        public void worker(final III_Result r) {
            r.r2 = code(importer::work);
        }

        @Arbiter
        public void count(final III_Result r) {
            r.r3 = importer.attachment().isMapped() || importer.isDeferred() ? -1 : exporter.count();
        }
    }

    @JCStressTest
    @Outcome(id = "0, 0, 1, 3", expect = ACCEPTABLE, desc = "One came, one went, and the third is still there.")
    @Outcome(expect = FORBIDDEN, desc = "One was lost, or has not gone.")
    @State
    public static class AttachDetach {
        final RevocableExporter exporter = new RevocableExporter();
        final DynamicImporter oldest = new DynamicImporter(exporter.buffer());
        final DynamicImporter comes = new DynamicImporter(exporter.buffer());
        final DynamicImporter goes = new DynamicImporter(exporter.buffer());

        public AttachDetach() {
            must(oldest::attach);
            must(goes::attach);
        }

        @Actor
        public void attach(final IIII_Result r) {
            r.r1 = code(comes::attach);
        }

        @Actor
        public void detach(final IIII_Result r) {
            r.r2 = code(goes::detach);
        }

        @Arbiter
        public void count(final IIII_Result r) {
            r.r3 = truth(exporter.buffer().attachments().equals(List.of(comes.attachment(), oldest.attachment())));
            r.r4 = exporter.buffer().file().references();
        }
    }

    @JCStressTest
    @Outcome(id = "0, 0, 7", expect = ACCEPTABLE, desc = "The access came first, and its page was zapped.")
    @Outcome(id = "7, 0, 7", expect = ACCEPTABLE, desc = "The revoke came first.")
    @Outcome(expect = FORBIDDEN, desc = "A page is left after the revoke.")
    @State
    public static class TouchRevoke {
        final RevocableExporter exporter = new RevocableExporter();
        final Program program = new Program(exporter.buffer());

        public TouchRevoke() {
            must(program::mmap);
        }

        @Actor
        public void program(final III_Result r) {
            r.r1 = code(program::touch);
        }

        @Actor
        public void revoke(final III_Result r) {
            must(() -> BufferStress.revoke(exporter));
            r.r2 = truth(program.page() == Program.Page.PTE);
        }

        @Arbiter
        public void again(final III_Result r) {
            r.r3 = code(program::touch);
        }
    }

    @JCStressTest
    @Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "The revoke waits for the kernel mapping, and sees what was done by it.")
    @Outcome(id = "19, 0, 1", expect = ACCEPTABLE, desc = "The revoke came first.")
    @Outcome(expect = FORBIDDEN, desc = "A kernel mapping after the revoke, or what it did is not seen.")
    @State
    public static class VmapRevoke {
        final RevocableExporter exporter = new RevocableExporter();
        final Program program = new Program(exporter.buffer());
        int memory;

        @Actor
        public void program(final III_Result r) {
            r.r1 = code(program::vmap);
            if (r.r1 == 0) {
                memory = 1;
                must(program::vunmap);
            }
        }

        @Actor
        public void revoke(final III_Result r) {
            must(() -> BufferStress.revoke(exporter));
            r.r2 = program.isVmapped() ? -1 : memory;
        }

        @Arbiter
        public void count(final III_Result r) {
            r.r3 = exporter.count();
        }
    }

    @JCStressTest
    @Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "Nothing is mapped when either has returned.")
    @Outcome(expect = FORBIDDEN, desc = "One returned before the mapping was taken back, or the buffer is not closed.")
    @State
    public static class RevokeClose {
        final RevocableExporter exporter = new RevocableExporter();
        final OdpImporter importer = new OdpImporter(exporter.buffer());

        public RevokeClose() {
            must(importer::attach);
            must(importer::map);
        }

        @Actor
        public void revoke(final III_Result r) {
            must(() -> BufferStress.revoke(exporter));
            r.r1 = truth(importer.attachment().isMapped());
        }

        @Actor
        public void close(final III_Result r) {
            must(() -> {
                exporter.close();
                return Errno.OK;
            });
            r.r2 = truth(importer.attachment().isMapped());
        }

        @Arbiter
        public void closed(final III_Result r) {
            r.r3 = truth(exporter.isClosed() && exporter.isRevoked() && exporter.count() == 1 && !exporter.isComplete());
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "The get came first, so its put releases.")
    @Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "The put came first, and released.")
    @Outcome(expect = FORBIDDEN, desc = "Released twice, never, or while there was a reference.")
    @State
    public static class PutGet extends Released {
        @Actor
        public void put() {
            file.put();
        }

        @Actor
        public void get(final III_Result r) {
            if (file.tryGet()) {
                r.r1 = releases == 0 ? 1 : -1;
                file.put();
            }
        }

        @Arbiter
        public void released(final III_Result r) {
            r.r2 = releases;
            r.r3 = truth(file.references() == 0 && !file.tryGet());
        }
    }

    /** An exporter that counts its releases. */
    public static class Released extends Exporter {
        volatile int releases;
        final DmaBufFile file = buffer().file();

        public Released() {
            super(Probe.NONE);
        }

        @Override
        public Errno attach(final Attachment a) {
            return Errno.OK;
        }

        @Override
        public void release() {
            releases = releases + 1;
        }
    }

    @JCStressTest
    @Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "READY: the fence had signalled.")
    @Outcome(id = "1, 1, 1", expect = ACCEPTABLE_INTERESTING, desc = "WAKES: the fence was pending, and the poll was woken.")
    @Outcome(expect = FORBIDDEN, desc = "A wake-up was lost or was one too many, or a reference is left.")
    @State
    public static class PollSignal {
        final RevocableExporter exporter = new RevocableExporter();
        final Program program = new Program(exporter.buffer());
        volatile int woken;

        public PollSignal() {
            must(() -> program.importFence(Usage.WRITE));
        }

        @Actor
        public void poll(final III_Result r) {
            try {
                r.r1 = exporter.buffer().file().poll(false, () -> woken = woken + 1).ordinal();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Actor
        public void signal() {
            must(program::signal);
        }

        @Arbiter
        public void woken(final III_Result r) {
            r.r2 = woken;
            r.r3 = exporter.buffer().file().references();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "The job's own signal came first, and what the job did is seen.")
    @Outcome(id = "0, 1, [01]", expect = ACCEPTABLE, desc = "The other signal came first.")
    @Outcome(expect = FORBIDDEN, desc = "Both or none have signalled, or the waiter does not see what the job did.")
    @State
    public static class SignalWait {
        final DmaFence fence = new DmaFence(Usage.WRITE);
        int memory;

        @Actor
        public void job(final III_Result r) {
            memory = 1;
            r.r1 = truth(fence.signal());
        }

        @Actor
        public void waiter(final III_Result r) {
            r.r2 = truth(fence.signal());
            fence.awaitUninterruptibly();
            r.r3 = memory;
        }
    }

    @JCStressTest
    @Outcome(id = "1, 19", expect = ACCEPTABLE, desc = "The buffer was revoked with the others, or is so from the start.")
    @Outcome(expect = FORBIDDEN, desc = "A buffer of a device whose memory is off is live.")
    @State
    public static class ExportRevoke {
        final Device device = new Device();
        RevocableExporter exporter;

        @Actor
        public void export() {
            must(() -> {
                exporter = device.export(Probe.NONE);
                return Errno.OK;
            });
        }

        @Actor
        public void revoke() {
            must(() -> {
                device.revoke();
                return Errno.OK;
            });
        }

        @Arbiter
        public void attach(final II_Result r) {
            r.r1 = device.buffers();
            r.r2 = code(new DynamicImporter(exporter.buffer())::attach);
        }
    }
}
