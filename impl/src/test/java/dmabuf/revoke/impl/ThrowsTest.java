// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.impl.exporters.Device;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import dmabuf.revoke.impl.importers.OdpImporter;
import dmabuf.revoke.impl.importers.RevocableImporter;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** An exception of a probe, a callback or a hardware is thrown by the call, which has all its effects nevertheless. */
class ThrowsTest {
    private final Set<Step> gates = EnumSet.noneOf(Step.class);
    private final Set<Step> records = EnumSet.noneOf(Step.class);
    private final Device device = new Device();
    private final Probe probe = new Probe() {
        @Override
        public void gate(final Step next, final Object subject) {
            if (gates.contains(next)) {
                throw new UnsupportedOperationException("gate of " + next);
            }
        }

        @Override
        public void record(final Step step, final Object subject) {
            if (records.contains(step)) {
                throw new UnsupportedOperationException("record of " + step);
            }
        }
    };

    private RevocableExporter exporter() throws InterruptedException {
        return device.export(probe);
    }

    /** @param message of the exception that the call must throw */
    private static Throwable thrown(final String message, final Executable call) {
        final Throwable t = assertThrows(UnsupportedOperationException.class, call);
        assertEquals(message, t.getMessage());
        return t;
    }

    @Test
    void anOperationComesToItsEndWhateverIsThrown() throws Exception {
        for (final Step s : EnumSet.range(Step.LOCK, Step.FINISH)) {
            for (final Set<Step> where : java.util.List.of(gates, records)) {
                final RevocableExporter e = exporter();
                final OdpImporter i = new OdpImporter(e.buffer());
                final Program p = new Program(e.buffer());
                i.attach();
                i.map();
                p.mmap();
                p.touch();
                where.add(s);
                try {
                    e.revoke();
                } catch (UnsupportedOperationException u) {
                    assertTrue(u.getMessage().endsWith(" of " + s));
                }
                where.clear();
                assertTrue(e.isRevoked(), s.toString());
                assertFalse(i.attachment().isMapped() && s != Step.INVALIDATE_UNMAPPED, s.toString());
                assertEquals(Program.Page.VMA, p.page());
                assertEquals(1, e.count());
                assertNull(e.outer().owner());
                assertNull(e.buffer().resv().lock().owner());
                e.restore();
                assertEquals(Errno.OK, i.map());
            }
        }
    }

    @Test
    void theFirstIsThrownAndTheOthersAreSuppressed() throws Exception {
        final RevocableExporter e = exporter();
        gates.add(Step.SET_FLAG);
        records.add(Step.SET_FLAG);
        records.add(Step.REARM);
        final Throwable t = thrown("gate of SET_FLAG", e::revoke);
        assertEquals(2, t.getSuppressed().length);
        assertEquals("record of SET_FLAG", t.getSuppressed()[0].getMessage());
        assertEquals("record of REARM", t.getSuppressed()[1].getMessage());
    }

    @Test
    void oneThingThatIsThrownTwiceIsNotSuppressedByItself() {
        final Thrown all = new Thrown();
        final IllegalStateException e = new IllegalStateException("once");
        final Runnable throwing = () -> {
            throw e;
        };
        assertTrue(all.isEmpty());
        all.rethrow();
        all.guard(throwing);
        all.guard(throwing);
        assertFalse(all.isEmpty());
        assertSame(e, assertThrows(IllegalStateException.class, all::rethrow));
        assertEquals(0, e.getSuppressed().length);
    }

    /** An AssertionError is collected like any exception; an Error that says that the thread has to end is not. */
    @Test
    void errors() {
        final Thrown all = new Thrown();
        all.guard(() -> {
            throw new AssertionError("kept");
        });
        assertEquals("kept", assertThrows(AssertionError.class, all::rethrow).getMessage());
        final class Ends extends Error {
            private static final long serialVersionUID = 1L;
        }
        assertThrows(Ends.class, () -> all.guard(() -> {
            throw new Ends();
        }));
    }

    /** A zap that throws has had its effect, and without a program there is no zap. */
    @Test
    void zap() throws Exception {
        final RevocableExporter e = exporter();
        gates.add(Step.ZAP);
        e.revoke();
        e.restore();
        final Program p = new Program(e.buffer());
        final Program other = new Program(e.buffer());
        p.mmap();
        p.touch();
        other.mmap();
        other.touch();
        thrown("gate of ZAP", e::revoke);
        assertEquals(Program.Page.VMA, p.page());
        assertEquals(Program.Page.VMA, other.page());
        gates.clear();
        e.restore();
        p.touch();
        records.add(Step.ZAP);
        thrown("record of ZAP", e::revoke);
        assertEquals(Program.Page.VMA, p.page());
    }

    @Test
    void broadcast() throws Exception {
        final RevocableExporter e = exporter();
        final OdpImporter one = new OdpImporter(e.buffer());
        final OdpImporter two = new OdpImporter(e.buffer());
        one.attach();
        two.attach();
        for (final Step s : EnumSet.of(Step.NOTIFY, Step.CALLBACK_RETURN, Step.BROADCAST_END, Step.INVALIDATE_UNMAP)) {
            one.map();
            two.map();
            records.add(s);
            thrown("record of " + s, e::revoke);
            records.clear();
            assertFalse(one.attachment().isMapped() || two.attachment().isMapped());
            e.restore();
        }
    }

