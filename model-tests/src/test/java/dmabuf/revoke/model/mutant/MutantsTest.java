package dmabuf.revoke.model.mutant;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.service.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A patch that shows nothing is a failure. */
class MutantsTest {
    @TempDir
    Path home;

    private Check hunt(final String patch) throws Exception {
        Files.createDirectories(home.resolve("model-tests/mutants"));
        Files.writeString(home.resolve("model-tests/mutants/wrong.patch"), patch);
        final Path source = Tools.home().resolve("impl/src/main/java/dmabuf/revoke/impl");
        final Path copy = Files.createDirectories(home.resolve("impl/src/main/java/dmabuf/revoke/impl"));
        try (var files = Files.list(source)) {
            for (final Path f : files.toList()) {
                Files.copy(f, copy.resolve(f.getFileName()), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return new Mutants(home, 1).one("wrong");
    }

    private static String patch(final String from, final String to) {
        return "--- a/impl/src/main/java/dmabuf/revoke/impl/Errno.java\n"
                + "+++ b/impl/src/main/java/dmabuf/revoke/impl/Errno.java\n@@ -4,3 +4,3 @@\n"
                + " public enum Errno {\n-" + from + "\n+" + to + "\n     /** The buffer is revoked. */\n";
    }

    @Test
    void oneThatDoesNotApply() throws Exception {
        final Check c = hunt(patch("    NOT_THERE(0),", "    OK(1),"));
        assertFalse(c.ok());
        assertTrue(c.detail().contains("does not apply"), c.detail());
    }

    @Test
    void oneThatChangesNothing() throws Exception {
        final Check c = hunt(patch("    OK(0),", "    OK(0),"));
        assertFalse(c.ok());
        assertTrue(c.detail().contains("changes nothing"), c.detail());
    }

    @Test
    void oneThatDoesNotCompile() throws Exception {
        final Check c = hunt(patch("    OK(0),", "    OK(nothing),"));
        assertFalse(c.ok());
        assertTrue(c.detail().contains("does not compile"), c.detail());
    }
}
