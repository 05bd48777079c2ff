// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.mutate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Manifest;
import dmabuf.revoke.graph.Compare;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A counter replaces the spec: it has a guard, a superfluous guard, an update that matters, and one that does not. */
@Tag("tlc")
class SpecMutantsTest {
    private static final String COUNTER =
            """
            ---- MODULE Buffer ----
            EXTENDS Integers, Graph
            CONSTANT Explored
            VARIABLES design, n, seen
            Reference == 0
            DesignTable == [Reference |-> Reference]
            Silent == [ev |-> "silent"]
            Init == design \\in Explored /\\ n = 0 /\\ seen = 0
            Up == /\\ n < 2
                  /\\ n >= 0
                  /\\ n' = IF /\\ n >= 0
                             /\\ n <= 9
                            THEN n + 1 ELSE n
                  /\\ seen' = n
                  /\\ UNCHANGED design
                  /\\ Step("Up", <<"counter">>, "f", "0")
            Next == Up
            TypeOK == n \\in Int
            StateClaims == [Small |-> n <= 2]
            StateCases == [Top |-> n = 2]
            StepClaims == [Grows |-> n' >= n]
            ====
            """;

    private static final String EXPORT =
            """
            ---- MODULE Export ----
            EXTENDS Buffer
            InitX == Init /\\ ExportInit(TRUE)
            ====
            """;

    private static final String RULES =
            """
            ---- MODULE Rules ----
            EXTENDS Buffer
            UnderWay == FALSE
            StateRules == [Seen |-> seen <= n]
            StepRules == [Any |-> TRUE]
            ====
            """;

    private static final List<String> DESIGNS = List.of("Reference");

    private static final String LISTED = "reason\tfree\tNobody reads it.\nsurvivor\tfree\tBuffer\tUp\tseen' = n\n";

    @TempDir
    Path folder;

    private static SpecText counter(final String survivors) throws Undecided {
        return SpecText.load()
                .with("Buffer.tla", COUNTER)
                .with("Export.tla", EXPORT)
                .with("Rules.tla", RULES)
                .with("scenes/counter.cfg", "")
                .with(Survivors.FILE, survivors);
    }

    private Map<String, Check> checks(final SpecText spec) throws Exception {
        return checks(spec, DESIGNS);
    }

    private Map<String, Check> checks(final SpecText spec, final List<String> designs) throws Exception {
        return new SpecMutants(spec, designs, List.of("counter"), folder, l -> {})
                .all().stream().collect(Collectors.toMap(Check::name, c -> c));
    }

    private static List<String> failed(final Map<String, Check> checks) {
        return checks.values().stream().filter(c -> !c.ok()).map(Check::name).toList();
    }

    @Test
    void killedEquivalentAndSurviving() throws Exception {
        final Map<String, Check> c = checks(counter(LISTED));
        assertEquals(List.of(), failed(c));
        assertTrue(c.get("Buffer Up: n < 2").detail().startsWith("killed: Small"), c.toString());
        assertTrue(c.get("Buffer Up: n >= 0").detail().startsWith("equivalent"), c.toString());
        assertTrue(c.get("Buffer Up: n' = IF /\\ n >= 0 /\\ n <= 9 THEN n + 1 ELSE n").detail().contains("no Top"), c.toString());
        assertEquals("survives in Reference: Nobody reads it.", c.get("Buffer Up: seen' = n").detail());
        assertTrue(c.get("kill rate").detail().startsWith("2 of 3 that differ are killed (67 %, 0 by a property first), 1 survive; 1 equivalent"), c.toString());
    }

    /** A sample in which no mutant is killed is undecided; a killed one decides. */
    @Tag("full")
    @Test
    void aSampleOfWhichNoneIsKilledDecidesNothing() throws Exception {
        final SpecMutants mutants = new SpecMutants(counter(LISTED), DESIGNS, List.of("counter"), folder, l -> {});
        final Set<Check.Status> met = new TreeSet<>();
        for (long seed = 0; met.size() < 2; seed++) {
            final List<Check> checks = mutants.sample(1, seed);
            final boolean killed = checks.stream().anyMatch(c -> c.detail().startsWith("killed"));
            final Check.Status expected = killed ? Check.Status.AS_EXPECTED : Check.Status.UNDECIDED;
            assertEquals(Set.of(expected), checks.stream()
                    .filter(c -> c.name().equals("kill rate")).map(Check::status).collect(Collectors.toSet()), checks.toString());
            met.add(expected);
        }
    }

