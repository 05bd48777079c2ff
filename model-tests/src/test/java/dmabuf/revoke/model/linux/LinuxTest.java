// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.drive.Disagreement;
import dmabuf.revoke.service.Main;
import dmabuf.revoke.service.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Linux does what the spec does, each wrong kernel is caught, and a failing guest is reported. Not run without a set-up. */
@Tag("fork")
@Tag("full")
class LinuxTest {
    @TempDir
    Path folder;

    private Kernel kernel;
    private Graph waiting;

    @BeforeEach
    void setUp() throws Exception {
        Assumptions.assumeTrue(Kernel.in(Kernel.usualFolder()).isPresent(),
                "no Linux is set up in " + Kernel.usualFolder() + " (./revoke linux --setup)");
        kernel = Kernel.in(Kernel.usualFolder()).orElseThrow().built();
        waiting = LinuxScenes.graphs(Tools.open()).scene("waiting");
    }

    @Test
    void linuxTakesEveryEdge() throws Exception {
        try (Guest guest = LinuxWalk.boot(kernel)) {
            final LinuxWalk.Row row = LinuxWalk.walk(guest, waiting);
            assertTrue(row.agrees(), () -> row.text() + "\n" + row.failure());
            assertEquals(waiting.edges(), row.result().taken());
            assertTrue(row.compared().containsAll(List.of("flag", "count", "comp", "resv", "outer", "list")), row.compared().toString());
        }
    }

    @TestFactory
    Stream<DynamicTest> eachWrongKernelIsCaught() throws Exception {
        final Graph graph = LinuxScenes.graphs(Tools.open()).scene(KernelMutants.SCENE);
        return IntStream.rangeClosed(1, KernelMutants.names().size()).mapToObj(n -> dynamicTest("mutant " + n, () -> {
            final Check c = KernelMutants.hunt(kernel, graph, n);
            assertTrue(c.ok(), c.name() + ": " + c.detail());
        }));
    }

    @Test
    void aFailureIsKeptAndDoneAgain() throws Exception {
        final LinuxWalk.Row row;
        try (Guest guest = LinuxWalk.boot(kernel)) {
            guest.ask("mutant " + (KernelMutants.names().indexOf("no broadcast") + 1));
            row = LinuxWalk.walk(guest, waiting);
        }
        assertTrue(row.failure().contains("in Linux"), row.failure());
        final Path kept = folder.resolve("linux.txt");
        row.result().failure().recording().keep(kept, "seeded");
        assertTrue(Files.readString(kept).contains("subject Linux"));
        assertEquals(0, Main.run("replay", kept.toString()), "the same moves on Linux as it is");
        assertEquals(0, Main.run("explain", kept.toString()));
    }

    @Test
    void whatTheKernelComplainsOfFailsTheWalk() throws Exception {
        try (Guest guest = LinuxWalk.boot(kernel)) {
            guest.ask("complain");
            final LinuxWalk.Row row = LinuxWalk.walk(guest, waiting);
            assertTrue(row.failure().contains("WARNING"), row.failure());
        }
    }

    @Test
    void aGuestThatPanicsIsTold() throws Exception {
        try (Guest guest = LinuxWalk.boot(kernel)) {
            final Disagreement d = assertThrows(Disagreement.class, () -> guest.ask("panic"));
            assertTrue(d.getMessage().contains("panic") || d.getMessage().contains("ended"), d.getMessage());
        }
    }

    @Test
    void noGuestIsLeft() throws Exception {
        final List<ProcessHandle> before = qemu();
        LinuxWalk.boot(kernel).close();
        final List<ProcessHandle> after = qemu();
        after.removeAll(before);
        assertEquals(List.of(), after);
    }

    private static List<ProcessHandle> qemu() {
        return new ArrayList<>(ProcessHandle.current().descendants()
                .filter(p -> p.info().command().orElse("").contains("qemu")).toList());
    }
}
