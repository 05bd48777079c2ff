// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.litmus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.TinyGraph;
import dmabuf.revoke.oracle.Observation;
import dmabuf.revoke.oracle.Oracle;
import dmabuf.revoke.service.Tools;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@Tag("tlc")
class OutcomesTest {
    private static Graph base;
    private static List<Litmus> tests;
    private static final List<Outcomes> OUTCOMES = new ArrayList<>();
    private static final LitmusGraphs GRAPHS = new LitmusGraphs();

    @BeforeAll
    static void compute() throws Exception {
        tests = Litmus.folder(Tools.home().resolve("stress/litmus"));
        base = GRAPHS.of(litmus("{} driver:i1 attach | exporter:x1 revoke;"));
        OUTCOMES.addAll(Outcomes.of(GRAPHS, tests));
    }

    /** The graph from which the outcomes of a test are computed. */
    private static Graph graph(final Outcomes o) throws Exception {
        return GRAPHS.of(o.litmus());
    }

    /** A test for each litmus file. */
    @TestFactory
    Stream<DynamicTest> conditions() {
        return OUTCOMES.stream()
                .map(o -> DynamicTest.dynamicTest(
                        o.litmus().name() + ": " + o.litmus().condition() + " holds",
                        o.litmus().file().toUri(),
                        () -> assertTrue(o.conditionHolds(), LitmusReport.text(o))));
    }

    private static Litmus litmus(final String text) throws BadLitmus {
        return new Parser(Path.of("a-test.litmus"), "Revoke a-test\n" + text).litmus();
    }

    private static BadLitmus refused(final Graph graph, final int line, final String reason, final String text)
            throws BadLitmus {
        final Litmus l = litmus(text);
        final BadLitmus e = assertThrows(BadLitmus.class, () -> Outcomes.of(graph, l));
        assertTrue(e.getMessage().startsWith("a-test.litmus:" + line + ": "), e.getMessage());
        assertTrue(e.getMessage().contains(reason), e.getMessage());
        return e;
    }

    @Test
    void eachTestHasOutcomesAndOverlaps() {
        assertTrue(OUTCOMES.size() >= 30, OUTCOMES.size() + " curated tests");
        for (final Outcomes o : OUTCOMES) {
            assertTrue(o.all().size() > 1, o.litmus().name());
            assertTrue(o.overlaps() > 0 && o.overlaps() < o.states(), o.litmus().name());
            o.all().forEach(r -> assertEquals(o.litmus().calls().size(), r.results().size()));
            assertTrue(o.all().stream().anyMatch(Outcomes.Outcome::serial), o.litmus().name());
        }
    }

    @Test
    void someOutcomesNeedAnOverlap() {
        assertTrue(OUTCOMES.stream().anyMatch(o -> o.onlyByOverlap().findAny().isPresent()));
    }

    @Test
    void anotherWayFindsTheSame() throws Exception {
        for (final Outcomes o : OUTCOMES) {
            assertEquals(
                    ByHistories.outcomes(graph(o), o.litmus()),
                    o.all().stream().map(Outcomes.Outcome::results).collect(Collectors.toSet()),
                    o.litmus().name());
        }
    }

    @Test
    void serialOutcomesAreThoseOfAllOrdersOfTheCalls() throws Exception {
        for (final Outcomes o : OUTCOMES) {
            final Set<List<String>> inTurn = new HashSet<>();
            inTurn(graph(o), o.litmus(), List.of(), inTurn);
            assertEquals(
                    inTurn,
                    o.all().stream().filter(Outcomes.Outcome::serial).map(Outcomes.Outcome::results)
                            .collect(Collectors.toSet()),
                    o.litmus().name());
        }
    }

