// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.live;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph with the fair actions that each edge is a step of, as a set of bits: bit n stands for the n-th of {@link #actions}.
 *
 * <p>A step of an action is a pair of states, whatever its name: if two edges lead from one state to another, each is a step of
 * all actions of both. An edge from a state to itself changes nothing and is no step of any action.
 */
class FairGraph {
    final Graph graph;
    final List<FairAction> actions;
    /** The bits of the strong actions. */
    final long strong;

    private final long[] steps;
    private final long[] enabled;

    FairGraph(final Graph graph, final List<FairAction> actions) {
        if (actions.size() > Long.SIZE) {
            throw new IllegalArgumentException(actions.size() + " fair actions, and room for " + Long.SIZE);
        }
        this.graph = graph;
        this.actions = List.copyOf(actions);
        long s = 0;
        for (int n = 0; n < actions.size(); n++) {
            s |= actions.get(n).strong() ? 1L << n : 0;
        }
        this.strong = s;
        this.steps = new long[graph.edges()];
        this.enabled = new long[graph.states()];
        final Map<Step, Long> named = new HashMap<>();
        for (int state = 0; state < graph.states(); state++) {
            for (int e = graph.firstEdge(state); e < graph.firstEdge(state + 1); e++) {
                final long bits = named.computeIfAbsent(graph.step(e), this::bits);
                steps[e] = counts(state, e) ? bits : 0;
                enabled[state] |= enables(state, e) ? bits : 0;
            }
            share(state);
        }
    }

    /** Whether an edge is a step of its actions, that is, whether it changes anything. */
    boolean counts(final int state, final int edge) {
        return graph.target(edge) != state;
    }

    /** Whether an edge makes its actions possible in its first state. */
    boolean enables(final int state, final int edge) {
        return counts(state, edge);
    }

    /** Edges between the same two states are steps of the same actions. */
    private void share(final int state) {
        for (int e = graph.firstEdge(state); e < graph.firstEdge(state + 1); e++) {
            for (int f = graph.firstEdge(state); f < graph.firstEdge(state + 1); f++) {
                if (graph.target(e) == graph.target(f)) {
                    steps[e] |= steps[f];
                }
            }
        }
    }

    private long bits(final Step step) {
        final StepName name = StepName.of(step);
        long bits = 0;
        for (int n = 0; n < actions.size(); n++) {
            bits |= actions.get(n).steps().contains(name) ? 1L << n : 0;
        }
        return bits;
    }

    /** The actions that an edge is a step of. */
    final long steps(final int edge) {
        return steps[edge];
    }

    /** The actions that are possible in a state. */
    final long enabled(final int state) {
        return enabled[state];
    }
}
