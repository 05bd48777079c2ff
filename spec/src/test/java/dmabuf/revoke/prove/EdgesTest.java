// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.graph.Compare;
import dmabuf.revoke.check.Design;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.service.Settings;
import dmabuf.revoke.service.Tools;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The formulas are compared with TLC, state by state: the states to which they lead, and the values of the claims there. */
@Tag("tlc")
class EdgesTest {
    /** The number of states for each action. */
    private static final int EACH = 6;

    /** As in the proof, each thread may be asked for every operation; the scene still bounds the number of calls at a time. */
    private static final String ANY = "\n  Ops <- AnyOps\n  Populations <- AnyMix\n";

    private final long seed = Settings.today();

    /** The result of a comparison in which a test has changed some conditions. Every action of the graph must occur. */
    private Edges.Found found(
            final Tools tools, final String design, final String scene, final UnaryOperator<Condition> fault) throws Exception {
        final Protocol p = new Prover(tools.spec()).protocol(design, tools.spec().file("scenes/" + scene + ".cfg") + ANY);
        final List<Condition> conditions = new ArrayList<>();
        for (final Condition c : new Conditions(p).all()) {
            final Condition changed = fault.apply(c);
            if (changed != null) {
                conditions.add(changed);
            }
        }
        final Graph g = tools.shop().graph(Design.named(design, tools.spec()), scene);
        final Edges e = new Edges(p, conditions, g);
        final Edges.Found f = e.compare(e.drawn(EACH, new Random(seed)));
        final Set<String> lacking = new TreeSet<>(Compare.fired(g));
        lacking.removeAll(f.met());
        assertEquals(Set.of(), lacking, () -> "actions that were not met, with the seed " + seed);
        return f;
    }

    private void agrees(final Tools tools, final String design, final String scene) throws Exception {
        final Edges.Found f = found(tools, design, scene, c -> c);
        assertEquals(List.of(), f.missing(), () -> "only TLC has these, with the seed " + seed);
        assertEquals(List.of(), f.extra(), () -> "TLC does not have these, with the seed " + seed);
        assertEquals(List.of(), f.wrong(), () -> "with the seed " + seed);
        assertTrue(f.both() > f.states(), "few edges were compared");
    }

    @Tag("full")
    @Test
    void theStepsOfTheReferenceAreThoseOfTlc() throws Exception {
        final Tools tools = Tools.open();
        agrees(tools, "Reference", "threads");
        agrees(tools, "Reference", "history");
        agrees(tools, "Reference", "cpu-jobs");
    }

    @Tag("full")
    @Test
    void theClaimsHaveTheValuesThatTlcGivesThem() throws Exception {
        final Tools tools = Tools.open();
        final Set<String> seen = new TreeSet<>();
        for (final String bug : List.of("NoMapTest", "NoFenceWait", "NoUnmapWait", "UnmapUnderJob", "HalfReady", "CpuUngated")) {
            final Edges.Found f = found(tools, bug, "deciding", c -> c);
            assertEquals(List.of(), f.wrong(), () -> bug + " with the seed " + seed);
            assertEquals(List.of(), f.missing(), () -> bug + " with the seed " + seed);
            seen.addAll(f.seen());
        }
        for (final String claim : List.of("S1", "S5", "Unmapped", "C2", "Refines", "CallbackReady")) {
            assertTrue(seen.contains(claim + " TRUE"), claim);
            assertTrue(seen.contains(claim + " FALSE"), () -> claim + " is never false in what was drawn, with the seed " + seed);
        }
    }

    @Tag("full")
    @Test
    void aWayThatIsLostIsMissed() throws Exception {
        final Edges.Found f = faulty(c -> c.name().startsWith("ResvLock") ? null : c);
        assertTrue(f.missing().stream().anyMatch(m -> m.contains("ResvLock")), () -> f.missing().toString());
    }

    @Tag("full")
    @Test
    void aVariableThatDoesNotStayIsMissed() throws Exception {
        final Edges.Found f = faulty(c -> leaving(c, "ResvLock", "flag", Val.Truth.of(true)));
        assertFalse(f.missing().isEmpty());
        assertFalse(f.extra().isEmpty());
    }

    @Tag("full")
    @Test
    void anExceptThatChangesEverybodyIsMissed() throws Exception {
        final Edges.Found f = faulty(c -> {
            if (c.step() == null || !c.name().startsWith("SetFlag")) {
                return c;
            }
            final Val.Fun before = (Val.Fun) c.step().next().get("exp");
            final Map<Sort.Unbounded, Val.Body> all = new LinkedHashMap<>();
            before.bodies().forEach((s, b) -> all.put(s, e -> b.at(new Val.Elem(s, c.step().chosen().get(0)))));
            return leaving(c, "SetFlag", "exp", new Val.Fun(all));
        });
        assertFalse(f.missing().isEmpty());
    }

    @Tag("full")
    @Test
    void aGuardThatIsLostIsMissed() throws Exception {
        final Edges.Found f = faulty(c -> {
            if (c.step() == null || !c.name().startsWith("Detach(")) {
                return c;
            }
            Path fewer = Path.START;
            for (final Term t : c.step().path().facts().subList(0, 1)) {
                fewer = fewer.and(t);
            }
            final Step s = c.step();
            return new Condition(c.name(), new Step(s.action(), s.process(), fewer, s.next(), s.names()), true, fewer.facts(), c.goals());
        });
        assertTrue(f.extra().stream().anyMatch(x -> x.contains("Detach")), () -> f.extra().toString());
    }

    private static Condition leaving(final Condition c, final String action, final String variable, final Val v) {
        if (c.step() == null || !c.name().startsWith(action + "(")) {
            return c;
        }
        return new Condition(c.name(), c.step().leaving(variable, v), c.invariant(), c.given(), c.goals());
    }

    /** The same with the states of one graph, where a fault may hide actions. */
    private Edges.Found faulty(final UnaryOperator<Condition> fault) throws Exception {
        final Tools tools = Tools.open();
        final Protocol p = new Prover(tools.spec()).protocol("Reference", tools.spec().file("scenes/history.cfg") + ANY);
        final List<Condition> conditions = new ArrayList<>();
        for (final Condition c : new Conditions(p).all()) {
            final Condition changed = fault.apply(c);
            if (changed != null) {
                conditions.add(changed);
            }
        }
        final Edges e = new Edges(p, conditions, tools.shop().graph(Design.named("Reference", tools.spec()), "history"));
        return e.compare(e.drawn(EACH, new Random(seed)));
    }
}