    /** The outcomes of every order of the columns' calls. Each order is made one column, followed by the calls after finally. */
    private static void inTurn(
            final Graph graph, final Litmus l, final List<Integer> order, final Set<List<String>> found) {
        final List<Call> calls = l.calls();
        final int racing = calls.size() - l.last().size();
        if (order.size() == racing) {
            final List<Integer> whole = new ArrayList<>(order);
            IntStream.range(racing, calls.size()).forEach(whole::add);
            final List<Call> column = whole.stream().map(calls::get).toList();
            for (final List<String> results : ByHistories.outcomes(
                    graph, new Litmus(l.file(), l.name(), "", l.stage(), l.start(), List.of(column), List.of(), null))) {
                final List<String> sorted = new ArrayList<>(results);
                for (int n = 0; n < whole.size(); n++) {
                    sorted.set(whole.get(n), results.get(n));
                }
                found.add(sorted);
            }
            return;
        }
        int first = 0;
        for (final List<Call> column : l.columns()) {
            final int begin = first;
            final int end = begin + column.size();
            final int made = (int) order.stream().filter(n -> n >= begin && n < end).count();
            if (made < column.size()) {
                final List<Integer> longer = new ArrayList<>(order);
                longer.add(begin + made);
                inTurn(graph, l, longer, found);
            }
            first = end;
        }
    }

    @Test
    void theOracleAcceptsARunOfEachOutcomeAndNoneWithAResultThatTheTableLacks() throws Exception {
        int refused = 0;
        for (final Outcomes o : OUTCOMES) {
            final Oracle oracle = new Oracle(graph(o));
            final Set<List<String>> table =
                    o.all().stream().map(Outcomes.Outcome::results).collect(Collectors.toSet());
            for (final Outcomes.Outcome outcome : o.all()) {
                assertTrue(accepts(oracle, o, outcome.run()), o.litmus().name() + ": " + outcome);
                for (int n = 0; n < outcome.results().size(); n++) {
                    for (final String other : List.of("OK", "ENODEV", "EINVAL", "EOPNOTSUPP")) {
                        final List<String> changed = new ArrayList<>(outcome.results());
                        changed.set(n, other);
                        // The oracle does not see a skipped call, nor whether it could have been skipped.
                        if (!outcome.results().contains(Call.SKIPPED) && !table.contains(changed)) {
                            assertFalse(
                                    accepts(oracle, o, changed(outcome.run(), o.litmus().calls(), n, other)),
                                    o.litmus().name() + ": " + changed);
                            refused++;
                        }
                    }
                }
            }
        }
        assertTrue(refused > 0, "no changed outcome was tried");
    }

    /** Whether the oracle accepts all events, from the state with the test's users of the buffer. */
    private static boolean accepts(final Oracle oracle, final Outcomes o, final List<Event> events) throws Exception {
        final Oracle.Walk walk = oracle.walkFrom(new int[] {Outcomes.initial(graph(o), o.litmus())});
        return events.stream().map(Observation::of).allMatch(walk::accept);
    }

    /** Replaces the result of one return of a call; several calls may have the same name. */
    private static List<Event> changed(final List<Event> run, final List<Call> calls, final int which, final String result) {
        final List<Event> changed = new ArrayList<>(run);
        final Call call = calls.get(which);
        long later = calls.subList(which + 1, calls.size()).stream().filter(c -> c.name().equals(call.name())).count();
        for (int n = run.size() - 1; n >= 0; n--) {
            final Event e = run.get(n);
            if (e.kind() == Event.Kind.RETURN && call.endsWith(e) && later-- == 0) {
                changed.set(n, Event.ret(e.process(), e.op(), e.arg(), result));
                return changed;
            }
        }
        throw new AssertionError(call + " does not return in " + run);
    }

    @Test
    void aRunThatDoesNotEndIsShown() throws BadLitmus {
        final BadLitmus e = refused(
                base, 3, "exporter:x1 revoke never returns",
                "{ driver:i1 attach = OK; }\ndriver:i1 map | exporter:x1 revoke;");
        assertTrue(e.run().contains("driver:i1 returns map = OK"), e.run().toString());
        assertTrue(e.run().contains("exporter:x1 calls revoke"), e.run().toString());
        assertTrue(e.run().stream().anyMatch(s -> s.startsWith("exporter:x1: PutRegistration")), e.run().toString());
        refused(base, 3, "never returns",
                "{ driver:i1 attach = OK; }\ndriver:i1 map | exporter:x1 revoke;\nworker:i1 unmap? | ;");
    }

