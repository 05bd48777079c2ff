// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dmabuf.revoke.impl.exporters.Device;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Poll by readers and writers; the satellite Poll has one poller and one fence. */
class PollTest {
    private final Device device = new Device();

    /** A reader waits for writers, a writer for readers too; the buffer is kept until the fence signals. */
    @Test
    void poll() throws Exception {
        final RevocableExporter e = device.export(Probe.NONE);
        final Program p = new Program(e.buffer());
        final List<String> woken = new ArrayList<>();
        assertEquals(DmaBufFile.Poll.READY, e.buffer().file().poll(true, () -> woken.add("too early")));
        p.importFence(Usage.READ);
        assertEquals(DmaBufFile.Poll.READY, e.buffer().file().poll(false, () -> woken.add("too early")));
        assertEquals(DmaBufFile.Poll.WAKES,
                e.buffer().file().poll(true, () -> woken.add("writer, with " + e.buffer().file().references() + " reference")));
        assertEquals(DmaBufFile.Poll.TAKEN, e.buffer().file().poll(true, () -> woken.add("armed twice")));
        e.buffer().file().put();
        assertEquals(1, device.buffers());
        assertEquals(List.of(), woken);
        p.signal();
        assertEquals(List.of("writer, with 1 reference"), woken);
        assertEquals(0, device.buffers());
    }

    /** Which polls wait for a pending fence of each class. */
    @ParameterizedTest
    @CsvSource({"KERNEL, WAKES, WAKES", "WRITE, WAKES, WAKES", "READ, READY, WAKES", "BOOKKEEP, READY, READY"})
    void eachClass(final Usage usage, final DmaBufFile.Poll reader, final DmaBufFile.Poll writer) throws Exception {
        final RevocableExporter e = device.export(Probe.NONE);
        final DynamicImporter i = new DynamicImporter(e.buffer());
        i.attach();
        i.map();
        i.submit(usage);
        assertEquals(reader, e.buffer().file().poll(false, () -> {}));
        assertEquals(writer, e.buffer().file().poll(true, () -> {}));
        i.signal();
    }

    /** A reader and a writer are armed separately; a poller that was woken may poll again. */
    @Test
    void pollOfBothKinds() throws Exception {
        final RevocableExporter e = device.export(Probe.NONE);
        final Program p = new Program(e.buffer());
        final List<String> woken = new ArrayList<>();
        for (int n = 0; n < 2; n++) {
            p.importFence(Usage.WRITE);
            assertEquals(DmaBufFile.Poll.WAKES, e.buffer().file().poll(true, () -> woken.add("writer")));
            assertEquals(DmaBufFile.Poll.WAKES, e.buffer().file().poll(false, () -> woken.add("reader")));
            assertEquals(DmaBufFile.Poll.TAKEN, e.buffer().file().poll(false, () -> woken.add("armed twice")));
            assertEquals(3, e.buffer().file().references());
            p.signal();
        }
        assertEquals(List.of("writer", "reader", "writer", "reader"), woken);
        assertEquals(1, e.buffer().file().references());
        e.buffer().file().put();
        assertThrows(MisuseException.class, () -> e.buffer().file().poll(true, () -> {}));
        assertEquals(null, e.buffer().resv().lock().owner());
    }
}
