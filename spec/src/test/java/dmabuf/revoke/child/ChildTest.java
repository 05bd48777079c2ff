// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A child process returns its exit code, or ends with all that it has started: at its limit, on an interrupt, or with this JVM.
 */
@Tag("fork")
class ChildTest {
    private static final Limit LONG = Limit.minutes(10);

    /** Starts a process that outlives its parent unless it is killed, writes both numbers, and does not end. */
    private static final String FAMILY = "sleep 1000 & echo $$ $!; echo the last line; wait";

    @TempDir
    Path folder;

    private Path log;

    @BeforeEach
    void name() {
        log = folder.resolve("log");
    }

    private Child shell(final String script, final Limit limit) {
        return new Child(List.of("sh", "-c", script), log, limit);
    }

    /** Waits until the script has written its numbers. {@return the processes} */
    private List<ProcessHandle> family() throws IOException {
        while (!Files.exists(log) || !Files.readString(log).contains("last line")) {
            Thread.onSpinWait();
        }
        return List.of(Files.readAllLines(log).get(0).split(" ")).stream()
                .map(pid -> ProcessHandle.of(Long.parseLong(pid)))
                .flatMap(java.util.Optional::stream)
                .toList();
    }

    @Test
    void runsInItsFolderWithItsEnvironment() throws Exception {
        final Path place = Files.createDirectory(folder.resolve("place"));
        final Path errors = folder.resolve("errors");
        final int code = shell("echo $WORD > here; echo out; echo err >&2; exit 3", LONG)
                .in(place)
                .with("WORD", "told")
                .errorsTo(errors)
                .run();
        assertEquals(3, code);
        assertEquals("told\n", Files.readString(place.resolve("here")));
        assertEquals("out\n", Files.readString(log));
        assertEquals("err\n", Files.readString(errors));
        assertEquals(0, shell("echo out; echo err >&2", LONG).run());
        assertEquals(List.of("out", "err"), Child.lastLines(log));
    }

    @Test
    void oneThatReachesItsLimitIsKilledWithAllThatItStarted() throws Exception {
        final HungChild h = assertThrows(HungChild.class, () -> shell(FAMILY, Limit.seconds(1)).run());
        assertTrue(h.getMessage().contains("did not end within 1 s"), h.getMessage());
        assertTrue(h.getMessage().contains("the last line; its log is " + log), h.getMessage());
        assertEquals(List.of(), family().stream().filter(ProcessHandle::isAlive).toList());
    }

    @Test
    void oneThatWritesNothingIsNamedToo() {
        final HungChild h = assertThrows(
                HungChild.class, () -> shell("sleep 1000", new Limit(Duration.ofMillis(1))).run());
        assertTrue(h.getMessage().contains("it had written nothing"), h.getMessage());
    }

    @Test
    void anInterruptEndsAllOfIt() throws Exception {
        final FutureTask<Integer> run = new FutureTask<>(() -> shell(FAMILY, LONG).run());
        final Thread t = new Thread(run);
        t.start();
        final List<ProcessHandle> family = family();
        assertEquals(2, family.size());
        t.interrupt();
        t.join();
        assertTrue(assertThrows(java.util.concurrent.ExecutionException.class, run::get).getCause()
                instanceof InterruptedException);
        assertEquals(List.of(), family.stream().filter(ProcessHandle::isAlive).toList());
    }

    /** A JVM that has a child, and is ended by a signal such as that of Ctrl-C. */
    public static final class Parent {
        private Parent() {}

        public static void main(final String[] args) throws Exception {
            new Child(List.of("sh", "-c", FAMILY), Path.of(args[0]), LONG).run();
        }
    }

    @Test
    void theyEndWithThisJvm() throws Exception {
        final Path said = folder.resolve("parent.log");
        final FutureTask<Integer> parent = new FutureTask<>(() -> Child.java(
                        List.of("-cp", System.getProperty("java.class.path"), Parent.class.getName(), log.toString()), said, LONG)
                .run());
        new Thread(parent).start();
        final List<ProcessHandle> family = family();
        assertEquals(2, family.size());
        final ProcessHandle jvm = family.get(0).parent().orElseThrow();
        assertTrue(jvm.destroy());
        assertEquals(143, parent.get(), () -> {
            try {
                return Files.readString(said);
            } catch (IOException e) {
                return e.toString();
            }
        });
        family.forEach(p -> p.onExit().join());
    }

    @Test
    void aProgramThatIsNotThereIsAnError() {
        assertThrows(IOException.class, () -> new Child(List.of("no-such-program"), log, LONG).run());
    }

    @Test
    void aBusyMachineStretchesALimitTenfoldAtMost() {
        final Limit.Clock clock = new Limit(Duration.ofMillis(100)).begin(Duration.ofMillis(50));
        assertFalse(clock.isOver());
        final long start = System.nanoTime();
        while (!clock.isOver()) {
            Thread.onSpinWait();
        }
        assertTrue(System.nanoTime() - start >= 90_000_000L);
    }
}
