// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.TinyGraph;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The search in graphs made by hand, and in thousands of random ones, is compared with the definition of fairness. */
class LassoSearchTest {
    private static final int GRAPHS = 3000;

    private static FairAction weak(final String process) {
        return new FairAction("W", process, false, Set.of(new StepName("Some", List.of("p", process))));
    }

    private static FairAction strong(final String process) {
        return new FairAction("S", process, true, Set.of(new StepName("Some", List.of("p", process))));
    }

    private static BitSet states(final int... states) {
        final BitSet set = new BitSet();
        for (final int s : states) {
            set.set(s);
        }
        return set;
    }

    private static Lasso find(final Graph g, final List<FairAction> actions, final BitSet from, final BitSet to) {
        return new LassoSearch(new FairSearch(new FairGraph(g, actions))).find(from, to);
    }

    @Test
    void withoutFairnessABehaviourStops() {
        final Graph g = new TinyGraph().call(0, "p:a", "op", 1).graph();
        assertEquals(new Lasso(0, List.of(), 0), find(g, List.of(), states(0), states(1)));
        assertNull(find(g, List.of(weak("a")), states(0), states(1)));
    }

    /** From 0 a behaviour can loop through 1 and 2 for ever, or leave from 1. */
    private static Graph round() {
        return new TinyGraph().call(0, "p:b", "op", 1).call(1, "p:b", "op", 2).call(2, "p:b", "op", 1)
                .call(1, "p:a", "op", 3).graph();
    }

    @Test
    void whatIsPossibleAgainAndAgainMustBeDoneOnlyIfItIsStrong() {
        final List<FairAction> weak = List.of(weak("a"), weak("b"));
        final Lasso l = find(round(), weak, states(0), states(3));
        assertEquals(3, l.length());
        assertEquals(1, l.backTo());
        assertEquals(List.of(), new LassoCheck(round(), weak).faults(states(0), states(3), l));
        assertNull(find(round(), List.of(strong("a"), weak("b")), states(0), states(3)));
    }

    @Test
    void aStepThatChangesNothingIsNone() {
        final Graph g = new TinyGraph().call(0, "p:a", "op", 0).call(0, "p:b", "op", 1).graph();
        assertEquals(new Lasso(0, List.of(), 0), find(g, List.of(weak("a"), strong("a")), states(0), states(1)));
    }

    @Test
    void twoEdgesBetweenTheSameStatesAreStepsOfBoth() {
        final Graph g = new TinyGraph().call(0, "p:b", "op", 1).call(1, "p:a", "op", 0).call(1, "p:b", "op", 0).graph();
        assertNotNull(find(g, List.of(strong("a"), strong("b")), states(0), states()));
        assertEquals(2, find(g, List.of(strong("a"), strong("b")), states(0), states()).length());
    }

    @Test
    void theRoundHasWhatFairnessAsksOf() {
        final Graph g = new TinyGraph().call(0, "p:b", "op", 1).call(1, "p:b", "op", 0).call(1, "p:a", "op", 2)
                .call(2, "p:b", "op", 0).graph();
        final List<FairAction> actions = List.of(strong("a"), weak("b"));
        final Lasso l = find(g, actions, states(0), states());
        assertEquals(List.of(), new LassoCheck(g, actions).faults(states(0), states(), l));
        assertEquals(3, l.length());
    }

    @Test
    void theCheckOfALassoFindsEachFault() {
        final List<FairAction> actions = List.of(strong("a"), weak("b"));
        final LassoCheck check = new LassoCheck(round(), actions);
        final BitSet p = states(0);
        final BitSet q = states(3);
        final Lasso unfair = new Lasso(0, List.of(0, 1, 3), 1);
        assertEquals(List.of("it does not keep SF S a"), check.faults(p, q, unfair));
        assertFalse(check.faults(p, q, new Lasso(1, List.of(), 0)).isEmpty(), "starts elsewhere");
        assertFalse(check.faults(p, q, new Lasso(0, List.of(3), 1)).isEmpty(), "a gap");
        assertFalse(check.faults(p, q, new Lasso(0, List.of(0), 0)).isEmpty(), "does not come back");
        assertEquals(1, new LassoCheck(round(), List.of()).faults(states(3), q, unfair).size());
        assertEquals(1, new LassoCheck(round(), List.of()).faults(p, states(2), unfair).stream()
                .filter(f -> f.contains("state of Q")).count());
    }

