// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.service.Main;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings: a saved one can be repeated, a text that is none is reported, and a move that is no step of the spec differs. */
@Tag("tlc")
class RecordingTest {
    private static final String HEAD = Recording.HEAD + "\nscene closing\nimporters [i1 |-> \"dynamic\"]\n";

    @TempDir
    Path folder;

    private Path file(final String text) throws Exception {
        return Files.writeString(folder.resolve("r.txt"), text);
    }

    @Test
    void whatIsAStepOfTheSpecAgrees() throws Exception {
        final Path f = file(HEAD + "begin driver:i1 attach -\ngo driver:i1 AttachTest\ngo driver:i1 AttachInsert\n"
                + "over driver:i1 OK\n");
        assertEquals(0, Main.run("replay", f.toString()));
        assertEquals(0, Main.run("explain", f.toString()));
        final Recording r = Recording.read(f);
        r.keep(folder.resolve("again.txt"), "because");
        assertEquals(r, Recording.read(folder.resolve("again.txt")));
    }

    @Test
    void aMoveThatCannotBeMadeDiffers() throws Exception {
        assertEquals(1, Main.run("replay", file(HEAD + "begin driver:i1 attach -\nover driver:i1 OK\n").toString()));
    }

    @Test
    void whatIsNoRecordingIsNamed() throws Exception {
        for (final String bad : new String[] {"", "a text\n", HEAD, HEAD + "jump driver:i1\n", HEAD + "begin driver:i1\n"}) {
            final Path f = file(bad);
            final Undecided u = assertThrows(Undecided.class, () -> Recording.read(f));
            assertTrue(u.getMessage().contains("r.txt"), u.getMessage());
        }
        assertEquals(2, Main.run("replay", folder.resolve("nothing").toString()));
    }
}
