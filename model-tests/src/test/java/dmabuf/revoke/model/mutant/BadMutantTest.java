// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.mutant;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A patch that proves nothing is a failure; nor is a mutant hunted that a technique would catch only by a link error. */
@Tag("fork")
class BadMutantTest {
    private static final String IMPL = "impl/src/main/java/dmabuf/revoke/impl";

    @TempDir
    Path home;

    private void refused(final String patch, final String why) throws Exception {
        Files.createDirectories(home.resolve("model-tests/mutants"));
        Files.writeString(home.resolve("model-tests/mutants/wrong.patch"), patch);
        final Path source = Tools.home().resolve(IMPL);
        final Path copy = Files.createDirectories(home.resolve(IMPL));
        try (var files = Files.list(source)) {
            for (final Path f : files.filter(Files::isRegularFile).toList()) {
                Files.copy(f, copy.resolve(f.getFileName()), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
        final Path folder = home.resolve("hunts");
        final Check c = new Mutants(home, scene -> { throw new Undecided("no technique may be asked"); }, 1, false, folder).one("wrong");
        assertFalse(c.ok());
        assertTrue(c.detail().contains("; what was made of it is in " + folder.resolve("wrong-")), c.detail());
        assertTrue(c.detail().contains(why), c.detail());
    }

    @TestFactory
    Stream<DynamicTest> thoseOfTheProjectCanBeBuilt() throws Exception {
        return Mutant.names(Tools.home()).stream()
                .map(n -> dynamicTest(n, () -> new Hunt(Mutant.named(Tools.home(), n), home.resolve(n))));
    }

    private static String patch(final String from, final String to) {
        return "--- a/" + IMPL + "/Errno.java\n+++ b/" + IMPL + "/Errno.java\n@@ -5,4 +5,4 @@\n"
                + " public enum Errno {\n     /** The operation has succeeded. */\n-" + from + "\n+" + to + "\n     /** The buffer is revoked. */\n";
    }

    @Test
    void oneThatDoesNotApply() throws Exception {
        refused(patch("    NOT_THERE(0),", "    OK(1),"), "does not apply");
    }

    @Test
    void oneThatChangesNothing() throws Exception {
        refused(patch("    OK(0),", "    OK(0),"), "changes nothing");
    }

    @Test
    void oneThatDoesNotCompile() throws Exception {
        refused(patch("    OK(0),", "    OK(nothing),"), "does not compile");
    }

    @Test
    void oneToWhichOtherClassesDoNotLinkAnyMore() throws Exception {
        refused(patch("    OK(0),", "    FINE(0),"), "changes what other classes of impl link to");
    }

    @Test
    void oneThatNamesNoFile() throws Exception {
        refused("nothing\n", "names no file of impl");
    }
}