    /** A random case: a graph of up to five states, P, Q, and the fair actions, all drawn with one seed. */
    private record Drawn(Graph graph, List<FairAction> actions, BitSet from, BitSet to) {
        static Drawn of(final long seed) {
            final Random r = new Random(seed);
            final int states = 3 + r.nextInt(3);
            final TinyGraph g = new TinyGraph();
            final int edges = states + r.nextInt(2 * states);
            g.call(states - 1, "p:c", "op", r.nextInt(states));
            for (int n = 0; n < edges; n++) {
                g.call(r.nextInt(states), "p:" + "abc".charAt(r.nextInt(3)), "op", r.nextInt(states));
            }
            final List<FairAction> actions = new ArrayList<>();
            for (final String process : List.of("a", "b", "c")) {
                if (r.nextInt(4) > 0) {
                    actions.add(r.nextBoolean() ? strong(process) : weak(process));
                }
            }
            final BitSet from = states(r.nextInt(states), r.nextInt(states));
            final BitSet to = states(r.nextInt(states));
            return new Drawn(g.graph(), actions, from, to);
        }

        /**
         * Whether the claim is broken, by the definition: there is a strongly connected set of states, reached from P without Q,
         * in which every fairness is kept.
         */
        boolean broken() {
            final BitSet reached = closure(states(0), new BitSet());
            final BitSet owed = (BitSet) from.clone();
            owed.and(reached);
            owed.andNot(to);
            final BitSet waiting = closure(owed, to);
            for (int bits = 1; bits < 1 << graph.states(); bits++) {
                final BitSet set = BitSet.valueOf(new long[] {bits});
                if (set.stream().allMatch(waiting::get) && connected(set) && actions.stream().allMatch(a -> kept(a, set))) {
                    return true;
                }
            }
            return false;
        }

        private boolean connected(final BitSet set) {
            final BitSet others = new BitSet();
            others.set(0, graph.states());
            others.andNot(set);
            return set.stream().allMatch(s -> closure(states(s), others).equals(set));
        }

        private BitSet closure(final BitSet start, final BitSet but) {
            final BitSet all = (BitSet) start.clone();
            for (int n = 0; n < graph.states(); n++) {
                for (int e = 0; e < graph.edges(); e++) {
                    if (all.get(graph.source(e)) && !but.get(graph.target(e))) {
                        all.set(graph.target(e));
                    }
                }
            }
            return all;
        }

        private boolean kept(final FairAction a, final BitSet set) {
            final BitSet enabled = new BitSet();
            boolean taken = false;
            for (int e = 0; e < graph.edges(); e++) {
                for (int f = 0; f < graph.edges(); f++) {
                    final boolean same = graph.source(e) == graph.source(f) && graph.target(e) == graph.target(f);
                    final boolean step = same
                            && graph.source(e) != graph.target(e)
                            && a.steps().contains(StepName.of(graph.step(f)));
                    enabled.set(graph.source(e), step || enabled.get(graph.source(e)));
                    taken |= step && set.get(graph.source(e)) && set.get(graph.target(e));
                }
            }
            return taken || (a.strong() ? set.stream().noneMatch(enabled::get) : !set.stream().allMatch(enabled::get));
        }

        /** Whether an answer is wrong; null stands for the answer that the claim holds. */
        boolean wrong(final Lasso l) {
            return broken() != (l != null) || l != null && !new LassoCheck(graph, actions).faults(from, to, l).isEmpty();
        }
    }

    @Test
    void theSearchIsRightInRandomGraphs() {
        int broken = 0;
        for (long seed = 0; seed < GRAPHS; seed++) {
            final Drawn d = Drawn.of(seed);
            assertFalse(d.wrong(find(d.graph, d.actions, d.from, d.to)), "seed " + seed);
            broken += d.broken() ? 1 : 0;
        }
        assertFalse(broken < GRAPHS / 10 || broken > GRAPHS * 9 / 10, broken + " of " + GRAPHS + " are broken");
    }

    @ParameterizedTest
    @EnumSource(SeededBug.class)
    void everySeededBugIsCaught(final SeededBug bug) {
        for (long seed = 0; seed < GRAPHS; seed++) {
            final Drawn d = Drawn.of(seed);
            try {
                if (d.wrong(bug.find(d.graph, d.actions, d.from, d.to))) {
                    return;
                }
            } catch (IllegalStateException e) {
                return; // the bug took an unfair part for a fair one, in which there is no fair loop
            }
        }
        throw new AssertionError(bug + " is caught by no graph");
    }
}
