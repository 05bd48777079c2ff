// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dmabuf.revoke.check.Manifest;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.SpecText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The solver proves the conditions that hold, and refutes them if a conjunct is left out, or in a bug. */
@Tag("fork")
class ProverTest {
    /** The conjuncts that the proof of Reference does not need, and the reason why each stays. */
    private static final Map<String, String> SPARE = Map.of(
            "DeferredMapped", "the type of deferred says it, too, and TLC chooses from types",
            "Faults", "no step leads to such a call, so that no state has it here; TLC chooses it from types");

    /** A sentence about what the reference does not do is needed for one of these. */
    private static final List<String> OTHERS = List.of("Linux73", "Uverbs", "Mover");

    private SpecText spec;
    private Manifest manifest;
    private Prover prover;
    private Solver solver;

    @BeforeEach
    void aSolverIsHere() throws Exception {
        assumeTrue(Solvers.here(Tools.home()), "no solver is here; ./revoke prove fetches Z3, once");
        spec = SpecText.load();
        manifest = Manifest.load(spec);
        prover = new Prover(spec);
        solver = Solvers.find(null, Tools.home(), line -> {});
    }

    @Test
    void theReferenceIsProvedHoweverCallsReturn() throws Exception {
        for (final boolean returns : List.of(false, true)) {
            final Verdict v = prover.prove("Reference", returns, solver, line -> {});
            assertEquals(List.of(), v.differs(manifest));
            assertEquals(Set.of("Permanent"), v.refutedClaims());
            assertTrue(v.proved() > 1_000, v::summary);
            assertEquals(Set.of("LazyUnmap", "SignalPerhaps"), v.never(), "of the kinds that keep the rules nobody does these");
        }
    }

    @Test
    void linuxIsRefutedInExactlyWhatTheMatrixRefutes() throws Exception {
        final Verdict v = prover.prove("Linux73", false, solver, line -> {});
        assertEquals(List.of(), v.differs(manifest));
        assertEquals(Set.of("Consistent", "Permanent", "ToldBack"), v.refutedClaims());
    }

    @Test
    void aRefutedConditionShowsASmallStateAndTheStepFromIt() throws Exception {
        final Verdict v = prover.prove("NoMapTest", false, solver, line -> {});
        final Verdict.Line map = v.lines().stream()
                .filter(l -> l.name().equals("Map(i)") && l.against().stream().anyMatch(a -> a.goal().equals("S1")))
                .findFirst().orElseThrow();
        final List<String> state = map.against().stream().filter(a -> a.goal().equals("S1")).findFirst().orElseThrow().state();
        assertTrue(state.contains("flag = TRUE"), state::toString);
        assertTrue(state.contains("in the step Map(i1)"), state::toString);
        assertTrue(state.contains("mapped[i1] becomes TRUE"), state::toString);
        assertFalse(v.differs(manifest).isEmpty());
    }

    /** Each conjunct is left out once; another one, or a claim, must then be refuted. */
    @Test
    @Tag("full")
    void eachSentenceIsNeeded() throws Exception {
        final Map<String, String> needed = new TreeMap<>(needed("Reference", null));
        for (final String d : OTHERS) {
            final Set<String> left = new TreeSet<>();
            needed.forEach((name, by) -> {
                if (by.isEmpty() && !SPARE.containsKey(name)) {
                    left.add(name);
                }
            });
            needed.putAll(needed(d, left));
        }
        final List<String> spare = new ArrayList<>();
        needed.forEach((name, by) -> {
            System.out.println(name + ": " + by);
            if (by.isEmpty()) {
                spare.add(name);
            }
        });
        assertEquals(List.copyOf(new TreeSet<>(SPARE.keySet())), spare);
    }

    /**
     * For each sentence what is refuted without it in a design; empty if nothing is.
     *
     * @param only the sentences to leave out; null for all
     */
    private Map<String, String> needed(final String design, final Set<String> only) throws Exception {
        final Map<String, String> broken = new TreeMap<>();
        if (only != null && only.isEmpty()) {
            return broken;
        }
        final Conditions conditions = new Conditions(prover.protocol(design, false));
        final List<Condition> all = conditions.all();
        for (final String less : conditions.invariant().keySet()) {
            if (only == null || only.contains(less)) {
                final Map<String, Term> others = new LinkedHashMap<>(conditions.invariant());
                others.remove(less);
                broken.put(less, firstBroken(new Proof(others, solver), all, less, manifest.broken(design)));
            }
        }
        return broken;
    }

    private static String firstBroken(final Proof proof, final List<Condition> all, final String less, final Collection<String> known)
            throws Exception {
        for (final Condition c : all) {
            for (final Proof.Result r : c.invariant() ? proof.decide(c) : List.<Proof.Result>of()) {
                if (r.answer() == Proof.Answer.REFUTED && !r.goal().name().equals(less) && !known.contains(r.goal().name())
                        && !r.goal().name().equals("Permanent")) {
                    return c.name() + ": " + r.goal().name();
                }
            }
        }
        return "";
    }

    /** For each bug that the matrix refutes and whose design has an invariant, something is refuted here too. */
    @Test
    @Tag("full")
    void eachBugIsRefuted() throws Exception {
        final List<String> green = new ArrayList<>();
        for (final Manifest.Bug bug : manifest.bugs().values()) {
            if (prover.designs().contains(bug.changes()) && ProvePart.refutable(manifest, bug.name())) {
                final String first = prover.first(bug.name(), bug.changes(), manifest, solver);
                System.out.println(bug.name() + ": " + first);
                if (first.isEmpty()) {
                    green.add(bug.name());
                }
            }
        }
        assertEquals(List.of(), green);
    }
}
