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
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a checkout of its own, with a Maven and a Java that only write down that they were called. */
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
        home = Files.createDirectories(folder.resolve("home"));
        Files.copy(Tools.home().resolve("revoke"), home.resolve("revoke"));
        Files.writeString(home.resolve("pom.xml"), "");
        Files.createDirectories(home.resolve("spec/src/main"));
        Files.writeString(home.resolve("spec/pom.xml"), "");
        program("mvn", MAVEN);
        program("javac", "#!/bin/sh\necho 'javac 17.0.1' >&2\n");
        program("java", "#!/bin/sh\necho \"java ran\"\n");
    }

    private void program(final String name, final String text) throws IOException {
        final Path p = Files.createDirectories(folder.resolve("bin")).resolve(name);
        Files.writeString(p, text);
        assertTrue(p.toFile().setExecutable(true));
    }

    private Started launch() throws Exception {
        return start(List.of("sh", home.resolve("revoke").toString(), "designs"));
    }

    private Started start(final List<String> command) throws Exception {
        final Path log = Files.createTempFile(folder, "launch", ".log");
        // An empty JAVA_HOME is none.
        return Started.of(folder, command, c -> new Child(c, log, Limit.minutes(2)).in(home)
                .with("PATH", folder.resolve("bin") + ":" + System.getenv("PATH")).with("JAVA_HOME", ""));
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

    /** What a killed launcher has started goes on, and has the lock until it ends; then nothing is in the way. */
    @Test
    void theLockOfAKilledBuildGoesWithIt() throws Exception {
        final Path hold = Files.writeString(home.resolve("hold"), "");
        final Path kill = home.resolve("kill");
        // The shell stays, because what it has started ends with it.
        final String launcher = "sh \"$0\" designs & while [ ! -f kill ]; do sleep 0.1; done; kill -9 $!; wait $!; echo \"ended: $?\"; sleep 120";
        try (Started killed = start(List.of("sh", "-c", launcher, home.resolve("revoke").toString()))) {
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

    @Test
    void aBuildThatFailsSaysWhereItsLogIs() throws Exception {
        program("mvn", MAVEN.replace("mkdir \"$PWD/building\"", "echo 'no such module'; exit 1; mkdir \"$PWD/building\""));
        try (Started s = launch()) {
            assertEquals(2, s.code());
        }
        assertTrue(said().contains("no such module") && said().contains("launcher.log"), said());
    }
}
