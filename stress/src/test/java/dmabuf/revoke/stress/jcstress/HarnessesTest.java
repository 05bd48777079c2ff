// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.jcstress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.service.Tools;
import dmabuf.revoke.stress.litmus.Call;
import dmabuf.revoke.stress.litmus.Litmus;
import dmabuf.revoke.stress.litmus.LitmusGraphs;
import dmabuf.revoke.stress.litmus.Outcomes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.runners.TestList;

/** The jcstress classes that are checked in agree with the litmus files and the graph of the spec. */
@Tag("tlc")
class HarnessesTest {
    private static final List<Outcomes> OUTCOMES = new ArrayList<>();

    @TempDir
    Path folder;

    @BeforeAll
    static void compute() throws Exception {
        OUTCOMES.addAll(Outcomes.of(new LitmusGraphs(), Litmus.folder(Tools.home().resolve("stress/litmus"))));
    }

    /** If it fails: ./revoke litmus --write. */
    @TestFactory
    Stream<DynamicTest> noClassIsStale() {
        final Path sources = Tools.home().resolve(Harnesses.SOURCES);
        return OUTCOMES.stream()
                .map(o -> DynamicTest.dynamicTest(
                        Harness.simpleName(o.litmus()) + " says what " + o.litmus().file().getFileName() + " says",
                        () -> assertEquals(
                                new Harness(o).text(),
                                Files.readString(sources.resolve(
                                        Harness.className(o.litmus()).replace('.', '/') + ".java")),
                                "write it anew: ./revoke litmus --write")));
    }

    @Test
    void noClassIsOneTooMany() throws Exception {
        assertEquals(List.of(), new Harnesses(OUTCOMES, Tools.home().resolve(Harnesses.SOURCES)).stale());
    }

    /** The classes that Maven has compiled, including jcstress's list of them. */
    @Test
    void everyTestWasCompiledWithTheComputedTable() throws ClassNotFoundException {
        final Set<String> classes = new HashSet<>();
        for (final Outcomes o : OUTCOMES) {
            final Class<?> c = Class.forName(Harness.className(o.litmus()));
            classes.add(c.getName());
            final Map<String, Expect> table = new HashMap<>();
            for (final Outcome line : c.getAnnotationsByType(Outcome.class)) {
                assertEquals(1, line.id().length);
                table.put(line.id()[0], line.expect());
                assertTrue(line.desc().matches("[A-Z][^.]*\\."), line.desc());
            }
            assertEquals(
                    o.all().stream().collect(Collectors.toMap(
                            Outcomes.Outcome::toString,
                            r -> r.serial() ? Expect.ACCEPTABLE : Expect.ACCEPTABLE_INTERESTING)),
                    table,
                    c.getName());
            assertEquals(
                    o.litmus().columns().size(),
                    List.of(c.getMethods()).stream().filter(m -> m.isAnnotationPresent(Actor.class)).count());
            assertEquals(
                    o.litmus().last().isEmpty() ? 0 : 1,
                    List.of(c.getMethods()).stream().filter(m -> m.isAnnotationPresent(Arbiter.class)).count());
        }
        assertEquals(classes, new HashSet<>(TestList.tests()));
    }

    @Test
    void actorsCallImplItself() {
        for (final Outcomes o : OUTCOMES) {
            final String text = new Harness(o).text();
            assertTrue(text.matches("(?s).*done(OrSkip)?\\(exporter::(revoke|close|move|kill)\\).*"), text);
            assertFalse(text.contains("reflect") || text.contains("switch"), text);
            assertEquals(
                    o.litmus().calls().stream().filter(Call::optional).count(),
                    text.split("OrSkip\\(", -1).length - 1L,
                    text);
        }
    }

    @Test
    void whatIsStaleIsNamedAndWrittenAnew() throws Exception {
        final Harnesses all = new Harnesses(OUTCOMES, folder);
        assertEquals(OUTCOMES.size(), all.stale().size());
        assertTrue(all.stale().get(0).startsWith("there is no AttachAgainAfterDetach.java for attach-again-after-detach.litmus"));
        final List<Path> files = all.write();
        assertEquals(OUTCOMES.size(), files.size());
        assertEquals(List.of(), all.stale());
        assertEquals(List.of(), all.write());

        Files.writeString(files.get(1), Files.readString(files.get(1)).replaceFirst("OK", "EINVAL"));
        final Harnesses fewer = new Harnesses(OUTCOMES.subList(0, 2), folder);
        final Path other = Files.writeString(files.get(0).resolveSibling("Calls.java"), "written by hand");
        assertTrue(fewer.stale().get(0).contains("is not what"), fewer.stale().get(0));
        assertTrue(fewer.stale().get(1).endsWith("has no litmus file any more"), fewer.stale().get(1));
        assertEquals(OUTCOMES.size() - 1, fewer.stale().size());
        fewer.write();
        assertEquals(List.of(), fewer.stale());
        assertFalse(Files.exists(files.get(2)));
        assertTrue(Files.exists(other));
    }
}
