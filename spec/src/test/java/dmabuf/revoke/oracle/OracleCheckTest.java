// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.TinyGraph;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The self-check without TLC; its verdicts are written here by hand. */
class OracleCheckTest {
    /** A lock that two drivers take in turn, for ever; a driver that waits for it is stuck. */
    private static final Graph GRAPH = new TinyGraph()
            .call(0, "driver:i1", "lock", 1)
            .silent(1, 2)
            .ret(2, "driver:i1", "lock", "OK", 3)
            .call(3, "driver:i2", "lock", 4)
            .call(4, "driver:i1", "unlock", 5)
            .call(3, "driver:i1", "unlock", 8)
            .silent(8, 9)
            .ret(9, "driver:i1", "unlock", "OK", 0)
            .silent(5, 6)
            .ret(6, "driver:i1", "unlock", "OK", 7)
            .silent(7, 10)
            .ret(10, "driver:i2", "lock", "OK", 0)
            .graph();

    private static final String TAKEN = "driver:i1 calls lock\ndriver:i1 returns lock = OK\n";
    private static final String WAITS = TAKEN + "driver:i2 calls lock\n";
    private static final List<Case> CASES = List.of(
            made(1, TAKEN + "driver:i1 calls unlock\ndriver:i1 returns unlock = OK\n"),
            made(2, WAITS + "driver:i2 returns lock = OK\n"),
            made(3, WAITS + "driver:i2 is stuck\n"),
            made(4, TAKEN + "driver:i1 is stuck\n"));

    private static Case made(final int number, final String text) {
        try {
            return Case.of(number, "by hand", Observer.ALL, History.parse(text), new SplittableRandom(number));
        } catch (BadHistory e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void agreesWithRightVerdictsAndOnlyWithThem() {
        final OracleCheck right = new OracleCheck(CASES, new boolean[] {true, false, true, false});
        assertEquals(List.of(), right.disagreements(GRAPH, null));
        final List<String> wrong =
                new OracleCheck(CASES, new boolean[] {false, true, true, false}).disagreements(GRAPH, null);
        assertEquals(2, wrong.size());
        assertTrue(wrong.get(0).contains("driver:i1 returns unlock = OK"), wrong.get(0));
        assertTrue(wrong.get(1).contains("TLC accepts it; the oracle refuses event 4"), wrong.get(1));
    }

    @Test
    void aBuggyOracleDisagrees() {
        final OracleCheck check = new OracleCheck(CASES, new boolean[] {true, false, true, false});
        final Map<SeededBug, String> caught = check.caught(GRAPH);
        assertTrue(caught.containsKey(SeededBug.LOST_EDGE));
        assertTrue(caught.containsKey(SeededBug.IDLE_IS_STUCK));
        assertTrue(!caught.containsKey(SeededBug.LATE_IS_EARLY), "no history here is late");
    }

    @Test
    void nothingPassesVacuously() {
        final OracleCheck.Result none = new OracleCheck.Result(
                7, 0, 0, 0, 0, 0, 0, 0, List.of(), List.of(), Map.of(), 0, 0.0);
        assertEquals(6 + SeededBug.values().length, none.failures().size());
        assertTrue(none.failures().contains("no history was accepted (seed 7)"));
    }

    @Test
    void readsWhatTlcPrints() {
        final TraceModule module = new TraceModule(CASES);
        final String text = module.run("", "CONSTANT X = 1").definitions();
        assertTrue(text.contains("E1 == Call(\"driver\", \"i1\", \"lock\", \"-\")"), text);
        assertTrue(text.contains("LastEvents == {5,\n7}"), "what histories begin with alike is one node: " + text);
        assertArrayEquals(
                new boolean[] {true, false, true, false},
                module.accepted(List.of(
                        "<<\"end\", 5>>",
                        "<<\"asked\", 1, 6, \"driver\", \"i2\">>",
                        "<<\"asked\", 2, 6, \"driver\", \"i2\">>",
                        "<<\"returned\", 1>>")));
        assertArrayEquals(new boolean[4], module.accepted(List.of()));
    }

    @Test
    void theSameSeedGivesTheSameHistories() {
        final List<Case> cases = new RandomHistories(GRAPH, 3).make(100);
        assertEquals(cases, new RandomHistories(GRAPH, 3).make(100));
        assertNotEquals(cases, new RandomHistories(GRAPH, 4).make(100));
        assertTrue(cases.stream().anyMatch(c -> c.overlaps(Set.of())));
        assertTrue(cases.stream().anyMatch(c -> c.stuck() != null));
        assertTrue(cases.stream().anyMatch(c -> !c.observer().fromTheBeginning()));
    }

    @Test
    void recordedAndMergedAHistoryIsTheSame() throws BadHistory {
        boolean tied = false;
        for (final Case c : new RandomHistories(GRAPH, 5).make(100)) {
            assertEquals(c.history(), Merge.merge(c.threads()));
            tied |= !c.history().equals(Merge.merge(c.threads(), false));
        }
        assertTrue(tied, "no tie was decided");
    }
}
