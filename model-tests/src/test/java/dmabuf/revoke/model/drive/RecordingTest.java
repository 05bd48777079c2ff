// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.MailText;
import dmabuf.revoke.model.ReplayCommand;
import dmabuf.revoke.service.Main;
import dmabuf.revoke.service.Tools;
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

    /** The path in its graph as a picture, without bars, because this graph does not say what each user may do; and for a mail. */
    @Test
    void aPictureAndAMail() throws Exception {
        final String moves = "begin driver:i1 attach -\ngo driver:i1 AttachTest\ngo driver:i1 AttachInsert\nover driver:i1 OK\n";
        final Path f = file(HEAD + moves + "begin driver:i1 attach -\n");
        final Path svg = folder.resolve("r.svg");
        assertEquals(0, Main.run("explain", f.toString(), "--svg", svg.toString()));
        final String picture = Files.readString(svg);
        assertTrue(picture.contains("AttachInsert: dma_buf_dynamic_attach") && picture.contains("attach = OK"), picture);
        assertTrue(picture.contains("<title>r.txt: impl: "), picture);
        assertFalse(picture.contains("class=\"full\"") || picture.contains("class=\"none\""), picture);
        final ReplayCommand replay = new ReplayCommand();
        final String mail = replay.mail(f, Tools.open()).orElseThrow();
        assertTrue(mail.lines().allMatch(l -> l.length() <= MailText.WIDTH), mail);
        assertTrue(mail.contains("AttachTest: vfio_pci_dma_buf_attach") && mail.contains("no such step"), mail);
        assertEquals(0, Main.run("explain", f.toString(), "--mail"));
        final Path race = file("dma-buf revoke race 1\nscene closing\n");
        assertEquals(2, Main.run("explain", race.toString(), "--mail"));
        assertEquals(2, Main.run("explain", race.toString(), "--svg", svg.toString()));
        assertEquals(picture, Files.readString(svg), "what was there is intact");
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
