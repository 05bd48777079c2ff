// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.model.mutant.Mutant;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.stress.campaign.Engine;
import dmabuf.revoke.stress.campaign.Found;
import dmabuf.revoke.stress.campaign.Plan;
import dmabuf.revoke.stress.jcstress.Canary;
import dmabuf.revoke.stress.litmus.Litmus;
import dmabuf.revoke.stress.litmus.LitmusGraphs;
import dmabuf.revoke.stress.litmus.Outcomes;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each engine against a mutant of impl: it finds the mutant, and the file that it leaves finds the mutant again, but no fault in
 * impl.
 */
@Tag("fork")
@Tag("tlc")
final class EnginesTest {
    private static final String TEST = "use-against-revoke";

    /** Threads of a busy machine seldom race: one turn of this number must show it. */
    private static final int TURNS = 6;

    @TempDir
    Path folder;

    private static List<Outcomes> tests() throws Exception {
        return Outcomes.of(
                new LitmusGraphs(), List.of(Litmus.read(Tools.home().resolve("stress/litmus").resolve(TEST + Litmus.SUFFIX))));
    }

    private Plan plan(final String technique, final String test, final Path mutant) throws Exception {
        return Engines.plans(List.of(technique), test, tests(), 2, mutant == null ? List.of() : List.of(mutant)).get(0);
    }

    private Found run(final Plan p, final int number, final int seconds) throws Exception {
        final Path place = Files.createTempDirectory(folder, "turn");
        return p.engine().run(p.unit(), new Engine.Slice(number, seconds, 42, place));
    }

    private void catches(final String technique, final String test, final String mutant, final String signature) throws Exception {
        final Path classes = Mutant.named(Tools.home(), mutant).build(folder.resolve("mutant"));
        final Plan plan = plan(technique, test, classes);
        Found found = run(plan, 0, 2);
        for (int turn = 1; turn < TURNS && found.failures().isEmpty(); turn++) {
            found = run(plan, turn, 2);
        }
        assertTrue(!found.failures().isEmpty(), technique + " does not catch " + mutant);
        final Found.Failure failure = found.failures().get(0);
        assertTrue(failure.signature().startsWith(signature), failure.signature());
        final Path file = Files.writeString(folder.resolve("failure.txt"), failure.file());
        if (FailureFile.is(file)) {
            final Tools tools = Tools.open();
            int code = new FailureRepeater(List.of(classes)).repeat(file, tools);
            for (int turn = 1; turn < TURNS && code == Subcommand.AS_EXPECTED; turn++) {
                code = new FailureRepeater(List.of(classes)).repeat(file, tools);
            }
            assertEquals(Subcommand.DIFFERS, code, failure.file());
            assertEquals(Subcommand.AS_EXPECTED, new FailureRepeater().repeat(file, tools), failure.file());
            assertTrue(new FailureRepeater().explain(file, tools).contains(plan.unit().toString()));
        }
    }

    @Tag("full")
    @Test
    void jcstress() throws Exception {
        catches("jcstress", TEST, Canary.MUTANT, "jcstress use-against-revoke: FORBIDDEN ");
    }

    @Tag("full")
    @Test
    void schedules() throws Exception {
        catches("schedules", TEST, Canary.MUTANT, "schedules use-against-revoke: FORBIDDEN ");
    }

    @Tag("full")
    @Test
    void aTechnique() throws Exception {
        catches("faults", TechniqueEngine.TEST, "fence-completes-one-waiter", "faults: ");
    }

    @Tag("full")
    @Test
    void whatAgreesIsCounted() throws Exception {
        final Found found = run(plan("schedules", TEST, null), 0, 1);
        assertEquals(List.of(), found.failures());
        assertTrue(found.samples() > 100 && found.seen().size() > 1, found.toString());
    }

    /** A turn of a second is too short to demand all pairs; it says which it has met, and that there are others. */
    @Tag("full")
    @Test
    void aStormHasTheTimeOfItsTurn() throws Exception {
        final Found found = run(plan("storm", TechniqueEngine.TEST, null), 0, 1);
        assertEquals(List.of(), found.failures());
        assertTrue(found.seen().getOrDefault("driver map with exporter revoke", 0L) > 0, found.toString());
        assertTrue(found.seen().containsValue(0L), "in a second not all pairs are met: " + found);
    }

    @Test
    void namesThatThereAreNotAreRefused() throws Exception {
        assertThrows(Undecided.class, () -> Engines.chosen(List.of("no-such-technique")));
        assertThrows(Undecided.class, () -> Engines.plans(List.of("jcstress"), "no-such-test", tests(), 2, List.of()));
        assertThrows(Undecided.class, () -> Engines.plans(List.of("jcstress"), "[", tests(), 2, List.of()));
        assertEquals(
                "it needs 2 cores, and there are 1",
                Engines.plans(List.of("jcstress"), TEST, tests(), 1, List.of()).get(0).lacking());
    }

    @Test
    void aFileThatIsDamagedIsRefused() throws Exception {
        final Path file = folder.resolve("failure.txt");
        for (final String text : List.of("unit a/b", "unit a/b/c\nseed x\nseconds 1\nturn 0", "nothing")) {
            Files.writeString(file, "dma-buf revoke failure 1\n" + text + "\n");
            assertTrue(assertThrows(Undecided.class, () -> FailureFile.read(file)).getMessage().startsWith(file.toString()));
        }
    }
}
