package dmabuf.revoke.stress.jcstress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.stress.litmus.BaseGraph;
import dmabuf.revoke.stress.litmus.Litmus;
import dmabuf.revoke.stress.litmus.Outcomes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.runners.TestList;

class LitmusGeneratorTest {
    private static Graph base;
    private static final List<Outcomes> OUTCOMES = new ArrayList<>();

    @TempDir
    Path folder;

    @BeforeAll
    static void compute() throws Exception {
        base = BaseGraph.open();
        for (final Litmus l : Litmus.folder(Path.of(System.getProperty("revoke.home"), "stress", "litmus"))) {
            OUTCOMES.add(Outcomes.of(base, l));
        }
    }

    /** What Maven has compiled, jcstress's list of it included, is what the litmus tests say now. */
    @Test
    void everyTestWasCompiledWithTheComputedTable() throws ClassNotFoundException {
        final Set<String> classes = new HashSet<>();
        for (final Outcomes o : OUTCOMES) {
            final Class<?> c =
                    Class.forName(LitmusGenerator.PACKAGE + "." + LitmusGenerator.className(o.litmus()));
            classes.add(c.getName());
            final Map<String, Expect> table = new HashMap<>();
            for (final Outcome line : c.getAnnotationsByType(Outcome.class)) {
                assertEquals(1, line.id().length);
                table.put(line.id()[0], line.expect());
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
        }
        assertEquals(classes, new HashSet<>(TestList.tests()));
    }

    @Test
    void actorsCallImplItself() {
        for (final Outcomes o : OUTCOMES) {
            final String text = new LitmusGenerator(base).text(o);
            assertTrue(text.contains("done(exporter::revoke)"), text);
            assertFalse(text.contains("reflect") || text.contains("switch"), text);
            assertEquals(
                    o.litmus().calls().stream().filter(c -> c.optional()).count(),
                    text.split("OrSkip\\(", -1).length - 1L,
                    text);
        }
    }

    @Test
    void whatSaysTheSameIsNotWrittenAgainAndWhatIsNoMoreGoes() throws Exception {
        final LitmusGenerator generator = new LitmusGenerator(base);
        final List<Path> files = generator.write(OUTCOMES, folder);
        assertEquals(OUTCOMES.size(), files.size());
        final FileTime old = FileTime.fromMillis(0);
        for (final Path f : files) {
            Files.setLastModifiedTime(f, old);
        }
        Files.writeString(files.get(1), "changed");
        generator.write(OUTCOMES.subList(0, 2), folder);
        assertEquals(old, Files.getLastModifiedTime(files.get(0)));
        assertEquals(generator.text(OUTCOMES.get(1)), Files.readString(files.get(1)));
        for (final Path gone : files.subList(2, files.size())) {
            assertFalse(Files.exists(gone), gone.toString());
        }
    }
}
