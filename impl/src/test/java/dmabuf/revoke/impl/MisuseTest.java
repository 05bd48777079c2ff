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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A MisuseException says that nothing has happened; a call that has had an effect never throws one. */
class MisuseTest {
    private final RevocableExporter exporter = new RevocableExporter();
    private final DmaBuf buffer = exporter.buffer();

    /** @param rule that was broken within the call */
    private static void halfWay(final String rule, final Executable call) {
        final IllegalStateException e = assertThrows(IllegalStateException.class, call);
        assertEquals(IllegalStateException.class, e.getClass());
        assertEquals("broken off half-way: " + rule, e.getMessage());
        assertEquals(MisuseException.class, e.getCause().getClass());
    }

    /** The callback of an importer unmaps although nothing is mapped. */
    @Test
    void inACallback() throws Exception {
        final Importer importer = new Importer(buffer) {
            @Override
            public Step invalidate(final Attachment a) {
                unmapAndUnpin(a);
                return Step.INVALIDATE_UNMAP;
            }
        };
        importer.attach();
        halfWay("not mapped", exporter::revoke);
        assertTrue(exporter.isRevoked());
        assertNull(buffer.resv().lock().owner());
    }

    @Test
    void inACallbackThatGivesTheLockAway() throws Exception {
        buffer.attach(buffer.attachment(new ImporterOps() {
            @Override
            public Step invalidate(final Attachment a) {
                buffer.resv().lock().unlock();
                return Step.INVALIDATE_UNMAPPED;
            }
        }));
        final IllegalStateException e = assertThrows(IllegalStateException.class, exporter::revoke);
        assertEquals(IllegalStateException.class, e.getClass());
    }

    @Test
    void inTheHardware() throws Exception {
        final DynamicImporter i = new DynamicImporter(buffer);
        i.program(new Hardware() {
            @Override
            public void map(final Attachment a) {
                throw new MisuseException("map");
            }

            @Override
            public void unmap(final Attachment a) {}
        });
        i.attach();
        halfWay("map", i::map);
        assertFalse(i.attachment().isMapped());
        assertEquals(1, exporter.count());
    }

    /** A poll is woken after the fence has signalled. If it throws, the signal succeeds, and the other callbacks run too. */
    @Test
    void inWhoeverIsWoken() throws Exception {
        final Program p = new Program(buffer);
        final DmaFence other = new DmaFence(Usage.READ);
        p.importFence(Usage.READ);
        buffer.file().poll(true, p::end);
        p.fence().whenSignalled(other::signal);
        final List<Throwable> uncaught = new ArrayList<>();
        final Thread signaller = new Thread(() -> assertEquals(Errno.OK, p.signal()));
        signaller.setUncaughtExceptionHandler((t, e) -> uncaught.add(e));
        signaller.start();
        signaller.join();
        assertEquals(1, uncaught.size());
        assertEquals("broken off half-way: no access has begun", uncaught.get(0).getMessage());
        assertFalse(p.fencePending());
        assertTrue(other.isSignalled());
        assertEquals(1, buffer.file().references());
    }

    @Test
    void beforeTheFirstEffectNothingHasHappened() throws Exception {
        final RevocableImporter i = new RevocableImporter(buffer);
        i.attach();
        final Attachment a = i.attachment();
        assertThrows(MisuseException.class, buffer::invalidateMappings);
        assertThrows(MisuseException.class, buffer.resv().lock()::unlock);
        assertThrows(MisuseException.class, () -> buffer.pin(a));
        i.lock();
        assertThrows(MisuseException.class, i::lock);
        assertThrows(MisuseException.class, i::map);
        assertThrows(MisuseException.class, () -> buffer.unpin(a));
        i.unlock();
        exporter.close();
        assertThrows(MisuseException.class, exporter::close);
        assertEquals(1, exporter.count());
    }
}
