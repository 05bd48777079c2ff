// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dmabuf.revoke.impl.exporters.MockExporter;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import dmabuf.revoke.impl.importers.OdpImporter;
import dmabuf.revoke.impl.importers.RevocableImporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Misuse is detected before the first gate of a call: the call takes no step, and the probe sees nothing of it. */
class MisuseTakesNoStepTest {
    private final AtTheGate probe = new AtTheGate();
    private final RevocableExporter exporter = new RevocableExporter(probe);
    private final DmaBuf buffer = exporter.buffer();
    private final DynamicImporter importer = new DynamicImporter(buffer);
    private final RevocableImporter pinned = new RevocableImporter(buffer);
    private final Program program = new Program(buffer);

    private void misuse(final String rule, final Executable call) {
        final int before = probe.gates.size();
        assertEquals(rule, assertThrows(MisuseException.class, call).getMessage());
        assertEquals(before, probe.gates.size(), rule + ": a step was begun");
    }

    @Test
    void attachAndDetach() throws Exception {
        misuse("not attached", importer::detach);
        misuse("not attached", importer::map);
        importer.attach();
        misuse("attached already", importer::attach);
        misuse("attached already", () -> importer.program(Hardware.NONE));
        final Attachment a = importer.attachment();
        misuse("attached already", () -> buffer.attach(a));
        final DmaBuf other = new RevocableExporter().buffer();
        misuse("an attachment of another buffer", () -> other.attach(a));
        misuse("an attachment of another buffer", () -> other.detach(a));
        misuse("not attached", () -> buffer.detach(buffer.attachment(importer)));
        importer.map();
        misuse("still mapped", importer::detach);
        importer.unmap();
        pinned.attach();
        pinned.lock();
        misuse("the driver holds the reservation lock", pinned::detach);
        pinned.pin();
        pinned.unlock();
        misuse("still pinned", pinned::detach);
    }

    @Test
    void mapSubmitAndUnmap() throws Exception {
        importer.attach();
        misuse("not mapped", importer::unmap);
        misuse("not mapped", () -> importer.submit(Usage.READ));
        misuse("no job runs", importer::signal);
        misuse("no unmap was deferred to the worker", importer::work);
        importer.map();
        misuse("mapped already", importer::map);
        importer.submit(Usage.READ);
        misuse("a job runs", () -> importer.submit(Usage.READ));
        misuse("a job runs", importer::unmap);
        importer.signal();
        misuse("no job runs", importer::signal);
        final OdpImporter odp = new OdpImporter(buffer);
        odp.attach();
        odp.map();
        misuse("its jobs have no fences", () -> odp.submit(Usage.READ));
    }

    @Test
    void ofOneThatPins() throws Exception {
        misuse("not attached", pinned::lock);
        misuse("not attached", pinned::unlock);
        pinned.attach();
        misuse("not locked", pinned::unlock);
        misuse("neither locked and pinned, nor dead", pinned::map);
        misuse("not locked, or pinned already, or dead", pinned::pin);
        misuse("not locked, or not pinned, or mapped", pinned::unpin);
        pinned.lock();
        misuse("locked already", pinned::lock);
        misuse("neither locked and pinned, nor dead", pinned::map);
        misuse("not locked, or not pinned, or mapped", pinned::unpin);
        pinned.pin();
        misuse("not locked, or pinned already, or dead", pinned::pin);
        pinned.map();
        misuse("not locked, or not pinned, or mapped", pinned::unpin);
        pinned.unlock();
        misuse("not locked", pinned::unmap);
        misuse("not locked", () -> pinned.submit(Usage.READ));
        exporter.revoke();
        misuse("the importer is dead, and holds nothing", pinned::lock);
    }

    @Test
    void ofTheBufferItself() throws Exception {
        importer.attach();
        final Attachment a = importer.attachment();
        for (final Executable e : new Executable[] {
            () -> buffer.pin(a), () -> buffer.unpin(a), () -> buffer.map(a), () -> buffer.unmap(a), () -> buffer.range(a),
            () -> buffer.unrange(a), buffer::invalidateMappings
        }) {
            misuse("the thread does not hold the lock", e);
        }
        final Attachment stranger = buffer.attachment(importer);
        buffer.resv().lock().lock();
        misuse("not mapped", () -> buffer.unmap(a));
        misuse("not mapped", () -> buffer.unrange(a));
        misuse("not pinned", () -> buffer.unpin(a));
        misuse("not attached", () -> buffer.unpin(stranger));
        misuse("not attached", () -> buffer.pin(stranger));
        misuse("not attached", () -> buffer.map(stranger));
        buffer.pin(a);
        misuse("pinned already", () -> buffer.pin(a));
        buffer.range(a);
        misuse("mapped already", () -> buffer.range(a));
        misuse("mapped already", () -> buffer.map(a));
        buffer.unrange(a);
        buffer.map(a);
        misuse("mapped already", () -> buffer.map(a));
        buffer.unmap(a);
        buffer.unpin(a);
        buffer.resv().lock().unlock();
        assertEquals(1, exporter.count());
        importer.detach();
    }

    @Test
    void ofAProgram() throws Exception {
        misuse("not mapped", program::munmap);
        misuse("not mapped", program::touch);
        misuse("the program has no kernel mapping", program::vunmap);
        misuse("no access has begun", program::end);
        misuse("no fence is pending", program::signal);
        program.mmap();
        misuse("mapped already", program::mmap);
        program.vmap();
        misuse("the program has a kernel mapping already", program::vmap);
        program.begin(true);
        misuse("an access has begun already", () -> program.begin(false));
        program.importFence(Usage.WRITE);
        misuse("its fence is pending", () -> program.importFence(Usage.WRITE));
        program.signal();
        misuse("no fence is pending", program::signal);
        final Program other = new Program(new MockExporter(probe).buffer());
        misuse("the exporter has no mmap", other::mmap);
        misuse("the exporter has no kernel mappings", other::vmap);
    }

    @Test
    void ofTheExporter() throws Exception {
        buffer.resv().lock().lock();
        misuse("the thread holds the reservation lock", new RevocableExporterWithoutAssertions(exporter)::revoke);
        buffer.resv().lock().unlock();
        exporter.outer().lock();
        misuse("the thread holds this lock already", exporter::revoke);
        exporter.outer().unlock();
        exporter.close();
        misuse("closed already", exporter::close);
    }

    /** With assertions enabled, the lock discipline fails first, with an AssertionError. */
    private record RevocableExporterWithoutAssertions(RevocableExporter exporter) {
        void revoke() throws InterruptedException {
            try {
                exporter.revoke();
            } catch (AssertionError e) {
                throw new MisuseException("the thread holds the reservation lock");
            }
        }
    }
}
