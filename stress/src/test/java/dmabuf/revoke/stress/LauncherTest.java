// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.child.Started;
import dmabuf.revoke.service.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in its own checkout, with a Maven and a Java that only record that they were called. */
@Tag("fork")
final class LauncherTest {
    private static final String MAVEN = """
            #!/bin/sh
            case $1 in -version) echo "Apache Maven 3.9.0"; exit 0 ;; esac
            mkdir "$PWD/building" || { echo "two at once" >>"$PWD/calls"; exit 1; }
            echo begin >>"$PWD/calls"
            while [ -f "$PWD/hold" ]; do sleep 0.1; done
            mkdir -p spec/target/lib spec/target/classes
            echo end >>"$PWD/calls"
            rmdir "$PWD/building"
            """;

    @TempDir
    Path folder;

    private Path home;

    @BeforeEach
    void checkout() throws IOException {
        home = Files.createDirectories(folder.resolve("my home"));
        Files.copy(Tools.home().resolve("revoke"), home.resolve("revoke"));
        Files.writeString(home.resolve("pom.xml"), "");
        Files.createDirectories(home.resolve("spec/src/main"));
        Files.writeString(home.resolve("spec/pom.xml"), "");
        program("mvn", MAVEN);
        program("javac", "#!/bin/sh\necho 'javac 17.0.1' >&2\n");
        program("java", "#!/bin/sh\necho \"java ran\"\nprintf '<%s>\\n' \"$@\"\n");
    }

    private void program(final String name, final String text) throws IOException {
        final Path p = Files.createDirectories(folder.resolve("bin")).resolve(name);
        Files.writeString(p, text);
        assertTrue(p.toFile().setExecutable(true));
    }

    private Started launch() throws Exception {
        return launch(home.resolve("revoke"), "designs");
    }

    private Started launch(final Path script, final String... words) throws Exception {
        final List<String> command = new ArrayList<>(List.of("sh", script.toString()));
        command.addAll(List.of(words));
        return start(folder, command);
    }

    private Started start(final Path place, final List<String> command) throws Exception {
        final Path log = Files.createTempFile(folder, "launch", ".log");
        final Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/my home")).getParent();
        // An empty JAVA_HOME counts as unset.
        return Started.of(folder, command, c -> new Child(c, log, Limit.minutes(2)).in(place)
                .with("PATH", folder.resolve("bin") + ":" + System.getenv("PATH")).with("JAVA_HOME", "")
                .with("REVOKE_OPTS", "-Xmx1g -Dstar=*").with("CDPATH", elsewhere.toString()));
    }

    private int code(final Started started) throws Exception {
        try (started) {
            return started.code();
        }
    }

    private List<String> calls() throws IOException {
        final Path calls = home.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    private String said() throws IOException {
        final StringBuilder all = new StringBuilder();
        try (var logs = Files.newDirectoryStream(folder, "launch*.log")) {
            for (final Path log : logs) {
                all.append(Files.readString(log, StandardCharsets.UTF_8));
            }
        }
        return all.toString();
    }

    /** Writes a file repeatedly until it is newer than another. */
    private static void newer(final Path file, final Path other) throws IOException {
        do {
            Files.writeString(file, "");
        } while (Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(other)) <= 0);
    }

    @Test
    void twoAtOnceBuildOnceAndBothRun() throws Exception {
        final Path hold = Files.writeString(home.resolve("hold"), "");
        try (Started one = launch()) {
            one.until(() -> calls().contains("begin"));
            try (Started two = launch()) {
                two.until(() -> said().contains("another build"));
                Files.delete(hold);
                assertEquals(0, one.code(), said());
                assertEquals(0, two.code(), said());
            }
        }
        assertEquals(List.of("begin", "end"), calls());
        assertEquals(3, said().split("java ran", -1).length, said());
    }

    /** A child of a killed launcher goes on, and holds the lock until it ends; then nothing blocks the next build. */
    @Test
    void theLockOfAKilledBuildGoesWithIt() throws Exception {
        final Path hold = Files.writeString(home.resolve("hold"), "");
        final Path kill = home.resolve("kill");
        // The shell stays, because its children end with it.
        final String launcher = "sh \"$0\" designs & while [ ! -f kill ]; do sleep 0.1; done; kill -9 $!; wait $!; echo \"ended: $?\"; sleep 120";
        try (Started killed = start(home, List.of("sh", "-c", launcher, home.resolve("revoke").toString()))) {
            killed.until(() -> calls().contains("begin"));
            Files.writeString(kill, "");
            killed.until(() -> said().contains("ended: 137"));
            try (Started next = launch()) {
                next.until(() -> said().contains("another build"));
                Files.delete(hold);
                assertEquals(0, next.code(), said());
            }
        }
        assertEquals(List.of("begin", "end", "begin", "end"), calls());
    }

