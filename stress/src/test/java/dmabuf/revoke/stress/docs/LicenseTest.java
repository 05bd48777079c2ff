// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.service.Tools;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each source file names its licence in one of its first two lines: code for a kernel GPL-2.0-only, all other code Apache-2.0.
 */
class LicenseTest {
    private static final String TAG = "SPDX-License-Identifier: ";
    private static final Set<String> NOT_SOURCES = Set.of("target", "states", ".git", ".jqwik-database");

    @TempDir
    Path folder;

    /** {@return the sources below a folder that do not name their licence} */
    private static List<String> without(final Path home) throws IOException {
        final List<String> found = new ArrayList<>();
        for (final Path f : sources(home)) {
            final Path name = home.relativize(f);
            final String licence = name.startsWith("kernel") ? "GPL-2.0-only" : "Apache-2.0";
            if (firstLines(f).stream().noneMatch(l -> l.matches(".*" + TAG + licence + "( -->)?"))) {
                found.add(name + " does not name " + licence);
            }
        }
        return found;
    }

    private static List<Path> sources(final Path home) throws IOException {
        final List<Path> found = new ArrayList<>();
        Files.walkFileTree(home, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(final Path d, final BasicFileAttributes a) {
                return NOT_SOURCES.contains(d.getFileName().toString()) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(final Path f, final BasicFileAttributes a) throws IOException {
                if (isSource(f)) {
                    found.add(f);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found.stream().sorted().toList();
    }

    /** A module, a class, a build file, or a script. */
    private static boolean isSource(final Path f) throws IOException {
        final String name = f.getFileName().toString();
        return Stream.of(".java", ".tla", ".xml", ".sh", ".c").anyMatch(name::endsWith)
                || !name.contains(".") && firstLines(f).stream().findFirst().orElse("").startsWith("#!");
    }

    private static List<String> firstLines(final Path f) throws IOException {
        try (Stream<String> lines = Files.lines(f, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            return lines.limit(2).toList();
        }
    }

    @Test
    void eachSourceFileNamesItsLicence() throws IOException {
        assertEquals(List.of(), without(Tools.home()));
        assertTrue(sources(Tools.home()).size() > 500);
        assertTrue(Files.readString(Tools.home().resolve("LICENSE")).contains("Apache License\n"));
        assertTrue(Files.readString(Tools.home().resolve("kernel/COPYING")).contains("GNU GENERAL PUBLIC LICENSE\n"));
    }

    @Test
    void aFileWithoutOneAndOneOfTheWrongLicenceAreSeen() throws IOException {
        Files.createDirectories(folder.resolve("kernel"));
        Files.writeString(folder.resolve("A.java"), "class A {}\n");
        Files.writeString(folder.resolve("B.java"), "// " + TAG + "Apache-2.0\nclass B {}\n");
        Files.writeString(folder.resolve("C.tla"), "\\* " + TAG + "MIT\n");
        Files.writeString(folder.resolve("script"), "#!/bin/sh\ntrue\n");
        Files.writeString(folder.resolve("kernel/d.c"), "// " + TAG + "Apache-2.0\n");
        Files.writeString(folder.resolve("kernel/e.sh"), "#!/bin/sh\n# " + TAG + "GPL-2.0-only\n");
        Files.writeString(folder.resolve("notes.txt"), "no source\n");
        assertEquals(
                List.of("A.java does not name Apache-2.0", "C.tla does not name Apache-2.0", "kernel/d.c does not name GPL-2.0-only",
                        "script does not name Apache-2.0"),
                without(folder));
    }
}
