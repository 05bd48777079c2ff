// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.tlc.Undecided;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The options of a JVM that does a part of the work, and the exit code for the results. */
class ToolsTest {
    @TempDir
    Path folder;

    /** A further property of this project must be added to the options. */
    @Test
    void whatAnotherJvmIsToldIsWhatThisOneWasTold() throws Exception {
        final List<String> asked = List.of("revoke.work", "revoke.spec", "tla2tools");
        for (final String name : asked) {
            final String before = System.setProperty(name, folder.resolve(name).toString());
            try {
                assertTrue(Tools.options().contains("-D" + name + "=" + folder.resolve(name)), name);
            } finally {
                restore(name, before);
            }
        }
        assertTrue(Tools.options().contains("-Drevoke.home=" + Tools.home()));
    }

    /**
     * The project is found from each folder in it, and not from beside it; a folder with only one of the two files does not
     * count.
     */
    @Test
    void theProjectIsFoundFromAnyFolderInIt() throws Exception {
        final Path project = Files.createDirectories(folder.resolve("project"));
        final Path deep = Files.createDirectories(project.resolve("stress/target/classes"));
        Files.createDirectories(project.resolve("spec"));
        Files.writeString(project.resolve("revoke"), "");
        Files.writeString(project.resolve("spec/pom.xml"), "");
        Files.writeString(project.resolve("stress/revoke"), "");
        for (final Path p : List.of(project, project.resolve("stress"), deep)) {
            assertEquals(project, Tools.above(p));
        }
        final Path beside = Files.createDirectories(folder.resolve("beside"));
        final UncheckedIOException none = assertThrows(UncheckedIOException.class, () -> Tools.above(beside));
        final String told = none.getCause().getMessage();
        assertTrue(told.contains(beside.toString()) && told.contains("-Drevoke.home=") && told.lines().count() == 1, told);
    }

    /** As in an IDE, which starts a test in some folder of the project, without the property. */
    @Test
    void thePropertyWinsOverTheWorkingDirectory() {
        final String before = System.setProperty("revoke.home", folder.toString());
        try {
            assertEquals(folder, Tools.home());
            System.clearProperty("revoke.home");
            assertTrue(Files.exists(Tools.home().resolve("docs/1-contract.md")), Tools.home().toString());
        } finally {
            restore("revoke.home", before);
        }
    }

    /** Code that reads the property itself would not find the project without it. */
    @Test
    void onlyThisClassReadsWhereTheProjectIs() throws Exception {
        final List<String> readers = new ArrayList<>();
        for (final String module : List.of("spec", "impl", "model-tests", "stress")) {
            try (Stream<Path> all = Files.walk(Tools.home().resolve(module).resolve("src"))) {
                for (final Path p : all.filter(f -> f.toString().endsWith(".java")).toList()) {
                    if (Files.readString(p).contains("getProperty(" + "\"revoke.home")) {
                        readers.add(p.getFileName().toString());
                    }
                }
            }
        }
        assertEquals(List.of("Tools.java"), readers);
    }

    private static void restore(final String name, final String before) {
        if (before == null) {
            System.clearProperty(name);
        } else {
            System.setProperty(name, before);
        }
    }

    @Test
    void aFileIsNoFolderForFiles() throws Exception {
        final String before = System.setProperty("revoke.work", Files.createFile(folder.resolve("file")).toString());
        try {
            final Undecided u = assertThrows(Undecided.class, () -> Tools.open());
            assertTrue(u.getMessage().startsWith("-Drevoke.work="), u.getMessage());
        } finally {
            restore("revoke.work", before);
        }
    }

    @Test
    void whatIsUndecidedBeatsWhatDiffers() {
        final List<Check> checks = new ArrayList<>(List.of(Check.of("g", "holds", true, "", "")));
        assertEquals(0, Subcommand.exitCode(checks));
        checks.add(Check.of("g", "differs", false, "", ""));
        assertEquals(1, Subcommand.exitCode(checks));
        checks.add(Check.undecided("g", "undecided", "", ""));
        assertEquals(2, Subcommand.exitCode(checks));
    }
}