    @Test
    void whatHasHappenedStands() throws Exception {
        final RevocableExporter e = exporter();
        final DynamicImporter i = new DynamicImporter(e.buffer());
        final Program p = new Program(e.buffer());
        i.attach();
        p.mmap();
        p.vmap();
        records.addAll(EnumSet.of(Step.DETACH, Step.MUNMAP, Step.VUNMAP));
        thrown("record of DETACH", i::detach);
        assertNull(i.attachment());
        assertEquals(0, e.buffer().attachments().size());
        thrown("record of MUNMAP", p::munmap);
        assertEquals(Program.Page.NONE, p.page());
        thrown("record of VUNMAP", p::vunmap);
        assertFalse(p.isVmapped());
        assertEquals(1, e.buffer().file().references());
        assertEquals(1, e.count());
        assertNull(e.buffer().resv().lock().owner());
    }

    @Test
    void theLockOfADriver() throws Exception {
        final RevocableExporter e = exporter();
        final RevocableImporter i = new RevocableImporter(e.buffer());
        i.attach();
        records.add(Step.RESV_LOCK);
        thrown("record of RESV_LOCK", i::lock);
        assertNull(e.buffer().resv().lock().owner());
        records.clear();
        for (final Set<Step> where : java.util.List.of(gates, records)) {
            i.lock();
            where.add(Step.RESV_UNLOCK);
            assertThrows(UnsupportedOperationException.class, i::unlock);
            assertNull(e.buffer().resv().lock().owner());
            where.clear();
        }
    }

    /** A close that threw may be called again; a revoke that threw does not count as a close. */
    @Test
    void close() throws Exception {
        final RevocableExporter e = exporter();
        records.add(Step.SET_FLAG);
        thrown("record of SET_FLAG", e::close);
        assertTrue(e.isClosed());
        records.clear();
        e.revoke();
        e.restore();
        e.close();
        assertThrows(MisuseException.class, e::close);
        final RevocableExporter other = exporter();
        records.add(Step.SET_FLAG);
        thrown("record of SET_FLAG", other::revoke);
        records.clear();
        assertFalse(other.isClosed());
        other.close();
        assertThrows(MisuseException.class, other::close);
    }

    /** An Error that ends its thread ends the operation where it is; later operations are refused. */
    @Test
    void anOperationThatIsBrokenOff() throws Exception {
        final class Ends extends Error {
            private static final long serialVersionUID = 1L;
        }
        final RevocableExporter e = device.export(new Probe() {
            @Override
            public void gate(final Step next, final Object subject) {
                if (next == Step.FENCE_WAIT) {
                    throw new Ends();
                }
            }
        });
        assertThrows(Ends.class, e::revoke);
        assertNull(e.outer().owner());
        assertNull(e.buffer().resv().lock().owner());
        final IllegalStateException after = assertThrows(IllegalStateException.class, e::restore);
        assertEquals("an earlier operation broke off half-way", after.getMessage());
        assertNull(e.outer().owner());
    }

    @Test
    void aDeviceTellsAllItsBuffers() throws Exception {
        final RevocableExporter one = exporter();
        final RevocableExporter two = exporter();
        records.add(Step.SET_FLAG);
        final Throwable t = thrown("record of SET_FLAG", device::revoke);
        assertEquals(1, t.getSuppressed().length);
        assertTrue(one.isRevoked() && two.isRevoked());
        assertEquals(1, two.buffer().file().references());
        assertNull(one.outer().owner());
    }

    /** Misuse within a call that has had an effect is not reported as misuse of that call. */
    @Test
    void oneReferenceTooFew() throws Exception {
        final RevocableExporter e = exporter();
        final DynamicImporter i = new DynamicImporter(e.buffer());
        i.attach();
        e.buffer().file().put();
        e.buffer().file().put();
        assertEquals(0, device.buffers());
        final IllegalStateException half = assertThrows(IllegalStateException.class, i::detach);
        assertEquals("broken off half-way: the buffer is released", half.getMessage());
        assertEquals(0, e.buffer().file().references());
    }

    /** An exporter that drops references that are not its own. */
    private static final class Greedy extends Exporter {
        Greedy() {
            super(new Mutex(new Lockdep(), Lockdep.Rank.OUTER), false, Probe.NONE);
        }

        @Override
        public Errno attach(final Attachment a) {
            return Errno.OK;
        }

        @Override
        public boolean mapsForKernel() {
            return true;
        }

        @Override
        public Errno vmap() {
            buffer().file().put();
            buffer().file().put();
            return Errno.ENODEV;
        }
    }

    @Test
    void aReferenceThatIsGoneWhenItIsPut() {
        final Program p = new Program(new Greedy().buffer());
        final IllegalStateException half = assertThrows(IllegalStateException.class, p::vmap);
        assertEquals("broken off half-way: the buffer is released", half.getMessage());
    }

    @Test
    void hardwareThatIsMisused() throws Exception {
        final RevocableExporter e = exporter();
        final DynamicImporter i = new DynamicImporter(e.buffer());
        i.program(new Hardware() {
            @Override
            public void unmap(final Attachment a) {
                throw new MisuseException("unmap");
            }
        });
        i.attach();
        i.map();
        assertTrue(i.isInstalled());
        final IllegalStateException half = assertThrows(IllegalStateException.class, i::unmap);
        assertEquals(IllegalStateException.class, half.getClass());
        assertTrue(i.isInstalled() && i.attachment().isMapped());
    }
}
