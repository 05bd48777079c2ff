// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.service;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A command does not overwrite a file that it reads, or has just written. */
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

    /** Root may write everywhere except where the kernel allows no file. */
    @Test
    void whereNoFileCanBeMadeIsSeenBeforeAnythingIsDone() throws IOException {
        if (Files.isDirectory(Path.of("/proc/self"))) {
            for (final ITypeConverter<Path> c : List.of(new WritableFile(), new WritableFolder())) {
                final String said = assertThrows(TypeConversionException.class, () -> c.convert("/proc/x.svg")).getMessage();
                assertTrue(said.startsWith("cannot write ") && said.contains("/proc/x.svg: "), said);
            }
            assertThrows(TypeConversionException.class, () -> new WritableFolder().convert("/proc/no/such/folder"));
        }
        assertThrows(TypeConversionException.class, () -> new WritableFolder().convert(
                Files.writeString(folder.resolve("file"), "").resolve("below").toString()));
        assertThrows(TypeConversionException.class, () -> new WritableFile().convert(folder.resolve("n".repeat(300)).toString()));
    }

    @Test
    void toTryItOutChangesNothing() throws Exception {
        final Path trace = Files.writeString(folder.resolve("my.trace"), "a recording of a night");
        final FileTime before = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(trace, before);
        final Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("target"));
        for (final Path file : List.of(trace, dangling, folder.resolve("new"), Path.of("/dev/null"))) {
            assertEquals(file, new WritableFile().convert(file.toString()));
        }
        for (final Path place : List.of(folder, folder.resolve("new"), folder.resolve("new/er"))) {
            assertEquals(place, new WritableFolder().convert(place.toString()));
        }
        assertEquals("a recording of a night", Files.readString(trace));
        assertEquals(before, Files.getLastModifiedTime(trace));
        try (var all = Files.list(folder)) {
            assertEquals(Set.of(trace, dangling), all.collect(Collectors.toSet()));
        }
    }

    @Test
    void twoReportsAreTwoFiles() {
        final Path report = folder.resolve("report");
        assertThrows(Undecided.class, () -> WritableFile.apart(List.of(), report, null, folder.resolve("./report")));
        assertDoesNotThrow(() -> WritableFile.apart(List.of(), Path.of("/dev/null"), Path.of("/dev/null")));
    }
}
