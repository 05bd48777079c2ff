// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A raw export is complete, or is refused with a message that says what it lacks. */
class RawExportTest {
    @TempDir
    Path folder;

    private interface Records {
        void write(DataOutputStream out) throws IOException;
    }

    /** An export of one variable, with the states 0 and 1. */
    private Path export(final int edges, final Records more) throws IOException {
        final Path file = folder.resolve("raw");
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            out.writeByte('H');
            out.writeInt(1);
            out.writeUTF("design");
            out.writeByte('B');
            out.writeInt(1);
            out.writeByte('|');
            state(out, 0);
            state(out, 1);
            more.write(out);
            out.writeByte('Z');
            out.writeLong(edges);
        }
        return file;
    }

    private static void state(final DataOutputStream out, final int s) throws IOException {
        ints(out, 'S', s, s, 0, 0);
    }

    private static void ints(final DataOutputStream out, final char tag, final int... fields) throws IOException {
        out.writeByte(tag);
        for (final int f : fields) {
            out.writeInt(f);
        }
    }

    private static String refused(final Path file) {
        return assertThrows(BadGraph.class, () -> RawExport.read(file, "g")).getMessage();
    }

    @Test
    void aWholeOneIsRead() throws Exception {
        final RawExport r = RawExport.read(export(1, out -> ints(out, 'E', 0, 0, 0, 1, 0, 0)), "g");
        assertEquals(1, r.edges());
        assertEquals(2, r.states.size());
    }

    @Test
    void anEdgeThatDanglesIsRefused() throws Exception {
        final String to = refused(export(1, out -> ints(out, 'E', 0, 0, 0, 2, 0, 0)));
        assertTrue(to.startsWith("the export of g has an edge to a state that TLC never checked"), to);
        final String from = refused(export(1, out -> ints(out, 'E', 2, 0, 0, 0, 0, 0)));
        assertTrue(from.startsWith("the export of g has an edge that comes from a state that TLC never"), from);
    }

    @Test
    void aStateThatComesTwiceIsRefused() throws Exception {
        final String said = refused(export(0, out -> state(out, 1)));
        assertTrue(said.startsWith("the export of g has the state 1 twice"), said);
    }

    @Test
    void oneThatLacksAnEdgeIsRefused() throws Exception {
        final String said = refused(export(2, out -> ints(out, 'E', 0, 0, 0, 1, 0, 0)));
        assertEquals("the export of g does not end where it says", said);
    }

    @Test
    void oneThatIsCutOffIsRefused() throws Exception {
        final Path file = export(0, out -> {});
        final byte[] all = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(all, all.length - 1));
        assertTrue(refused(file).startsWith("the export of g is incomplete"));
    }
}
