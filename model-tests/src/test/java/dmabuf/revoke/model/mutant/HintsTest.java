// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.mutant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.service.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line of a mutant that names the technique which catches it is itself checked. */
@Tag("tlc")
class HintsTest {
    private static final String MUTANT = "letter-leaves-the-pages";
    private static final String RIGHT = "# try replay of Letter/programs first\n";

    @TempDir
    Path home;

    private Check hunted(final String hint) throws Exception {
        final Path patch = Mutant.named(Tools.home(), MUTANT).patch();
        final String text = Files.readString(patch);
        assertTrue(text.startsWith(RIGHT), "the line of " + patch + " is another one");
        Files.createDirectories(home.resolve("model-tests/mutants"));
        Files.writeString(home.resolve("model-tests/mutants/" + MUTANT + ".patch"), hint + text.substring(RIGHT.length()));
        final Path impl = Tools.home().resolve("impl/src/main/java");
        try (Stream<Path> files = Files.walk(impl)) {
            for (final Path f : files.filter(Files::isRegularFile).toList()) {
                final Path copy = home.resolve("impl/src/main/java").resolve(impl.relativize(f));
                Files.createDirectories(copy.getParent());
                Files.copy(f, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return new Mutants(home, Graphs.of(Tools.open()), 1, false, home.resolve("hunts")).one(MUTANT);
    }

    @Test
    void theRightOneHolds() throws Exception {
        final Check c = hunted(RIGHT);
        assertTrue(c.ok() && c.detail().startsWith("caught by replay of Letter/programs"), c.detail());
    }

    @Tag("full")
    @Test
    void aWrongOneFailsWithTheLineThatIsRight() throws Exception {
        final Check c = hunted("# try replay of Mover/exporters first\n");
        assertEquals(false, c.ok(), c.detail());
        assertTrue(c.detail().endsWith("must be: " + RIGHT.strip()), c.detail());
    }

    @Tag("full")
    @Test
    void oneThatIsMissingFailsToo() throws Exception {
        final Check c = hunted("");
        assertTrue(!c.ok() && c.detail().endsWith("must be: " + RIGHT.strip()), c.detail());
    }
}
