// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.mutant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dmabuf.revoke.model.drive.Failures;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.technique.Techniques;
import dmabuf.revoke.service.Tools;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Mutants that every technique must catch. */
@Tag("tlc")
class EachTechniqueTest {
    /** A call that breaks off half-way with a plain IllegalStateException: no technique may take it for misuse. */
    private static final String HALF_WAY = "unmap-of-nothing-is-found-out-too-late";

    /** It only breaks the lock discipline: the assertions of impl must be on in each technique. */
    private static final String LOCKS = "callback-takes-a-lock";

    /** The technique that needs its own JVM, and takes minutes on a busy machine. */
    private static final String FORKED = "schedules";

    private static final long SEED = 1;

    @TempDir
    Path place;

    @Tag("full")
    @TestFactory
    Stream<DynamicTest> noneSwallowsWhatIsNoMisuseAndAllAssert() throws Exception {
        return catches(t -> !t.equals(FORKED));
    }

    @Tag("full")
    @TestFactory
    Stream<DynamicTest> norDoSchedules() throws Exception {
        return catches(t -> t.equals(FORKED));
    }

    private Stream<DynamicTest> catches(final Predicate<String> which) throws Exception {
        final Graphs graphs = Graphs.of(Tools.open());
        final List<DynamicTest> tests = new ArrayList<>();
        for (final String mutant : List.of(HALF_WAY, LOCKS)) {
            final Hunt hunt = new Hunt(Mutant.named(Tools.home(), mutant), place.resolve(mutant));
            Techniques.all().stream().map(Technique::name).filter(which).forEach(t -> tests.add(
                    dynamicTest(t + " catches " + mutant, () -> assertTrue(hunt.caught(t, graphs, SEED)))));
        }
        return tests.stream();
    }

    /** With the same seed the properties find the same failure again, shrunk to the same size. */
    @Test
    void aFailureShrinksTheSameFromItsSeed() throws Exception {
        final Path classes = Mutant.named(Tools.home(), "no-fence-wait").build(place.resolve("twice"));
        final MutantLoader loader = new MutantLoader(classes);
        loader.loadClass(Failures.class.getName())
                .getMethod("choose", Path.class, boolean.class, String.class)
                .invoke(null, place, true, classes + File.pathSeparator + System.getProperty("java.class.path"));
        final Technique properties = (Technique) loader.loadClass(Techniques.class.getName())
                .getMethod("named", String.class)
                .invoke(null, "properties");
        final Graphs graphs = Graphs.of(Tools.open());
        final Technique.Verdict first = properties.run(graphs, SEED);
        final Technique.Verdict second = properties.run(graphs, SEED);
        assertEquals(first, second);
        assertTrue(!first.agrees() && first.failure().contains("FenceWait"), first.failure());
        final long moves = first.failure().lines().takeWhile(l -> !l.startsWith("impl:")).count();
        assertTrue(moves <= 12, first.failure());
    }
}