    /** A piece that the first design does not have is left out of the next one that has it. */
    @Tag("full")
    @Test
    void aPieceOfAnotherDesign() throws Exception {
        final String jumping = COUNTER.replace("DesignTable == [", "V1 == 1\nDesignTable == [V1 |-> V1, ")
                .replace("Next == Up", """
                        Jump == /\\ DesignTable[design] = 1
                                /\\ n = 2
                                /\\ n' = 9
                                /\\ UNCHANGED <<design, seen>>
                                /\\ Step("Jump", <<"counter">>, "f", "0")
                        Next == Up \\/ Jump""")
                .replace("[Small |-> n <= 2]", "[Small |-> n <= 2 \\/ n = 9, S5 |-> n # 9]");
        final SpecText spec = counter(LISTED + "survivor\tfree\tBuffer\tJump\tn = 2\n").with("Buffer.tla", jumping);
        final Map<String, Check> c = checks(spec, List.of("Reference", "V1"));
        assertEquals(List.of(), failed(c));
        assertTrue(c.get("Buffer Jump: n = 2").detail().startsWith("survives in V1"), c.toString());
        assertEquals("killed: no longer refuted (S5)", c.get("Buffer Jump: n' = 9").detail());
        assertTrue(c.get("Buffer Jump: DesignTable[design] = 1").detail().startsWith("killed: S5"), c.toString());

        final Map<String, Check> without = checks(spec, List.of("Reference"));
        assertEquals(List.of("Buffer Jump: n = 2", "Buffer Jump: n' = 9"), failed(without).stream().sorted().toList());
        assertTrue(without.get("Buffer Jump: n' = 9").detail().startsWith("no step of Reference"), without.toString());
    }

    @Test
    void aSurvivorThatIsNotListedFails() throws Exception {
        final Map<String, Check> c = checks(counter(""));
        assertEquals(List.of("Buffer Up: seen' = n"), failed(c));
        assertTrue(c.get("Buffer Up: seen' = n").detail().contains("survivor\tWHY\tBuffer\tUp\tseen' = n"), c.toString());
    }

    @Tag("full")
    @Test
    void aListedMutantThatIsKilledFails() throws Exception {
        final Map<String, Check> c = checks(counter(LISTED + "survivor\tfree\tBuffer\tUp\tn < 2\n"));
        assertEquals(List.of("Buffer Up: n < 2"), failed(c));
    }

    @Tag("full")
    @Test
    void aListedMutantThatIsNoPieceFails() throws Exception {
        final Map<String, Check> c = checks(counter(LISTED + "survivor\tfree\tBuffer\tDown\tn > 0\n"));
        assertEquals(List.of("Buffer Down: n > 0"), failed(c));
    }

    @Test
    void aSpecThatBreaksAClaimFails() throws Exception {
        final SpecText wrong = counter(LISTED).with("Buffer.tla", COUNTER.replace("Small |-> n <= 2", "Small |-> n <= 1"));
        assertTrue(failed(checks(wrong)).contains("without a mutant"));
    }

    /** A mutant for which TLC has no value is killed, and the other mutants are still decided. */
    @Tag("full")
    @Test
    void anErrorOfTlcKillsOneMutant() throws Exception {
        final SpecText text = counter(LISTED)
                .with("Buffer.tla", COUNTER.replace("EXTENDS Integers", "EXTENDS Sequences, Integers")
                        .replace("/\\ n >= 0\n      /\\ n'", "/\\ seq # << >>\n      /\\ Head(seq) >= 0\n      /\\ n'")
                        .replace("Up ==", "seq == SubSeq(<<n, 0, 1>>, 1, IF n < 2 THEN 2 ELSE 0)\nUp =="));
        final Map<String, Check> c = checks(text.with("Buffer.tla", text.file("Buffer.tla").replace("/\\ n < 2\n", "/\\ n < 5\n")));
        assertTrue(c.get("Buffer Up: seq # << >>").detail().contains("an error of TLC"), c.toString());
        assertTrue(c.get("Buffer Up: seen' = n").ok(), c.toString());
    }

    /** The text with the mutants differs from the spec only in the pieces that are left out. */
    @Tag("full")
    @Test
    void theSpecThatHoldsItsMutantsIsTheSpec() throws Exception {
        final SpecText spec = SpecText.load();
        final SortedMap<String, Cut> cuts = new TreeMap<>();
        for (final Cut c : Cuts.of(spec, "Export")) {
            cuts.put("m" + cuts.size(), c);
        }
        assertTrue(cuts.size() > 200, cuts.size() + " pieces");
        assertEquals(cuts.size(), cuts.values().stream().map(Cut::name).distinct().count());
        assertTrue(Compare.equal(alone(spec), alone(Wrapped.of(spec, cuts))));
    }

    private Graph alone(final SpecText spec) throws Exception {
        final Set<String> all = Set.copyOf(Manifest.load(spec).properties().keySet());
        return new MutantRuns(spec, folder)
                .explore("Reference", all, List.of(), "mutants-threads").graphs().get("Reference");
    }

    @Test
    void aListWithoutReasonsIsRefused() {
        assertThrows(Undecided.class, () -> Survivors.parse("survivor\tfree\tBuffer\tUp\tseen' = n\n"));
        assertThrows(Undecided.class, () -> Survivors.parse("reason\tfree\tNobody reads it.\n"));
    }

    @Tag("full")
    @Test
    void aSampleIsPartOfAllAndTheSameForASeed() throws Exception {
        final List<String> once = new SpecMutants(counter(LISTED), DESIGNS, List.of("counter"), folder, l -> {})
                .sample(2, 7).stream().map(Check::name).toList();
        assertEquals(3, once.size());
        assertEquals(once, new SpecMutants(counter(LISTED), DESIGNS, List.of("counter"), folder, l -> {})
                .sample(2, 7).stream().map(Check::name).toList());
    }
}
