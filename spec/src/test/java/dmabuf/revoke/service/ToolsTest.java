// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a JVM is told that does a part of the work, and what the results come to. */
class ToolsTest {
    @TempDir
    Path folder;

    /** Whoever reads one more property of this project must pass it on. */
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
