// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import dmabuf.revoke.impl.importers.RevocableImporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * A condition that a call has tested before it takes its lock may no longer hold when it has the lock. In these tests another
 * call comes first, at the gate, where the call has no lock yet. The call must notice this, and must have no effect.
 */
class BetweenTest {
    private final AtTheGate probe = new AtTheGate();
    private final RevocableExporter exporter = new RevocableExporter(probe);
    private final DmaBuf buffer = exporter.buffer();
    private final DynamicImporter importer = new DynamicImporter(buffer);
    private final Program program = new Program(buffer);

    /** Makes a call that must be misuse because another call comes before its step. */
    private void tooLate(final String rule, final Step step, final Executable faster, final Executable call) {
        probe.then(step, faster);
        final MisuseException e = assertThrows(MisuseException.class, call);
        assertTrue(probe.isDone(), "the gate of " + step + " was not met");
        assertEquals(rule, e.getMessage());
        assertNull(buffer.resv().lock().owner());
    }

    @Test
    void twoAttachOneAttachment() throws Exception {
        final Attachment a = buffer.attachment(importer);
        tooLate("attached already", Step.ATTACH_INSERT, () -> buffer.attach(a), () -> buffer.attach(a));
        assertEquals(1, buffer.attachments().size());
        assertEquals(2, buffer.file().references());
    }

    @Test
    void twoAttachOneImporter() throws Exception {
        probe.then(Step.ATTACH_TEST, () -> assertEquals("attached already",
                assertThrows(MisuseException.class, importer::attach).getMessage()));
        assertEquals(Errno.OK, importer.attach());
        assertTrue(probe.isDone());
        assertEquals(1, buffer.attachments().size());
        assertTrue(importer.attachment().isListed());
    }

    /** After an attach that is refused, or that throws, the importer is as if it had never been attached. */
    @Test
    void anAttachThatFailsLeavesNoAttachment() throws Exception {
        probe.then(Step.ATTACH_TEST, exporter::revoke);
        assertEquals(Errno.ENODEV, importer.attach());
        assertNull(importer.attachment());
        exporter.restore();
        probe.then(Step.ATTACH_INSERT, () -> {
            throw new IllegalStateException("the probe");
        });
        assertThrows(IllegalStateException.class, importer::attach);
        assertNull(importer.attachment());
        assertEquals(Errno.OK, importer.attach());
    }

    /** The buffer is revoked between the test and the insertion into the list: the attach succeeds, and the map is refused. */
    @Test
    void aRevokeWithinAnAttach() throws Exception {
        probe.then(Step.ATTACH_INSERT, exporter::revoke);
        assertEquals(Errno.OK, importer.attach());
        assertEquals(Errno.ENODEV, importer.map());
    }

    @Test
    void twoDetach() throws Exception {
        importer.attach();
        final Attachment a = importer.attachment();
        tooLate("not attached", Step.DETACH, () -> buffer.detach(a), () -> buffer.detach(a));
        assertEquals(1, buffer.file().references());
    }

    @Test
    void aMapOrAPinBeforeADetach() throws Exception {
        importer.attach();
        tooLate("still mapped", Step.DETACH, importer::map, importer::detach);
        assertTrue(importer.attachment().isListed());
        final RevocableImporter pinned = new RevocableImporter(buffer);
        pinned.attach();
        tooLate("still pinned", Step.DETACH, () -> {
            pinned.lock();
            pinned.pin();
            pinned.unlock();
        }, pinned::detach);
        assertTrue(pinned.attachment().isListed());
    }

    /** A dead importer that detaches and attaches again is no longer dead. */
    @Test
    void aNewAttachmentIsNotDead() throws Exception {
        final RevocableImporter pinned = new RevocableImporter(buffer);
        pinned.attach();
        exporter.revoke();
        exporter.restore();
        assertTrue(pinned.isDead());
        pinned.detach();
        assertFalse(pinned.isDead());
        pinned.attach();
        pinned.lock();
        assertEquals(Errno.OK, pinned.pin());
        assertEquals(Errno.OK, pinned.map());
        pinned.unlock();
    }

    @Test
    void twoMap() throws Exception {
        importer.attach();
        tooLate("mapped already", Step.MAP, importer::map, importer::map);
        assertEquals(2, exporter.count());
    }

    @Test
    void jobs() throws Exception {
        importer.attach();
        importer.map();
        tooLate("a job runs", Step.SUBMIT, () -> importer.submit(Usage.READ), () -> importer.submit(Usage.WRITE));
        assertEquals(1, buffer.resv().pending().size());
        tooLate("the job has ended already", Step.SIGNAL, importer::signal, importer::signal);
        tooLate("a job runs", Step.DRIVER_UNMAP, () -> importer.submit(Usage.READ), importer::unmap);
        assertTrue(importer.attachment().isMapped());
        importer.signal();
    }

