// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.peers.lincheck;

import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.MisuseException;
import dmabuf.revoke.impl.Usage;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import dmabuf.revoke.impl.importers.OdpImporter;
import dmabuf.revoke.impl.importers.RevocableImporter;
import dmabuf.revoke.impl.importers.VirtioImporter;
import dmabuf.revoke.peers.Ram;
import dmabuf.revoke.peers.Use;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One buffer, its exporter, and four importers. The importer on demand keeps its mapping from one operation to the next,
 * because a revoke takes it without help. The others give theirs back before the operation ends: a revoke waits for them, and
 * Lincheck has no operation that waits for one that never comes.
 *
 * <p>Operations return what a caller sees, and no state of the buffer: a revoke is one step only for those who take a lock.
 */
@Tag("peer")
public class DevicesTest {
    private final RevocableExporter exporter = new RevocableExporter();
    private final OdpImporter odp = new OdpImporter(exporter.buffer());
    private final DynamicImporter gpu = new DynamicImporter(exporter.buffer());
    private final VirtioImporter virtio = new VirtioImporter(exporter.buffer());
    private final RevocableImporter rdma = new RevocableImporter(exporter.buffer());
    private final Ram ram = new Ram();

    public DevicesTest() throws InterruptedException {
        odp.program(ram);
        gpu.attach();
        virtio.attach();
    }

    /** The exporter takes the memory back, and nobody may touch it from then on. */
    @Operation(nonParallelGroup = "owner")
    public void revoke() throws InterruptedException {
        exporter.revoke();
        ram.poison();
    }

    @Operation(nonParallelGroup = "owner")
    public void restore() throws InterruptedException {
        if (!exporter.isClosed()) {
            ram.clear();
        }
        exporter.restore();
    }

    @Operation(nonParallelGroup = "owner", runOnce = true)
    public void close() throws InterruptedException {
        exporter.close();
        ram.poison();
    }

    /** Another thread of the exporter's driver. */
    @Operation
    public void revokeToo() throws InterruptedException {
        exporter.revoke();
    }

    @Operation(nonParallelGroup = "odp")
    public String attachOdp() throws InterruptedException {
        return result(odp::attach);
    }

    @Operation(nonParallelGroup = "odp")
    public String detachOdp() throws InterruptedException {
        return result(odp::detach);
    }

    @Operation(nonParallelGroup = "odp")
    public String mapOdp() throws InterruptedException {
        return result(odp::map);
    }

    @Operation(nonParallelGroup = "odp")
    public String unmapOdp() throws InterruptedException {
        return result(odp::unmap);
    }

    /** The device of the importer on demand. */
    @Operation
    public void accessOdp() {
        ram.accessOfDevice();
    }

    @Operation(nonParallelGroup = "gpu")
    public String useGpu(final Usage usage) throws InterruptedException {
        return result(() -> Use.of(gpu, ram, usage));
    }

    @Operation(nonParallelGroup = "virtio")
    public String useVirtio() throws InterruptedException {
        return result(() -> Use.of(virtio, ram, Usage.BOOKKEEP));
    }

    /** If attach was refused, this waits for the end of the critical section in which it was. */
    @Operation(nonParallelGroup = "rdma")
    public String useRdma() throws InterruptedException {
        final Errno e = Use.of(rdma, ram, Usage.READ);
        exporter.buffer().resv().lock().lock();
        exporter.buffer().resv().lock().unlock();
        return e == Errno.OK ? "OK" : "refused";
    }

    /** What holds whenever nobody is in a call. */
    @Validate
    public void quiet() {
        final boolean mapped = odp.attachment() != null && odp.attachment().isMapped();
        is(exporter.count() == (mapped ? 2 : 1), "the count is " + exporter.count());
        is(!exporter.isComplete(), "a completion is left over");
        is(!mapped || !exporter.isRevoked(), "mapped in a revoked buffer");
        is(mapped == odp.isInstalled(), "the hardware does not have what the importer has");
        is(exporter.buffer().info().waitedFor().size() == (mapped ? 1 : 0), exporter.buffer().info().waitedFor().toString());
        final int attached = odp.attachment() == null ? 2 : 3;
        is(exporter.buffer().attachments().size() == attached, "attached: " + exporter.buffer().attachments().size());
        is(exporter.buffer().file().references() == 1 + attached, "references: " + exporter.buffer().file().references());
        is(exporter.outer().owner() == null && exporter.buffer().resv().lock().owner() == null, "a lock is held");
    }

    interface Call {
        Errno call() throws InterruptedException;
    }

    static String result(final Call c) throws InterruptedException {
        try {
            return c.call().toString();
        } catch (MisuseException m) {
            return "misuse";
        }
    }

    static void is(final boolean condition, final String orElse) {
        if (!condition) {
            throw new IllegalStateException(orElse);
        }
    }

    @Test
    void modelChecking() {
        new ModelCheckingOptions()
                .sequentialSpecification(Sequential.class)
                .iterations(6)
                .invocationsPerIteration(25)
                .threads(2)
                .actorsBefore(2)
                .actorsPerThread(3)
                .actorsAfter(2)
                .check(DevicesTest.class);
    }

    @Test
    void modelCheckingOfThreeThreads() {
        new ModelCheckingOptions()
                .sequentialSpecification(Sequential.class)
                .iterations(3)
                .invocationsPerIteration(25)
                .threads(3)
                .actorsBefore(2)
                .actorsPerThread(2)
                .actorsAfter(2)
                .check(DevicesTest.class);
    }

    @Test
    void stress() {
        new StressOptions()
                .sequentialSpecification(Sequential.class)
                .iterations(10)
                .invocationsPerIteration(200)
                .threads(2)
                .actorsBefore(2)
                .actorsPerThread(3)
                .actorsAfter(2)
                .check(DevicesTest.class);
    }

    /** The same for one thread. */
    public static class Sequential {
        private boolean revoked;
        private boolean closed;
        private boolean attached;
        private boolean mapped;

        public void revoke() {
            revoked = true;
            mapped = false;
        }

        public void revokeToo() {
            revoke();
        }

        public void restore() {
            revoked = closed;
        }

        public void close() {
            closed = true;
            revoke();
        }

        private String admitted() {
            return revoked ? "ENODEV" : "OK";
        }

        public String attachOdp() {
            if (attached) {
                return "misuse";
            }
            attached = !revoked;
            return admitted();
        }

        public String detachOdp() {
            if (!attached || mapped) {
                return "misuse";
            }
            attached = false;
            return "OK";
        }

        public String mapOdp() {
            if (!attached || mapped) {
                return "misuse";
            }
            mapped = !revoked;
            return admitted();
        }

        public String unmapOdp() {
            if (!attached || !mapped) {
                return "misuse";
            }
            mapped = false;
            return "OK";
        }

        public void accessOdp() {}

        public String useGpu(final Usage usage) {
            return admitted();
        }

        public String useVirtio() {
            return admitted();
        }

        public String useRdma() {
            return revoked ? "refused" : "OK";
        }
    }
}
