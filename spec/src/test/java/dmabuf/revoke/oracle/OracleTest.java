// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.TinyGraph;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OracleTest {
    /**
     * A revokes, in two silent steps. B's map succeeds before the first step and fails after it. If B has its mapping, the second
     * step waits for W's unmap. States: 0 idle; 1 to 3 the revoke alone; 10 and more with a map.
     */
    private static final Graph GRAPH = new TinyGraph()
            .call(0, "exporter:x1", "revoke", 1)
            .silent(1, 2)
            .silent(2, 3)
            .ret(3, "exporter:x1", "revoke", "OK", 4)
            .call(1, "driver:i1", "map", 11)
            .call(2, "driver:i1", "map", 12)
            .silent(11, 12)
            .silent(11, 21)
            .silent(12, 22)
            .ret(21, "driver:i1", "map", "OK", 31)
            .ret(22, "driver:i1", "map", "ENODEV", 2)
            .silent(31, 32)
            .call(32, "worker:i1", "unmap", 33)
            .silent(33, 34)
            .ret(34, "worker:i1", "unmap", "OK", 2)
            .graph();

    private static Optional<Refusal> decide(final Observer observer, final String... lines) throws BadHistory {
        return new Oracle(GRAPH, observer).decide(History.parse(String.join("\n", lines)));
    }

    @Test
    void acceptsEveryOrderOfTheSilentSteps() throws BadHistory {
        for (final String result : List.of("OK", "ENODEV")) {
            assertEquals(
                    Optional.empty(),
                    decide(Observer.ALL, "exporter:x1 calls revoke", "driver:i1 calls map",
                            "driver:i1 returns map = " + result));
        }
    }

    @Test
    void aCallForWhichTheGraphHasNoRoomIsNotCalledAFault() throws BadHistory {
        final Graph graph = new TinyGraph()
                .call(0, "driver:i1", "map", 1)
                .call(0, "driver:i2", "map", 2)
                .ret(1, "driver:i1", "map", "OK", 0)
                .ret(2, "driver:i2", "map", "OK", 0)
                .call(1, "driver:i3", "unlock", 3)
                .ret(3, "driver:i3", "unlock", "OK", 1)
                .full(1)
                .full(2)
                .graph();
        final String open = "driver:i1 calls map\n";
        final Oracle oracle = new Oracle(graph);
        assertTrue(oracle.decide(History.parse(open + "driver:i2 calls map")).orElseThrow().beyond());
        assertTrue(oracle.decide(History.parse(open + "driver:i2 calls map")).orElseThrow().toString().contains("beyond the bound"));
        assertFalse(oracle.decide(History.parse(open + "driver:i2 returns map = OK")).orElseThrow().beyond());
        final String other = "driver:i2 calls map\ndriver:i3 calls unlock";
        assertFalse(oracle.decide(History.parse(other)).orElseThrow().beyond(), "others begin this call in a full state");
    }

    @Test
    void namesTheFirstEventThatCannotBeAndWhatCouldHaveBeen() throws BadHistory {
        final Refusal r = decide(Observer.ALL, "exporter:x1 calls revoke", "driver:i1 calls map",
                        "driver:i1 returns map = OK", "exporter:x1 returns revoke = OK")
                .orElseThrow();
        assertEquals(3, r.index());
        assertEquals("exporter:x1 returns revoke = OK", r.event().toString());
        assertTrue(r.known());
        assertEquals(2, r.before().size());
        assertEquals(31, r.before().state(0));
        assertEquals("[worker:i1 calls unmap]", r.allowed().toString());
        assertEquals(List.of("exporter:x1"), r.stuck());
    }

    @Test
    void refusesInWordsWhatNoEdgeHas() throws BadHistory {
        final Refusal r = decide(Observer.ALL, "exporter:x1 calls revoke", "driver:i9 calls fly").orElseThrow();
        assertFalse(r.known());
        assertTrue(r.toString().contains("no behaviour"), r.toString());
        assertFalse(decide(Observer.ALL, "driver:i9 is stuck").orElseThrow().known());
    }

    @Test
    void stuckMeansInACallFromWhichNothingSilentLeadsToTheReturn() throws BadHistory {
        assertTrue(decide(Observer.ALL, "exporter:x1 is stuck").isPresent(), "idle is not stuck");
        assertTrue(decide(Observer.ALL, "exporter:x1 calls revoke", "exporter:x1 is stuck").isPresent());
        assertTrue(decide(Observer.ALL, "exporter:x1 calls revoke", "driver:i1 calls map", "driver:i1 is stuck")
                .isPresent());
        assertEquals(
                Optional.empty(),
                decide(Observer.ALL, "exporter:x1 calls revoke", "driver:i1 calls map", "driver:i1 returns map = OK",
                        "exporter:x1 is stuck", "worker:i1 calls unmap", "worker:i1 returns unmap = OK",
                        "exporter:x1 returns revoke = OK"));
    }

    @Test
    void whatIsNotSeenIsSilent() throws BadHistory {
        final String[] mapped = {
            "exporter:x1 calls revoke", "driver:i1 calls map", "driver:i1 returns map = OK",
            "exporter:x1 returns revoke = OK"
        };
        assertTrue(decide(Observer.ALL, mapped).isPresent());
        assertEquals(Optional.empty(), decide(Observer.withoutProcesses("worker:i1"), mapped));
        assertEquals(
                Optional.empty(), decide(new Observer(Set.of(), Set.of("unmap"), Set.of(), true), mapped));
        final Event call = Event.call("worker:i1", "unmap", "-");
        final Observer noEntry = new Observer(Set.of(), Set.of(), Set.of(call), true);
        assertTrue(decide(noEntry, mapped).isPresent(), "the return is still seen");
        assertFalse(decide(Observer.withoutProcesses("worker:i1"), "worker:i1 calls unmap").orElseThrow().known());
    }

    @Test
    void anUnseenBeginningStartsAnywhere() throws BadHistory {
        final String[] tail = {"worker:i1 returns unmap = OK", "exporter:x1 returns revoke = OK"};
        assertTrue(decide(Observer.ALL, tail).isPresent());
        assertEquals(Optional.empty(), decide(Observer.ALL.late(), tail));
        assertTrue(decide(Observer.ALL.late(), tail[1], tail[1]).isPresent());
    }

    @Test
    void forgettingChangesNoVerdict() throws BadHistory {
        final History h = History.parse("exporter:x1 calls revoke\ndriver:i1 calls map\ndriver:i1 returns map = OK\n"
                + "worker:i1 calls unmap\nworker:i1 returns unmap = OK\nexporter:x1 returns revoke = OK\n");
        final Oracle small = new Oracle(new Relation(GRAPH, Observer.ALL), 150);
        final Oracle large = new Oracle(GRAPH);
        for (int n = 0; n < 3; n++) {
            assertEquals(Optional.empty(), small.decide(h));
            assertEquals(Optional.empty(), large.decide(h));
        }
        assertEquals(7, large.remembered());
        assertTrue(small.remembered() < 7, "the bound was never met");
    }

    @Test
    void aRefusedEventChangesNothing() {
        final Oracle.Walk walk = new Oracle(GRAPH).walk();
        assertFalse(walk.accept(Observation.stuck("exporter:x1")));
        assertEquals(0, walk.length());
        assertTrue(walk.accept(Observation.of(Event.call("exporter:x1", "revoke", "-"))));
        assertEquals(1, walk.length());
    }

    /** An event is possible if it is possible in either of two histories that an observer cannot tell apart. */
    @Test
    void twoWalksAreOneInWhichEitherMayGoOn() {
        final Oracle oracle = new Oracle(GRAPH);
        final Oracle.Walk mapped = oracle.walk();
        assertTrue(mapped.accept(Observation.of(Event.call("exporter:x1", "revoke", "-"))));
        assertTrue(mapped.accept(Observation.of(Event.call("driver:i1", "map", "-"))));
        final Oracle.Walk refused = mapped.fork();
        assertTrue(mapped.accept(Observation.of(Event.ret("driver:i1", "map", "-", "OK"))));
        assertTrue(refused.accept(Observation.of(Event.ret("driver:i1", "map", "-", "ENODEV"))));
        final Observation unmap = Observation.of(Event.call("worker:i1", "unmap", "-"));
        final Observation end = Observation.of(Event.ret("exporter:x1", "revoke", "-", "OK"));
        assertFalse(refused.accept(unmap) || mapped.accept(end));
        assertTrue(mapped.or(refused).accept(unmap) && mapped.or(refused).accept(end));
        assertEquals(3, refused.or(mapped).length());
        assertEquals(mapped.states(), mapped.or(mapped.fork()).states());
    }
}