    @Test
    void aThreadThatWaitsForItsOwnLockIsRefused() throws BadLitmus {
        refused(base, 4, "driver:i1 map never returns",
                "{ driver:i1 attach = OK; driver:i2 attach = OK; }\n"
                        + "driver:i2 lock? | exporter:x1 revoke;\ndriver:i1 map |; driver:i2 unlock? |;"
                        + "worker:i1 unmap? |; driver:i1 unmap? |;");
    }

    @Test
    void whatCanGoOnForEverIsRefused() throws BadLitmus {
        final Graph spinning = new TinyGraph()
                .call(0, "driver:i1", "map", 1)
                .silent(1, 2)
                .silent(2, 3)
                .silent(3, 2)
                .ret(3, "driver:i1", "map", "OK", 0)
                .call(0, "driver:i2", "map", 4)
                .ret(4, "driver:i2", "map", "OK", 0)
                .graph();
        final BadLitmus e = refused(spinning, 3, "for ever", "{}\ndriver:i1 map? | driver:i2 map?;");
        assertEquals("and again from 3, for ever", e.run().get(e.run().size() - 1));
        assertEquals(5, e.run().size(), e.run().toString());
    }

    @Test
    void aCallForWhichTheGraphHasNoRoomIsBeyondItsBound() throws BadLitmus {
        final TinyGraph graph = new TinyGraph()
                .call(0, "driver:i1", "map", 1)
                .ret(1, "driver:i1", "map", "OK", 2)
                .call(0, "driver:i2", "map", 3)
                .ret(3, "driver:i2", "map", "OK", 4)
                .call(2, "driver:i2", "map", 5)
                .ret(5, "driver:i2", "map", "OK", 2)
                .call(4, "driver:i1", "map", 6)
                .ret(6, "driver:i1", "map", "OK", 4);
        final String text = "{}\ndriver:i1 map? | driver:i2 map?;";
        refused(graph.graph(), 3, "no two of its calls overlap", text);
        refused(graph.full(1).full(3).full(5).full(6).graph(), 3, "beyond the bound of the graph", text);
    }

    @Test
    void misuseIsRefusedUnlessItIsOptional() throws BadLitmus {
        final String start = "{ driver:i1 attach = OK; }\n";
        final BadLitmus e = refused(
                base, 4, "driver:i1 unmap would be misuse",
                start + "driver:i1 map | exporter:x1 revoke;\ndriver:i1 unmap |;");
        assertTrue(e.run().contains("driver:i1 returns map = ENODEV"), e.run().toString());
        final Outcomes o =
                Outcomes.of(base, litmus(start + "driver:i1 map | exporter:x1 revoke;\ndriver:i1 unmap? |;"));
        assertTrue(o.all().stream().anyMatch(r -> r.results().contains(Call.SKIPPED)));
    }

    @Test
    void callsAndResultsThatTheGraphDoesNotHaveAreRefused() throws BadLitmus {
        final String rows = "{}\ndriver:i1 attach | exporter:x1 revoke;\n";
        refused(base, 3, "no call driver:i7 attach; there are calls of device:i1, device:i2, driver:i1", "{}\ndriver:i7 attach | exporter:x1 revoke;");
        refused(base, 3, "no call driver:i1 submit KERNEL; driver:i1 has attach, detach, map, submit BOOKKEEP, unmap", "{}\ndriver:i1 submit KERNEL? | exporter:x1 revoke;");
        refused(base, 3, "no call exporter:x1 restore; exporter:x1 has revoke", "{}\ndriver:i1 attach | exporter:x1 restore;");
        refused(base, 3, "callback:i1 is called by others", "{}\ncallback:i1 invalidate? | exporter:x1 revoke;");
        refused(base, 4, "never has the result ENODEF", rows + "~exists (driver:i1 attach = ENODEF)");
        refused(base, 4, "never has the result -", rows + "~exists (driver:i1 attach = -)");
    }

