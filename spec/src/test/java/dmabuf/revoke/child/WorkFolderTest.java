// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.service.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The next start removes the remains of a killed run, but nothing that is in use or is for people. */
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

    /** Two runs with the same name have different directories. The content stays, unless the run says that it is of no use. */
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

    /** A run that has just begun has created its file and not written it yet; on a full disk the file stays empty. */
    @Test
    void aFolderWhoseOwnerIsNotWrittenYetStays() throws Exception {
        for (final String line : List.of("", "12", "x y")) {
            final Path begun = WorkFolder.make(folder, "begun");
            Files.writeString(begun.resolve("running"), line);
            WorkFolder.sweep(folder);
            assertTrue(Files.exists(begun), "owner: '" + line + "'");
        }
    }

    /** The process ended before it had written the owner, or after it had removed it as the last of the files. */
    @Test
    void whatIsLeftOfABeginningOrAnEndIsRemovedAfterADay() throws Exception {
        final FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofHours(25)));
        final FileTime today = FileTime.from(Instant.now().minus(Duration.ofHours(23)));
        for (final boolean owner : List.of(true, false)) {
            for (final FileTime time : List.of(longAgo, today)) {
                final Path begun = WorkFolder.make(folder, "begun");
                if (owner) {
                    Files.setLastModifiedTime(Files.writeString(begun.resolve("running"), ""), time);
                } else {
                    WorkFolder.ended(begun);
                    Files.setLastModifiedTime(begun, time);
                }
                WorkFolder.sweep(folder);
                assertEquals(time == today, Files.exists(begun), "owner: " + owner + ", " + time);
            }
        }
    }

    /** A directory that a message names stays, however old it is. So does one that has not the name of such a directory. */
    @Test
    void whatWasKeptOnPurposeHasNoAge() throws Exception {
        final FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(400)));
        final Path kept = WorkFolder.make(folder, "kept");
        Files.setLastModifiedTime(Files.writeString(kept.resolve("tlc.log"), "why it failed"), longAgo);
        WorkFolder.ended(kept);
        final Path other = Files.createDirectory(folder.resolve("of-somebody-else"));
        Files.setLastModifiedTime(kept, longAgo);
        Files.setLastModifiedTime(other, longAgo);
        WorkFolder.sweep(folder);
        assertTrue(Files.exists(kept.resolve("tlc.log")) && Files.exists(other));
    }

    /** Then a later start can complete the removal if the process ends in the middle of it. */
    @Test
    void theOwnerIsRemovedLast() throws Exception {
        final Path work = WorkFolder.make(folder, "work");
        for (final String name : List.of("Asked.cfg", "tmp/deep/states", "zzz")) {
            Files.createDirectories(work.resolve(name));
        }
        final List<Path> order = WorkFolder.order(work);
        assertEquals(List.of(work.resolve("running"), work), order.subList(order.size() - 2, order.size()));
        WorkFolder.clean(work);
        assertFalse(Files.exists(work));
    }

    /** Ctrl-C may end the child by SIGINT before this process knows of it. SIGHUP and SIGTERM count too, but SIGKILL does not. */
    @Test
    @Tag("fork")
    void aFolderWhoseChildWasStoppedHasAnOwnerUntilAllIsSaid() throws Exception {
        for (final int code : List.of(128 + 1, 128 + 2, 128 + 15, 128 + 9, 1)) {
            final Path owner;
            try (WorkFolder work = WorkFolder.open(folder, "stopped")) {
                owner = work.path().resolve("running");
                new Child(List.of("sh", "-c", "exit " + code), work.path().resolve("log"), Limit.minutes(10)).run();
            }
            assertEquals(List.of(129, 130, 143).contains(code), Files.exists(owner), "exit code " + code);
            WorkFolder.settle();
            assertFalse(Files.exists(owner), "exit code " + code);
            assertTrue(Files.exists(owner.resolveSibling("log")));
        }
    }

    /** A JVM whose child ends the JVM by a signal, or only itself. The JVM ends after its work folder is closed. */
    public static final class Parent {
        private Parent() {}

        /** @param args the parent of its directory, the command of the shell, and the words for the command line */
        public static void main(final String[] args) throws Exception {
            final Thread self = Thread.currentThread();
            final Thread last = new Thread(() -> {
                try {
                    self.join();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            if (args.length == 2) {
                Runtime.getRuntime().addShutdownHook(last);
            }
            try (WorkFolder work = WorkFolder.open(Path.of(args[0]), "child")) {
                new Child(List.of("sh", "-c", args[1]), work.path().resolve("log"), Limit.minutes(10)).run();
            }
            if (args.length == 2) {
                Files.writeString(Path.of(args[0], "closed"), "");
            } else {
                Main.main(List.of(args).subList(2, args.length).toArray(String[]::new));
            }
        }
    }

    private int parent(final Path place, final String... args) throws Exception {
        final List<String> words = new java.util.ArrayList<>(List.of(
                "-cp", System.getProperty("java.class.path"), Parent.class.getName(), Files.createDirectories(place).toString()));
        words.addAll(List.of(args));
        return Child.java(words, folder.resolve("said"), Limit.minutes(10)).run();
    }

    private static List<Path> left(final Path place) throws Exception {
        try (var all = Files.list(place)) {
            return all.filter(Files::isDirectory).toList();
        }
    }

    @Test
    @Tag("fork")
    void aSignalLeavesNothingThatALaterStartDoesNotRemove() throws Exception {
        final Path place = folder.resolve("place");
        assertEquals(143, parent(place, "kill -TERM $PPID; sleep 1000"), () -> folder.resolve("said").toString());
        assertTrue(Files.exists(place.resolve("closed")), "the work was closed while the JVM ended");
        assertEquals(1, left(place).size());
        WorkFolder.sweep(place);
        assertEquals(List.of(), left(place));
    }

    @Test
    @Tag("fork")
    void aSignalThatWasForTheChildAloneLeavesItsLog() throws Exception {
        final Path place = folder.resolve("place");
        assertEquals(0, parent(place, "kill -TERM $$", "--help"));
        WorkFolder.sweep(place);
        assertEquals(1, left(place).size());
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
