// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.live;

import dmabuf.revoke.graph.Graph;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Checks that a lasso is a fair behaviour of a graph that breaks {@code P
 * > Q}. It uses the definitions only, and nothing of the search.
 */
final class LassoCheck {
    private final Graph graph;
    private final List<FairAction> actions;

    LassoCheck(final Graph graph, final List<FairAction> actions) {
        this.graph = graph;
        this.actions = actions;
    }

    /** The reasons why a lasso is not such a behaviour; empty if it is one. */
    List<String> faults(final BitSet from, final BitSet to, final Lasso lasso) {
        final List<String> faults = new ArrayList<>();
        final List<Integer> states = new ArrayList<>(List.of(lasso.start()));
        if (IntStream.of(graph.initial()).noneMatch(s -> s == lasso.start())) {
            faults.add("it does not start in an initial state");
        }
        for (final int e : lasso.edges()) {
            if (graph.source(e) != states.get(states.size() - 1)) {
                faults.add("step " + states.size() + " does not start where the one before it ends");
            }
            states.add(graph.target(e));
        }
        if (!states.get(states.size() - 1).equals(states.get(lasso.backTo()))) {
            faults.add("it does not come back to place " + lasso.backTo());
        }
        final List<Integer> round = states.subList(lasso.backTo(), states.size());
        if (round.stream().anyMatch(to::get)) {
            faults.add("its loop has a state of Q");
        }
        int last = states.size() - 1;
        while (last >= 0 && !to.get(states.get(last))) {
            last--;
        }
        if (states.subList(last + 1, states.size()).stream().noneMatch(from::get)) {
            faults.add("it has no state of P after which Q never holds");
        }
        for (final FairAction a : actions) {
            if (!kept(a, round)) {
                faults.add("it does not keep " + a);
            }
        }
        return faults;
    }

    /** @param round the states of the loop */
    private boolean kept(final FairAction a, final List<Integer> round) {
        for (int n = 1; n < round.size(); n++) {
            if (isStep(a, round.get(n - 1), round.get(n))) {
                return true;
            }
        }
        return a.strong()
                ? round.stream().noneMatch(s -> enabled(a, s))
                : round.stream().anyMatch(s -> !enabled(a, s));
    }

    private boolean enabled(final FairAction a, final int state) {
        return edges(state).anyMatch(e -> isStep(a, state, graph.target(e)));
    }

    private boolean isStep(final FairAction a, final int state, final int target) {
        return state != target
                && edges(state)
                        .filter(e -> graph.target(e) == target)
                        .anyMatch(e -> a.steps().contains(StepName.of(graph.step(e))));
    }

    private IntStream edges(final int state) {
        return IntStream.range(graph.firstEdge(state), graph.firstEdge(state + 1));
    }
}
