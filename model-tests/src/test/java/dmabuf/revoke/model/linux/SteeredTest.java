// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.child.WorkFolder;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests the code that steers and compares Linux on a machine without a guest: impl answers instead ({@link ImplAgent}). The walk
 * takes every edge; and each lie is detected.
 */
@Tag("fork")
class SteeredTest {
    private static final String SCENE = "waiting";

    private static Guest guest(final String lie) throws Exception {
        return Guest.start(socket -> {
            final List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
                    System.getProperty("java.class.path")));
            command.addAll(Tools.options());
            command.addAll(List.of(ImplAgent.class.getName(), socket.toString(), SCENE, lie));
            return command;
        }, "");
    }

    private static LinuxWalk.Row walk(final String lie) throws Exception {
        final Graph graph = Graphs.of(Tools.open()).scene(SCENE);
        try (Guest guest = guest(lie)) {
            return LinuxWalk.walk(guest, graph);
        }
    }

    @Tag("full")
    @Test
    void everyEdgeIsTakenAndNothingDiffers() throws Exception {
        final LinuxWalk.Row row = walk("none");
        assertTrue(row.agrees(), row.failure());
        assertEquals(row.result().edges(), row.result().taken());
        assertFalse(row.result().parked().isEmpty());
        assertEquals(List.of("closed", "comp", "count", "dead", "deferred", "flag", "job", "list", "mapped", "outer", "pinned", "resv", "signaled"),
                row.compared());
    }

    @Tag("full")
    @ParameterizedTest
    @CsvSource({
        "flag, flag: true in the spec", "count, count: 2 in the spec", "blocked, goes on",
        "warning, the kernel complains", "end, the guest has ended"
    })
    void eachLieIsFound(final String lie, final String said) throws Exception {
        final LinuxWalk.Row row = walk(lie);
        assertFalse(row.agrees());
        assertTrue(row.failure().contains(said), row.failure());
    }

    @Test
    void aGateThatIsNeverMetMakesTheRunVoid() throws Exception {
        Gates.allMet("down_write=1 ww_mutex_lock=2");
        final Undecided u = assertThrows(Undecided.class, () -> Gates.allMet("down_write=1 wait_for_completion=0"));
        assertTrue(u.getMessage().contains("wait_for_completion"), u.getMessage());
    }

    @Test
    void aKernelThatCannotBeSteeredIsRefusedInOneLine() {
        final Undecided u = assertThrows(Undecided.class, () -> Guest.start(socket -> List.of("sh", "-c", "echo no such kernel; exit 3"), ""));
        assertTrue(u.getMessage().contains("exit code 3") && u.getMessage().contains("no such kernel"), u.getMessage());
        assertEquals(1, u.getMessage().lines().count(), u.getMessage());
    }

    /**
     * Ctrl-C ends qemu too, perhaps before this process gets the signal. The remaining files then have an owner, so that a later
     * run removes them.
     */
    @Test
    void aGuestThatASignalEndedLeavesNothingForGood() throws Exception {
        final String mark = "guest " + System.nanoTime();
        for (final String last : List.of("qemu-system-x86_64: terminating on signal 2", "Kernel panic")) {
            assertThrows(Undecided.class, () -> Guest.start(socket -> List.of("sh", "-c", "echo '" + mark + last + "'"), ""));
            try (var all = Files.list(Tools.target().resolve("linux"))) {
                final Path work = all.filter(w -> says(w.resolve("console.log"), mark + last)).findFirst().orElseThrow();
                assertEquals(last.contains("signal"), Files.exists(work.resolve("running")), last);
                WorkFolder.discard(work);
            }
        }
    }

    private static boolean says(final Path log, final String what) {
        try {
            return Files.exists(log) && Files.readString(log).contains(what);
        } catch (IOException e) {
            return false; // Another test has just removed it.
        }
    }
}
