// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.service;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command does not write over what it reads, or over what it has just written. */
class WritableFileTest {
    @TempDir
    Path folder;

    @Test
    void whatIsReadIsNotWrittenOverByAnyOfItsNames() throws IOException {
        final Path trace = Files.writeString(folder.resolve("my.trace"), "a recording of a night");
        final Path link = Files.createSymbolicLink(folder.resolve("link"), trace);
        final Path hard = Files.createLink(folder.resolve("hard"), trace);
        for (final Path name : List.of(trace, link, hard, folder.resolve("./my.trace"))) {
            final Undecided u = assertThrows(Undecided.class, () -> WritableFile.apart(List.of(trace), null, name));
            assertEquals("cannot write " + name + ": the same command reads that file; name another", u.getMessage());
        }
        assertDoesNotThrow(() -> WritableFile.apart(List.of(trace), folder.resolve("report"), null, folder.resolve("page")));
    }

    @Test
    void twoReportsAreTwoFiles() {
        final Path report = folder.resolve("report");
        assertThrows(Undecided.class, () -> WritableFile.apart(List.of(), report, null, folder.resolve("./report")));
        assertDoesNotThrow(() -> WritableFile.apart(List.of(), Path.of("/dev/null"), Path.of("/dev/null")));
    }
}
