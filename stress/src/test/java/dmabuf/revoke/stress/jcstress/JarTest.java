// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.jcstress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.service.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar behaves as a user of jcstress expects, from any folder. */
@Tag("fork")
class JarTest {
    private static final Path JAR = Tools.home().resolve("stress/target/jcstress.jar");

    @TempDir
    Path folder;

    private record Said(int code, String text) {}

    private Said run(final String... options) throws Exception {
        assertTrue(Files.exists(JAR), JAR + " is not there: mvn -pl stress -am test-compile makes it");
        final Path log = folder.resolve("log");
        final List<String> arguments =
                Stream.concat(Stream.of("-jar", JAR.toString()), Stream.of(options)).toList();
        final int code = Child.java(arguments, log, Limit.minutes(5)).in(folder).run();
        return new Said(code, Files.readString(log));
    }

    @Test
    void listsTheTests() throws Exception {
        final Said said = run("-l");
        assertEquals(0, said.code, said.text);
        try (Stream<Path> files = Files.list(Tools.home().resolve("stress/litmus"))) {
            assertEquals(
                    files.count(),
                    said.text.lines().filter(l -> l.startsWith(Harness.PACKAGE + ".")).count(),
                    said.text);
        }
    }

    @Test
    void showsItsHelp() throws Exception {
        final Said said = run("-h");
        assertTrue(said.text.contains("Usage: java -jar"), said.text);
        assertTrue(said.text.contains("-t <regexp>"), said.text);
        assertFalse(said.text.contains("Error"), said.text);
    }

    @Test
    void namesAnOptionThatThereIsNot() throws Exception {
        final Said said = run("-nonsense");
        assertEquals(1, said.code, said.text);
        assertTrue(said.text.contains("ERROR: "), said.text);
        assertTrue(said.text.contains("is not a recognized option"), said.text);
        assertTrue(said.text.contains("Usage: java -jar"), said.text);
    }

    @Tag("full")
    @Test
    void runsOneTest() throws Exception {
        final Said said = run("-v", "-t", "MapAgainstRevoke", "-m", "sanity", "-sc", "false", "-jvmArgs", "-XX:TieredStopAtLevel=1");
        assertEquals(0, said.code, said.text);
        assertTrue(said.text.contains("dmabuf.revoke.stress.harness.MapAgainstRevoke"), said.text);
        assertTrue(said.text.contains("Calls that follow one another give this"), said.text);
        assertTrue(said.text.contains("Failed tests: No matches"), said.text);
    }
}
