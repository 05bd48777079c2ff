// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.tlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Design;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLC starts faster with the archive of its classes. It gives the same results without an archive, or with a wrong one. */
@Tag("tlc")
class ArchiveTest {
    private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    @TempDir
    Path folder;

    private Path made() throws Exception {
        final Path jar = TlcJar.path();
        final Path file = Archive.file(jar, FLAGS, folder);
        Archive.make(jar, FLAGS, file);
        return file;
    }

    private static List<String> use(final Path archive, final String mode) {
        return List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:" + mode, "-Xlog:disable", "-Xlog:all=warning:stderr");
    }

    private Outcome run(final List<String> options) throws Exception {
        final SpecText spec = SpecText.load();
        final String config = Design.named("Linux73", spec).config(spec.file("scenes/returns.cfg"));
        return new Tlc(spec, folder.resolve("tlc")) {
            @Override
            List<String> options() {
                return options; // the last one counts
            }
        }.run(Run.alone("archive", "", config));
    }

    @Tag("full")
    @Test
    void tlcRunsWithIt() throws Exception {
        final Path archive = made();
        assertTrue(Files.size(archive) > 1_000_000, "it has classes");
        assertEquals(List.of("-XX:SharedArchiveFile=" + archive), Archive.options(TlcJar.path(), FLAGS, folder).subList(0, 1));
        final Outcome without = run(List.of("-Xshare:off"));
        // With "on", a JVM does not start if its archive does not fit.
        assertEquals(without, run(use(archive, "on")));
    }

    @Tag("full")
    @Test
    void oneThatDoesNotFitIsNotUsed() throws Exception {
        final Path archive = folder.resolve("broken.jsa");
        Files.writeString(archive, "this is no archive");
        assertEquals(run(List.of("-Xshare:off")), run(use(archive, "auto")));
        assertEquals(run(List.of("-Xshare:off")), run(use(folder.resolve("missing.jsa"), "auto")));
    }

    @Tag("full")
    @Test
    void twoThatMakeItAtOnceDoNotDisturbEachOther() throws Exception {
        final List<Thread> makers = new ArrayList<>();
        final Path jar = TlcJar.path();
        final Path file = Archive.file(jar, FLAGS, folder);
        for (int n = 0; n < 2; n++) {
            makers.add(new Thread(() -> Archive.make(jar, FLAGS, file)));
            makers.get(n).start();
        }
        for (final Thread t : makers) {
            t.join();
        }
        assertEquals(run(List.of("-Xshare:off")), run(use(file, "on")));
        try (var left = Files.list(folder)) {
            assertFalse(left.anyMatch(p -> p.getFileName().toString().startsWith("archive-")), "nothing else is left");
        }
    }

    @Test
    void whereItCannotBeMadeThereIsNone() throws Exception {
        final Path file = folder.resolve("no-such-folder/tlc.jsa");
        Archive.make(TlcJar.path(), FLAGS, file);
        assertFalse(Files.exists(file));
        Archive.make(folder.resolve("no.jar"), FLAGS, folder.resolve("tlc.jsa"));
        assertFalse(Files.exists(folder.resolve("tlc.jsa")));
    }
}
