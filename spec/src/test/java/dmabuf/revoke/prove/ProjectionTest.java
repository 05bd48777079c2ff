// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.SpecText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one importer meets is a behaviour with it alone; a wrong projection, and a protocol that has none, are refuted. */
@Tag("fork")
class ProjectionTest {
    private SpecText spec;
    private Solver solver;

    @BeforeEach
    void aSolverIsHere() throws Exception {
        assumeTrue(Solvers.here(Tools.home()), "no solver is here; ./revoke prove fetches Z3, once");
        spec = SpecText.load();
        solver = Solvers.find(null, Tools.home(), line -> {});
    }

    /** Decides the conditions of the steps of one action. {@return how many goals have an answer, by answer} */
    private Map<Proof.Answer, Integer> decided(final SpecText changed, final String design, final String action) throws Exception {
        final Protocol protocol = new Prover(changed).protocol(design, false);
        final Proof proof = new Proof(new Conditions(protocol).invariant(), solver);
        final Projection projection = new Projection(protocol);
        final Map<Proof.Answer, Integer> answers = new LinkedHashMap<>();
        for (final Step s : protocol.steps()) {
            if (s.action().equals(action)) {
                for (final Condition c : projection.of(s)) {
                    for (final Proof.Result r : proof.decide(c)) {
                        if (r.goal().name().equals(Projection.CLAIM)) {
                            answers.merge(r.answer(), 1, Integer::sum);
                        }
                    }
                }
            }
        }
        assertFalse(answers.isEmpty(), "no step is a " + action);
        return answers;
    }

    @Test
    void eachStepIsSeenFromEachImporterThatActsAndFromAnother() throws Exception {
        final Protocol protocol = new Prover(spec).protocol("Linux73", false);
        final List<String> names = new ArrayList<>();
        for (final Condition c : new Projection(protocol).all()) {
            names.add(c.name());
            assertEquals(1, c.goals().stream().filter(g -> g.name().equals(Projection.CLAIM)).count(), c.name());
        }
        assertTrue(names.containsAll(List.of("Map(i) seen from i", "Map(i) seen from viewer", "Lock(x) seen from viewer")), names::toString);
        final TreeSet<String> actions = new TreeSet<>();
        protocol.steps().forEach(s -> actions.add(s.action()));
        names.forEach(n -> actions.remove(n.replaceAll("\\(.*", "")));
        assertEquals(new TreeSet<>(), actions);
    }

    @Test
    void aCallbackInsideAnothersPinHasNoCallerThere() throws Exception {
        assertTrue(decided(spec, "DeadInItsPin", "DriverNotify").containsKey(Proof.Answer.REFUTED));
    }

    /** The file that is changed, what it says, what it says then, and an action of which that is refuted. */
    private static final String FAULTS = """
            Projection.tla; THEN Free ELSE o; THEN o ELSE o; ResvLock
            Projection.tla; CountOf == count - Others; CountOf == count; Map
            Projection.tla; (\\E x \\in Exporters : Does(x, "unmaps")) /\\ CountOf = 0; comp; WorkerUnmap
            Projection.tla; THEN <<Viewer>>; THEN << >>; AttachInsert
            Projection.tla; hw <- Restrict(hw); hw <- hw; DriverUnmap
            Buffer.tla; mapped' = [mapped EXCEPT ![i] = FALSE]; mapped' = [j \\in Importers |-> FALSE]; DriverUnmap
            Importer.tla; At(drv[i], "attach", "tested"); At(drv[i], "attach", "tested") /\\ \\E j \\in Importers : j # i /\\ mapped[j]; AttachInsert
            """;

    @ParameterizedTest
    @CsvSource(textBlock = FAULTS, delimiter = ';', quoteCharacter = '`')
    @Tag("full")
    void aFaultIsRefuted(final String file, final String text, final String by, final String action) throws Exception {
        assertTrue(spec.file(file).contains(text), () -> file + " does not say " + text);
        final Map<Proof.Answer, Integer> right = decided(spec, "Linux73", action);
        assertEquals(List.of(Proof.Answer.PROVED), List.copyOf(right.keySet()));
        final Map<Proof.Answer, Integer> wrong = decided(spec.with(file, spec.file(file).replace(text, by)), "Linux73", action);
        assertTrue(wrong.containsKey(Proof.Answer.REFUTED), wrong::toString);
    }
}