    @Test
    void aStartStateThatIsNotReachedIsRefused() throws BadLitmus {
        final String rows = "\ndriver:i1 map | exporter:x1 close;\ndriver:i1 unmap? |;";
        refused(base, 3, "wants driver:i1 attach = OK, but the result is ENODEV",
                "{ exporter:x1 revoke = OK;\ndriver:i1 attach = OK; }" + rows);
        refused(base, 2, "driver:i1 map would be misuse", "{ driver:i1 map = OK; }" + rows);
        refused(base, 3, "exporter:x1 revoke never returns",
                "{ driver:i1 attach = OK; driver:i1 map = OK;\nexporter:x1 revoke = OK; }" + rows);
        refused(base, 2, "the lock held by i2",
                "{ driver:i1 attach = OK; driver:i2 attach = OK; driver:i2 lock = OK; }" + rows);
    }

    @Test
    void aTestWithoutAnOverlapIsRefused() throws BadLitmus {
        refused(base, 3, "no two of its calls overlap", "{}\ndriver:i1 attach;");
    }

    @Test
    void threeColumnsNeedAGraphWithRoomForThreeCalls() throws Exception {
        final String text = "{ driver:i1 attach = OK; driver:i1 map = OK; }\n"
                + "driver:i1 unmap? | worker:i1 unmap? | exporter:x1 revoke;";
        refused(base, 3, "beyond the bound of the graph", text);
        final Litmus l = litmus(text);
        assertEquals(3, Outcomes.of(GRAPHS.of(l), l).all().size());
    }

    @Test
    void whatComesLastSeesWhatAllColumnsHaveDone() throws BadLitmus {
        final String columns = "{ driver:i1 attach = OK; }\ndriver:i1 map | exporter:x1 revoke;\ndriver:i1 unmap? |;\n";
        assertTrue(Outcomes.of(base, litmus(columns + "finally { driver:i1 map; }\nforall (driver:i1 map#2 = ENODEV)"))
                .conditionHolds());
        final Outcomes restored = Outcomes.of(base, litmus(columns
                + "finally { exporter:x2 restore; driver:i1 map; }\nforall (driver:i1 map#2 = OK)"));
        assertTrue(restored.conditionHolds());
        restored.all().forEach(o -> assertEquals(5, o.results().size()));
        refused(base, 6, "exporter:x1 revoke never returns", columns
                + "finally { exporter:x2 restore; driver:i1 map;\nexporter:x1 revoke; }");
        refused(base, 6, "would be misuse", columns + "finally {\ndriver:i1 unmap; }");
    }

    @Test
    void aLockIsNotHandedToTheThreadThatComesLast() throws BadLitmus {
        final BadLitmus e = refused(base, 3, "ends with the lock held by i2",
                "{ driver:i1 attach = OK; driver:i1 map = OK; driver:i1 submit BOOKKEEP = OK; driver:i2 attach = OK; }\n"
                        + "driver:i2 lock | device:i1 signal; finally { driver:i2 unlock; }");
        assertTrue(e.run().contains("driver:i2 returns lock = OK"), e.run().toString());
    }

    @Test
    void aConditionThatDoesNotHoldIsSeen() throws BadLitmus {
        final String test = "{ driver:i1 attach = OK; }\ndriver:i1 map | exporter:x1 revoke;\ndriver:i1 unmap? |;\n";
        assertTrue(Outcomes.of(base, litmus(test + "exists (driver:i1 map = ENODEV)")).conditionHolds());
        assertFalse(Outcomes.of(base, litmus(test + "~exists (driver:i1 map = ENODEV)")).conditionHolds());
        assertFalse(Outcomes.of(base, litmus(test + "forall (driver:i1 map = ENODEV)")).conditionHolds());
    }
}