    /**
     * A job on a mapping that is gone, or whose unmap is deferred, is refused. It is no misuse, because the driver cannot know.
     */
    @Test
    void aJobThatComesTooLate() throws Exception {
        importer.attach();
        importer.map();
        probe.then(Step.SUBMIT, importer::unmap);
        assertEquals(Errno.EINVAL, importer.submit(Usage.READ));
        importer.map();
        buffer.resv().lock().lock();
        buffer.invalidateMappings();
        buffer.resv().lock().unlock();
        assertTrue(importer.isDeferred());
        assertEquals(Errno.EINVAL, importer.submit(Usage.READ));
        assertEquals(0, buffer.resv().pending().size());
        importer.work();
        assertFalse(importer.isDeferred());
    }

    /** The worker unmaps before the driver, or the driver before the worker: the later one finds nothing to do. */
    @Test
    void driverAgainstWorker() throws Exception {
        importer.attach();
        for (final boolean worker : new boolean[] {true, false}) {
            importer.map();
            buffer.resv().lock().lock();
            buffer.invalidateMappings();
            buffer.resv().lock().unlock();
            if (worker) {
                probe.then(Step.DRIVER_UNMAP, importer::work);
                assertEquals(Errno.OK, importer.unmap());
            } else {
                probe.then(Step.WORKER_UNMAP, importer::unmap);
                assertEquals(Errno.OK, importer.work());
            }
            assertTrue(probe.isDone());
            assertFalse(importer.isDeferred() || importer.attachment().isMapped());
            assertEquals(1, exporter.count());
        }
    }

    @Test
    void twoWorkers() throws Exception {
        importer.attach();
        importer.map();
        buffer.resv().lock().lock();
        buffer.invalidateMappings();
        buffer.resv().lock().unlock();
        probe.then(Step.WORKER_UNMAP, () -> {
            assertEquals("the worker is in a call", assertThrows(MisuseException.class, importer::work).getMessage());
            assertEquals("the worker is not done", assertThrows(MisuseException.class, importer::detach).getMessage());
        });
        importer.work();
        assertTrue(probe.isDone());
        importer.detach();
    }

    @Test
    void aProgramsPages() throws Exception {
        tooLate("mapped already", Step.MMAP, program::mmap, program::mmap);
        assertEquals(2, buffer.file().references());
        tooLate("not mapped", Step.MUNMAP, program::munmap, program::munmap);
        assertEquals(1, buffer.file().references());
        program.mmap();
        assertEquals(Errno.OK, program.touch());
        assertEquals(Program.Page.PTE, program.page());
        assertEquals(Step.FAULT, probe.taken.get(probe.taken.size() - 1));
        assertEquals(Errno.OK, program.touch());
        assertEquals(Step.TOUCH, probe.taken.get(probe.taken.size() - 1));
        // An area that goes away before the fault has the lock gets no page.
        program.munmap();
        program.mmap();
        probe.then(Step.TOUCH, program::munmap);
        program.touch();
        assertEquals(Program.Page.NONE, program.page());
    }

    @Test
    void aProgramsKernelMapping() throws Exception {
        tooLate("the program has a kernel mapping already", Step.VMAP, program::vmap, program::vmap);
        assertEquals(2, exporter.count());
        assertEquals(2, buffer.file().references());
        tooLate("the program has no kernel mapping", Step.VUNMAP, program::vunmap, program::vunmap);
        assertEquals(1, exporter.count());
        assertEquals(1, buffer.file().references());
    }

    @Test
    void aProgramsAccess() throws Exception {
        tooLate("an access has begun already", Step.BEGIN_WAIT, () -> program.begin(true), () -> program.begin(true));
        tooLate("no access has begun", Step.END, program::end, program::end);
        assertFalse(program.hasBegun());
        probe.then(Step.BEGIN, exporter::revoke);
        assertEquals(Errno.ENODEV, program.begin(true));
        assertFalse(program.hasBegun());
    }

    @Test
    void aProgramsFence() throws Exception {
        tooLate("its fence is pending", Step.IMPORT, () -> program.importFence(Usage.READ), () -> program.importFence(Usage.READ));
        assertEquals(1, buffer.resv().pending().size());
        tooLate("the fence has signalled already", Step.FOREIGN_SIGNAL, program::signal, program::signal);
    }

    /** The calls that are refused because a revoke came first. */
    @Test
    void aRevokeThatIsFaster() throws Exception {
        importer.attach();
        probe.then(Step.MAP, exporter::revoke);
        assertEquals(Errno.ENODEV, importer.map());
        assertEquals(Step.MAP_REFUSED, probe.taken.get(probe.taken.size() - 1));
        exporter.restore();
        probe.then(Step.VMAP, exporter::revoke);
        assertEquals(Errno.ENODEV, program.vmap());
        exporter.restore();
        probe.then(Step.MMAP, exporter::revoke);
        assertEquals(Errno.ENODEV, program.mmap());
        exporter.restore();
        program.mmap();
        probe.then(Step.TOUCH, exporter::revoke);
        assertEquals(Errno.SIGBUS, program.touch());
        assertEquals(1, exporter.count());
        assertEquals(3, buffer.file().references());
    }
}
