// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.perturb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.oracle.History;
import dmabuf.revoke.oracle.Observation;
import dmabuf.revoke.oracle.Observer;
import dmabuf.revoke.trace.Traces;
import dmabuf.revoke.trace.interpret.Judgement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Where a long trace is perturbed, and what TLC is asked about a window. */
class WindowTest {
    private static final String RETURNS = ": vfio_pci_dma_buf_move_ret: ";

    @Test
    void aShortTraceIsOneWindow() throws Exception {
        final List<String> trace = Traces.lines("extra-deferred");
        assertEquals(List.of(new Window(0, trace.size(), trace.size())), Window.of(trace, new SplittableRandom(1)));
    }

    /** The windows of a long trace are apart, end where a call of the exporter returns, and are small. */
    @Test
    void aLongTraceHasWindows() throws Exception {
        final List<String> trace = Traces.lines("7.3.4-custom-vfio-1500-4-1");
        final List<Window> all = Window.of(trace, new SplittableRandom(1));
        assertEquals(Window.WINDOWS, all.size(), all.toString());
        assertEquals(0, all.get(0).from());
        for (final Window w : all) {
            assertTrue(w.from() < w.to() && w.to() < w.end() && w.end() - w.from() < 5_000, w.toString());
            assertTrue(w.from() == 0 || trace.get(w.from() - 1).contains(RETURNS), w.toString());
            assertTrue(trace.get(w.to() - 1).contains(RETURNS) && trace.get(w.end() - 1).contains(RETURNS), w.toString());
            assertTrue(all.stream().allMatch(o -> o == w || o.end() <= w.from() || w.end() <= o.from()), all.toString());
        }
        assertEquals(all, Window.of(trace, new SplittableRandom(1)));
        assertTrue(!all.equals(Window.of(trace, new SplittableRandom(2))));
    }

    /** A long trace without any call of the exporter is cut. */
    @Test
    void aLongTraceWithoutCalls() {
        assertEquals(List.of(new Window(0, Window.LONG, Window.LONG)),
                Window.of(Collections.nCopies(2 * Window.LONG, "a line"), new SplittableRandom(1)));
    }

    private static Asked since(final String history, final int line) throws Exception {
        final List<Observation> events = History.parse(history).events();
        return Asked.since(new Judgement.Whole(new History(events), LongStream.rangeClosed(1, events.size()).boxed().toList(), Observer.ALL,
                Map.of("i1", "virtio", "i2", "static", "c1", "cpu")), line);
    }

    /** Who has left before the window is left out, with a fence that has signalled; who is there keeps all that it has done. */
    @Test
    void whatIsStillThere() throws Exception {
        final String gone = "driver:i1 calls attach(dynamic)\ndriver:i1 returns attach(dynamic) = OK\ndriver:i1 calls detach\n"
                + "driver:i1 returns detach = OK\nforeign:c1 returns add = OK\nfence:c1 calls signal\n";
        final String there = "exporter:x1 calls revoke\nexporter:x1 returns revoke = OK\ndriver:i1 calls attach(dynamic)\n"
                + "driver:i1 returns attach(dynamic) = OK\n";
        final String refused = "driver:i2 calls attach(static)\ndriver:i2 returns attach(static) = EOPNOTSUPP\n";
        final String after = "driver:i2 calls attach(static)\ndriver:i2 returns attach(static) = OK\ndriver:i1 calls detach\n"
                + "driver:i1 returns detach = OK\n";
        final Asked asked = since(gone + there + refused + after, 12);
        assertEquals(History.parse(there + after), asked.history());
        assertEquals(Map.of("i1", "virtio", "i2", "static"), asked.kinds());
        assertEquals(History.parse(there), since(gone + there, 10).history());
        assertEquals(Map.of("i1", "virtio"), since(gone + there, 10).kinds());
        assertEquals(History.parse(gone + there), since(gone + there, 0).history());
        // The call of attach is before the window, and its refusal is in it.
        assertEquals(History.parse(refused), since(refused, 1).history());
    }

    /** A change that finds no line to change is none. */
    @Test
    void noLineToChange() {
        final Edits e = new Edits(List.of("one", "two"), 0, 2);
        assertNull(e.without(List.of()));
        assertNull(e.moved(List.of(), 1));
        assertNull(e.moved(List.of(0), -1));
        assertNull(e.changed(List.of(0, -1), "o", "i"));
        assertNull(e.doubled(e.block(1, -1)));
    }
}
