// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Design;
import dmabuf.revoke.tlc.Run;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Tlc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A graph on disk: a file is read as it was written, and a damaged file is refused. */
@Tag("tlc")
class GraphFileTest {
    @TempDir
    static Path folder;

    private static Graph graph;
    private static byte[] bytes;

    @BeforeAll
    static void oneGraph() throws Exception {
        final SpecText spec = SpecText.load();
        final String config =
                Design.named("UnmapWaitUnderLock", spec).config(spec.file("scenes/deciding.cfg"));
        graph = new Tlc(spec, folder.resolve("tlc"))
                .graphs(Run.export("g", "", config), "s", d -> "digest")
                .get("UnmapWaitUnderLock");
        GraphFile.write(graph, folder.resolve("good"));
        bytes = Files.readAllBytes(folder.resolve("good"));
    }

    private static BadGraph refused(final byte[] content) throws Exception {
        final Path file = Files.write(folder.resolve("bad"), content);
        return assertThrows(BadGraph.class, () -> GraphFile.read(file));
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        final Graph read = GraphFile.read(folder.resolve("good"));
        assertEquals(graph.origin(), read.origin());
        assertEquals(graph.edges(), read.edges());
        for (int e = 0; e < graph.edges(); e++) {
            assertEquals(graph.step(e), read.step(e));
            assertEquals(graph.event(e), read.event(e));
            assertEquals(graph.state(graph.target(e)), read.state(read.target(e)));
            assertTrue(read.firstEdge(read.source(e)) <= e && e < read.firstEdge(read.source(e) + 1));
        }
        GraphFile.write(read, folder.resolve("again"));
        assertArrayEquals(bytes, Files.readAllBytes(folder.resolve("again")));
    }

    @Test
    void aFileThatIsCutOffIsRefusedWhereverItIsCut() throws Exception {
        final Random random = new Random(1);
        for (int n = 0; n < 200; n++) {
            refused(Arrays.copyOf(bytes, random.nextInt(bytes.length)));
        }
    }

    @Test
    void aFileWithOneOtherBitIsRefused() throws Exception {
        final Random random = new Random(2);
        for (int n = 0; n < 200; n++) {
            final byte[] other = bytes.clone();
            other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
            refused(other);
        }
    }

    @Test
    void anotherFileIsNotAGraph() throws Exception {
        assertTrue(refused("a text, and a long enough one".getBytes()).getMessage().contains("not a graph"));
    }

    @Test
    void aWriteThatFailsLeavesTheGoodFile() throws Exception {
        final Path taken = Files.createDirectories(folder.resolve("taken/inside"));
        Files.writeString(taken.resolve("x"), "x");
        assertThrows(java.io.IOException.class, () -> GraphFile.write(graph, taken));
        assertTrue(Files.exists(taken.resolve("x")));
        try (var left = Files.list(folder.resolve("taken"))) {
            assertEquals(1, left.count(), "nothing else is left");
        }
    }
}