    /** Maven's notes list the compiled sources; because the class is newer than the edited source, Maven would skip it. */
    @Test
    void whatIsEditedDuringABuildIsBuiltByTheNext() throws Exception {
        final Path hold = Files.writeString(home.resolve("hold"), "");
        final Path notes = Files.createDirectories(home.resolve("spec/target/maven-status"));
        final boolean forgotten;
        try (Started first = launch()) {
            first.until(() -> calls().contains("begin"));
            newer(home.resolve("spec/src/main/Edited.java"), home.resolve("calls"));
            Files.delete(hold);
            assertEquals(0, first.code(), said());
            forgotten = Files.notExists(notes);
        }
        Files.createDirectories(notes);
        assertEquals(0, code(launch()), said());
        assertEquals(List.of("begin", "end", "begin", "end"), calls());
        assertTrue(forgotten);
        assertTrue(Files.exists(notes));
        assertEquals(0, code(launch()), said());
        assertEquals(4, calls().size(), "nothing was edited since");
    }

    @Test
    void whatIsEditedDuringABuildThatFailsIsBuiltByTheNext() throws Exception {
        final Path notes = Files.createDirectories(home.resolve("spec/target/maven-status"));
        program("mvn", MAVEN.replace("echo begin", "exit 1; echo begin"));
        assertEquals(2, code(launch()), said());
        assertTrue(Files.exists(notes), "nothing was edited");
        newer(home.resolve("spec/src/main/Edited.java"), home.resolve("building"));
        Files.delete(home.resolve("building"));
        program("mvn", MAVEN);
        assertEquals(0, code(launch()), said());
        assertTrue(Files.notExists(notes));
    }

    /** The arguments of Java, without the options that the launcher itself chooses. */
    private List<String> told() throws IOException {
        final String said = said();
        return List.of(said.substring(said.indexOf("<-ea:dmabuf.revoke.impl...>\n")).strip().split("(?<=>)\n(?=<)"));
    }

    @Test
    void eachWordArrivesAsItWasTyped() throws Exception {
        Files.writeString(folder.resolve("-Dstar=file"), "what a pattern would find");
        final List<String> options = List.of("-Drevoke.work=a b", "-Dquotes='\" \\$HOME `id` $(id)", "-Dstar=*", "-Dlines=a\nb", "-D=");
        final List<String> command = List.of("what-if", "", "a  b", "*", "-Dof=the command", "'\"");
        final List<String> words = new ArrayList<>(options);
        words.addAll(command);
        assertEquals(0, code(launch(home.resolve("revoke"), words.toArray(String[]::new))), said());
        final List<String> wanted = new ArrayList<>(List.of("-ea:dmabuf.revoke.impl...", "-Xmx1g", "-Dstar=*"));
        wanted.addAll(options);
        wanted.addAll(List.of("-Drevoke.home=" + home, "-cp", home + "/spec/target/classes:" + home + "/spec/target/lib/*:" + home
                + "/model-tests/target/test-classes:", "dmabuf.revoke.service.Main"));
        wanted.addAll(command);
        assertEquals(wanted.stream().map(w -> "<" + w + ">").toList(), told());
    }

    /** A link to a link, the second of them relative to its own folder; and a relative name, in spite of CDPATH. */
    @Test
    void theProjectIsWhereTheScriptIs() throws Exception {
        final Path bin = Files.createDirectories(folder.resolve("my bin"));
        Files.createSymbolicLink(bin.resolve("first"), Path.of("../my home/revoke"));
        Files.createSymbolicLink(bin.resolve("second"), bin.resolve("first"));
        for (final Path script : List.of(bin.resolve("second"), Path.of("my home/revoke"))) {
            assertEquals(0, code(launch(script, "designs")), said());
        }
        assertEquals(List.of("begin", "end"), calls());
        assertEquals(3, said().split("<-Drevoke.home=" + home.toRealPath() + ">", -1).length, said());
    }

    @Test
    void aPathThatCannotBeAClassPathIsNamed() throws Exception {
        final Path moved = Files.move(home, folder.resolve("half:past"));
        assertEquals(2, code(launch(moved.resolve("revoke"), "designs")));
        assertTrue(said().contains("revoke: the path " + moved + " has a colon"), said());
    }

    @Test
    void aBuildThatFailsSaysWhereItsLogIs() throws Exception {
        program("mvn", MAVEN.replace("mkdir \"$PWD/building\"", "echo 'no such module'; exit 1; mkdir \"$PWD/building\""));
        try (Started s = launch()) {
            assertEquals(2, s.code());
        }
        assertTrue(said().contains("no such module") && said().contains("launcher.log"), said());
    }
}
