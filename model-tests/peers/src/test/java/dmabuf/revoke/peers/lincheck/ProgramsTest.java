// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.peers.lincheck;

import static dmabuf.revoke.peers.lincheck.DevicesTest.is;
import static dmabuf.revoke.peers.lincheck.DevicesTest.result;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.DmaBufFile;
import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.Exporter;
import dmabuf.revoke.impl.MisuseException;
import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.impl.Program;
import dmabuf.revoke.impl.Usage;
import dmabuf.revoke.impl.exporters.LetterExporter;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.peers.Ram;
import org.jetbrains.lincheck.datastructures.BooleanGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One buffer that two programs use by the CPU; a buffer whose revoke is permanent; and the file of a third buffer, which is
 * released when nobody refers to it any more. Only one program has an area: mmap tests the flag without a lock, so another
 * thread could see the middle of a revoke.
 */
@Tag("peer")
public class ProgramsTest {
    private final RevocableExporter exporter = new RevocableExporter();
    private final Program program = new Program(exporter.buffer());
    private final Program other = new Program(exporter.buffer());
    private final LetterExporter letter = new LetterExporter(Probe.NONE);
    private final Program reader = new Program(letter.buffer());
    private final Ram ram = new Ram();
    private final Counted counted = new Counted();
    private final DmaBufFile file = counted.buffer().file();

    private static final class Counted extends Exporter {
        private int releases;

        Counted() {
            super(Probe.NONE);
        }

        @Override
        public Errno attach(final Attachment a) {
            return Errno.OK;
        }

        @Override
        public void release() {
            releases++;
        }
    }

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

    @Operation(nonParallelGroup = "owner")
    public String close() throws InterruptedException {
        return result(() -> {
            exporter.close();
            ram.poison();
            return Errno.OK;
        });
    }

    @Operation
    public void revokeToo() throws InterruptedException {
        exporter.revoke();
    }

    @Operation(nonParallelGroup = "program")
    public String mmap() throws InterruptedException {
        return result(program::mmap);
    }

    @Operation(nonParallelGroup = "program")
    public String munmap() throws InterruptedException {
        return result(program::munmap);
    }

    @Operation(nonParallelGroup = "program")
    public String touch() throws InterruptedException {
        return result(program::touch);
    }

    /** A kernel mapping, and its end: a revoke waits for that. */
    @Operation(nonParallelGroup = "other")
    public String vmap() throws InterruptedException {
        return result(() -> {
            final Errno e = other.vmap();
            if (e == Errno.OK) {
                ram.access();
                other.vunmap();
            }
            return e;
        });
    }

    /** A fence of the program, and its end: a revoke waits for that. */
    @Operation(nonParallelGroup = "other")
    public void importFence(final Usage usage) throws InterruptedException {
        other.importFence(usage);
        other.signal();
    }

    @Operation(nonParallelGroup = "letter", runOnce = true)
    public void revokeLetter() throws InterruptedException {
        letter.revoke();
    }

    /** The waits for fences end at once. */
    @Operation(nonParallelGroup = "reader")
    public String begin(@Param(gen = BooleanGen.class) final boolean write) throws InterruptedException {
        return result(() -> reader.begin(write));
    }

    @Operation(nonParallelGroup = "reader")
    public String end() throws InterruptedException {
        return result(reader::end);
    }

    @Operation
    public boolean tryGet() {
        return file.tryGet();
    }

    @Operation
    public String put() {
        try {
            file.put();
            return "OK";
        } catch (MisuseException m) {
            return "misuse";
        }
    }

    /** What holds whenever nobody is in a call. */
    @Validate
    public void quiet() {
        is(exporter.count() == 1 && !exporter.isComplete(), "the count is " + exporter.count());
        is(exporter.buffer().info().waitedFor().isEmpty(), exporter.buffer().info().waitedFor().toString());
        is(!exporter.isRevoked() || program.page() != Program.Page.PTE, "a page in a revoked buffer");
        final int areas = program.page() == Program.Page.NONE ? 0 : 1;
        is(exporter.buffer().file().references() == 1 + areas, "references: " + exporter.buffer().file().references());
        is(exporter.outer().owner() == null && exporter.buffer().resv().lock().owner() == null, "a lock is held");
        is(counted.releases == (file.references() == 0 ? 1 : 0), counted.releases + " releases");
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
                .check(ProgramsTest.class);
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
                .check(ProgramsTest.class);
    }

    /** The same for one thread. */
    public static class Sequential {
        private boolean revoked;
        private boolean closed;
        private boolean area;
        private boolean letterRevoked;
        private boolean begun;
        private int references = 1;

        public void revoke() {
            revoked = true;
        }

        public void revokeToo() {
            revoke();
        }

        public void restore() {
            revoked = closed;
        }

        public String close() {
            final String result = closed ? "misuse" : "OK";
            closed = true;
            revoked = true;
            return result;
        }

        public String mmap() {
            if (area) {
                return "misuse";
            }
            area = !revoked;
            return area ? "OK" : "ENODEV";
        }

        public String munmap() {
            final String result = area ? "OK" : "misuse";
            area = false;
            return result;
        }

        public String touch() {
            return !area ? "misuse" : revoked ? "SIGBUS" : "OK";
        }

        public String vmap() {
            return revoked ? "ENODEV" : "OK";
        }

        public void importFence(final Usage usage) {}

        public void revokeLetter() {
            letterRevoked = true;
        }

        public String begin(final boolean write) {
            if (begun) {
                return "misuse";
            }
            begun = !letterRevoked;
            return begun ? "OK" : "ENODEV";
        }

        public String end() {
            final String result = begun ? "OK" : "misuse";
            begun = false;
            return result;
        }

        public boolean tryGet() {
            if (references == 0) {
                return false;
            }
            references++;
            return true;
        }

        public String put() {
            if (references == 0) {
                return "misuse";
            }
            references--;
            return "OK";
        }
    }
}
