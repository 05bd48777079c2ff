// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.GraphFile;
import dmabuf.revoke.graph.TinyGraph;
import dmabuf.revoke.keep.Digest;
import dmabuf.revoke.keep.Kept;
import dmabuf.revoke.tlc.Run;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Tlc;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which graphs a workshop reuses, and which it makes again; a stub replaces TLC. */
class WorkshopTest {
    private static final Graph GRAPH = new TinyGraph().silent(0, 1).graph();

    private static final Run RUN = Run.export("tiny", "", "");

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();
    private Path jar;
    private int made;
    private boolean replaced;

    @BeforeEach
    void jar() throws Exception {
        jar = Files.writeString(folder.resolve("tla2tools.jar"), "TLC");
    }

    private Tlc tlc() throws Undecided {
        return new Tlc(SpecText.load(), folder.resolve("tlc")) {
            @Override
            public Path jarFile() {
                return jar;
            }

            @Override
            public SortedMap<String, Graph> graphs(final Run run, final String scene, final UnaryOperator<String> digests) {
                made++;
                if (replaced) {
                    try {
                        Files.writeString(jar, "another TLC");
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }
                return new TreeMap<>(Map.of("tiny", GRAPH));
            }
        };
    }

    private Workshop shop(final boolean fresh) throws Undecided {
        try {
            if (fresh) {
                Kept.onlyFromNowOn();
            }
            return new Workshop(tlc(), folder.resolve("graphs"), said::add);
        } finally {
            System.clearProperty(Kept.SINCE);
        }
    }

    private void ask(final Workshop shop, final String digest) throws Exception {
        assertEquals(2, shop.graphs(List.of("tiny"), "test", RUN, n -> digest).get("tiny").states());
    }

    private void left() throws Exception {
        GraphFile.write(GRAPH, folder.resolve("graphs/tiny-test.graph"));
    }

    @Test
    void aGraphOfThisDigestIsTakenAndOneOfAnotherIsMadeAgain() throws Exception {
        left();
        ask(shop(false), GRAPH.origin().digest());
        assertEquals(0, made);
        ask(shop(false), "another");
        assertEquals(1, made);
        assertEquals(1, said.stream().filter(s -> s.equals("tiny-test.graph was made from another text of the spec: made again")).count());
    }

    /** Another workshop of this JVM uses the graph in memory too, until the file changes. */
    @Test
    void aGraphInMemoryIsTakenOnlyAsLongAsItsFileStays() throws Exception {
        left();
        ask(shop(false), GRAPH.origin().digest());
        final Path file = folder.resolve("graphs/tiny-test.graph");
        assertSame(GraphMemory.find(file, GRAPH.origin().digest()).orElseThrow(),
                shop(false).graphs(List.of("tiny"), "test", RUN, n -> GRAPH.origin().digest()).get("tiny"));
        Files.writeString(file, "damaged");
        ask(shop(false), GRAPH.origin().digest());
        assertEquals(1, made);
    }

    /** The digest is also compared for a graph in memory, each time. */
    @Test
    void aGraphInMemoryIsTakenOnlyIfItIsOfThisDigest() throws Exception {
        left();
        final Workshop shop = shop(false);
        ask(shop, GRAPH.origin().digest());
        ask(shop, GRAPH.origin().digest());
        assertEquals(0, made);
        ask(shop, "another");
        assertEquals(1, made);
    }

    @Test
    void whoWantsAllAnewTakesNothingThatWasLeft() throws Exception {
        left();
        Files.setLastModifiedTime(
                folder.resolve("graphs/tiny-test.graph"),
                FileTime.from(Instant.now().minusSeconds(5)));
        ask(shop(true), GRAPH.origin().digest());
        assertEquals(1, made);
    }

    @Test
    void aGraphIsNotKeptIfTlcWasReplacedMeanwhile() throws Exception {
        replaced = true;
        ask(shop(false), "any");
        assertTrue(said.get(0).startsWith("tiny: TLC or a class that takes part was changed meanwhile"), said.toString());
        assertTrue(Files.notExists(folder.resolve("graphs/tiny-test.graph")));
    }

    @Test
    void theDigestOfTlcIsOfItsJarAndOfTheClassesThatTakePart() throws Exception {
        final Path classes = folder.resolve("classes");
        final Path home = Digest.home(Tlc.class);
        try (Stream<Path> all = Files.walk(home)) {
            for (final Path p : all.filter(f -> f.toString().endsWith(".class")).toList()) {
                final Path copy = classes.resolve(home.relativize(p).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(p, copy);
            }
        }
        final TlcDigest digest = new TlcDigest(tlc(), classes);
        final String before = digest.hex();
        assertEquals(before, new TlcDigest(tlc(), classes).hex());
        assertEquals(new Workshop(tlc(), folder, said::add).digestOfTlc(), before);
        Files.writeString(jar, "TLC.");
        assertEquals(before, digest.hex(), "until it is forgotten");
        assertTrue(!digest.isStill(before));
        assertNotEquals(before, digest.hex());
        Files.writeString(jar, "TLC");
        assertTrue(digest.isStill(before));
        for (final String c : List.of(
                "dmabuf/revoke/export/RawWriter", "dmabuf/revoke/graph/RawReader", "dmabuf/revoke/tlc/TlcJvm",
                "tlc2/overrides/TLCOverrides")) {
            final Path file = classes.resolve(c + ".class");
            final byte[] good = Files.readAllBytes(file);
            Files.write(file, new byte[] {1});
            assertTrue(!digest.isStill(before), c);
            Files.write(file, good);
        }
    }
}
