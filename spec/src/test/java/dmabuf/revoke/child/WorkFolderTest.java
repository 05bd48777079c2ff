// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed run leaves is removed by the next start; what is in use, or is for people, is not. */
class WorkFolderTest {
    @TempDir
    Path folder;

    @Test
    void onlyTheFoldersOfTheDeadAreRemoved() throws Exception {
        final Path used = WorkFolder.make(folder, "used");
        final Path failed = WorkFolder.make(folder, "failed");
        Files.writeString(failed.resolve("tlc.log"), "why it failed");
        WorkFolder.ended(failed);
        final Path killed = WorkFolder.make(folder, "killed");
        Files.createDirectories(killed.resolve("tmp/deep"));
        final long self = ProcessHandle.current().pid();
        Files.writeString(killed.resolve("running"), self + " 1970-01-01T00:00:00Z");
        final Path other = Files.createDirectories(folder.resolve("of-somebody-else"));
        WorkFolder.sweep(folder);
        assertTrue(Files.exists(used) && Files.exists(failed.resolve("tlc.log")) && Files.exists(other));
        assertFalse(Files.exists(killed), "its process has another start than that of the same number");
        WorkFolder.sweep(folder.resolve("not-there"));
    }

    /** Two runs of one name at once: each has its own. What one wrote stays, unless it says that it is of no use. */
    @Test
    void eachRunHasItsOwnAndLeavesWhatItDoesNotForget() throws Exception {
        final Path good;
        final Path bad;
        try (WorkFolder a = WorkFolder.open(folder, "run");
                WorkFolder b = WorkFolder.open(folder, "run")) {
            good = a.path();
            bad = b.path();
            assertNotEquals(good, bad);
            Files.writeString(Files.createDirectories(good.resolve("deep")).resolve("log"), "well");
            Files.writeString(bad.resolve("log"), "why");
            a.forget();
        }
        assertFalse(Files.exists(good));
        WorkFolder.open(folder, "run").close();
        assertEquals("why", Files.readString(bad.resolve("log")));
    }

    /** A run that begins just now has made its file and not written it yet; on a full disk it stays like that. */
    @Test
    void aFolderWhoseOwnerIsNotWrittenYetStays() throws Exception {
        for (final String line : List.of("", "12", "x y")) {
            final Path begun = WorkFolder.make(folder, "begun");
            Files.writeString(begun.resolve("running"), line);
            WorkFolder.sweep(folder);
            assertTrue(Files.exists(begun), "owner: '" + line + "'");
        }
    }

    @Test
    void aFolderInWhichNothingCouldBeBegunIsRemoved() throws Exception {
        final Path made = WorkFolder.make(folder, "made");
        WorkFolder.discard(made);
        assertFalse(Files.exists(made));
        WorkFolder.discard(made);
    }

    @Test
    void aFullDiskIsNamed() {
        assertEquals("", WorkFolder.full(folder, List.of("all is well")));
        assertTrue(WorkFolder.full(folder, List.of("java.io.IOException: No space left on device"))
                .startsWith("no space left on " + folder));
    }
}
