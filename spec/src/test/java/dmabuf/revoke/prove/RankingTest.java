// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.SpecText;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a revoke ends (Ranking.tla): each of its claims is proved, and each is refuted when a wait may last for ever. */
@Tag("fork")
class RankingTest {
    private SpecText spec;
    private Solver solver;

    @BeforeEach
    void aSolverIsHere() throws Exception {
        assumeTrue(Solvers.here(Tools.home()), "no solver is here; ./revoke prove fetches Z3, once");
        spec = SpecText.load();
        solver = Solvers.find(null, Tools.home(), line -> {});
    }

    /** The answers to one goal in the conditions of one action, or of a state. */
    private Set<Proof.Answer> answers(final SpecText changed, final String design, final String action, final String goal)
            throws Exception {
        final Conditions conditions = new Conditions(new Prover(changed).protocol(design, false));
        final Proof proof = new Proof(conditions.invariant(), solver);
        final Set<Proof.Answer> answers = EnumSet.noneOf(Proof.Answer.class);
        for (final Condition c : conditions.all()) {
            if (c.name().equals(action) || c.name().startsWith(action + "(")) {
                for (final Proof.Result r : proof.decide(c)) {
                    if (r.goal().name().equals(goal)) {
                        answers.add(r.answer());
                    }
                }
            }
        }
        assertFalse(answers.isEmpty(), "nobody asks for " + goal + " of " + action);
        return answers;
    }

    /** The file that is changed, what it says, what it says then, and the action and the claim that are refuted. */
    private static final String FAULTS = """
            Importer.tla; CanLock(i) == resv \\in {Free, i}; CanLock(i) == TRUE; Submit; Shrinks
            Importer.tla; CanLock(i) == resv \\in {Free, i}; CanLock(i) == TRUE; Submit; CalledOnce
            Importer.tla; CanLock(i) == resv \\in {Free, i}; CanLock(i) == TRUE; Submit; MapShrinks
            Cpu.tla; IF Shut(Design.Vmap); IF FALSE; Vmap; Shrinks
            Buffer.tla; GoOn(x, exp[x].left); GoOn(x, IF Does(x, "rearm") THEN <<"unmaps">> \\o exp[x].left ELSE exp[x].left); Rearm; Forward
            Importer.tla; ~Holds(i) /\\ ~mapped[i] /\\ ~pinned[i]; ~mapped[i] /\\ ~pinned[i]; DriverCall; Keeper
            Callback.tla; Left(i) == deferred[i] /\\ K(i).response # "lazy"; Left(i) == deferred[i] /\\ K(i).response = "later"; a state; MayLeave
            Kinds.tla; answers |-> TRUE,; answers |-> FALSE,; a state; MayLeave
            Kinds.tla; answers |-> TRUE,; answers |-> FALSE,; a state; MapMayEnd
            Ranking.tla; /\\ mapped[i] /\\ K(i).counted; /\\ mapped[i] /\\ K(i).pins; a state; Somebody
            Ranking.tla; Does(x, "lock") => resv \\notin Exporters; Does(x, "unmaps") => resv = Free; a state; Holders
            """;

    @ParameterizedTest
    @CsvSource(textBlock = FAULTS, delimiter = ';', quoteCharacter = '`')
    @Tag("full")
    void aFaultIsRefuted(final String file, final String text, final String by, final String action, final String claim)
            throws Exception {
        assertTrue(spec.file(file).contains(text), () -> file + " does not say " + text);
        assertEquals(Set.of(Proof.Answer.PROVED), answers(spec, "Reference", action, claim));
        final SpecText changed = spec.with(file, spec.file(file).replace(text, by));
        assertTrue(answers(changed, "Reference", action, claim).contains(Proof.Answer.REFUTED), claim + " of " + action);
    }

    /** A worker that never runs unless the driver maps again: the revoke waits for a mapping that nobody gives back. */
    @Test
    void aRevokeThatWaitsForALazyImporterNeedNotEnd() throws Exception {
        assertEquals(Set.of(Proof.Answer.PROVED), answers(spec, "Linux73", "a state", "MayLeave"));
        assertEquals(Set.of(Proof.Answer.REFUTED), answers(spec, "LazyImporter", "a state", "MayLeave"));
    }
}
