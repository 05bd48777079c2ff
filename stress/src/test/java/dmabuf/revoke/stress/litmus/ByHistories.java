// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.litmus;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The outcomes of a litmus test, computed in another way: history by history, with the set of all states that are possible after
 * it, as in the oracle; callbacks are not observed. It proves nothing about runs that do not end.
 */
final class ByHistories {
    private record Reached(BitSet states, List<List<String>> results, Set<Integer> open) {}

    private final Graph graph;
    private final List<List<Call>> columns;
    /** How many of the columns race; a remaining one begins when they have ended. */
    private final int racing;
    private final Set<Reached> seen = new HashSet<>();
    private final Set<List<String>> outcomes = new HashSet<>();

    private ByHistories(final Graph graph, final List<List<Call>> columns, final int racing) {
        this.graph = graph;
        this.racing = racing;
        this.columns = columns;
    }

    static Set<List<String>> outcomes(final Graph graph, final Litmus litmus) {
        final ByHistories start =
                new ByHistories(graph, List.of(litmus.start().stream().map(Litmus.Start::call).toList()), 1);
        BitSet states = new BitSet();
        states.set(initial(graph, litmus));
        for (final Litmus.Start s : litmus.start()) {
            states = start.after(states, e -> e.equals(s.call().begins()));
            states = start.after(states, e -> s.call().endsWith(e) && e.result().equals(s.result()));
        }
        final ByHistories racing = new ByHistories(graph, litmus.parts(), litmus.columns().size());
        racing.go(new Reached(
                racing.closed(states), Collections.nCopies(litmus.parts().size(), List.of()), Set.of()));
        return racing.outcomes;
    }

    private static int initial(final Graph graph, final Litmus litmus) {
        try {
            return Outcomes.initial(graph, litmus);
        } catch (BadLitmus e) {
            throw new AssertionError(e);
        }
    }

    private void go(final Reached r) {
        if (r.states.isEmpty() || !seen.add(r)) {
            return;
        }
        boolean finished = true;
        for (int c = 0; c < columns.size(); c++) {
            final int column = c;
            if (r.results.get(c).size() == columns.get(c).size()) {
                continue;
            }
            finished = false;
            if (c >= racing && !raced(r)) {
                continue;
            }
            final Call call = columns.get(c).get(r.results.get(c).size());
            if (r.open.contains(c)) {
                final Set<Integer> open = new HashSet<>(r.open);
                open.remove(column);
                for (final Event e : graph.events()) {
                    if (e != null && call.endsWith(e)) {
                        go(new Reached(after(r.states, e::equals), with(r.results, c, e.result()), open));
                    }
                }
            } else {
                final Set<Integer> open = new HashSet<>(r.open);
                open.add(column);
                go(new Reached(after(r.states, call.begins()::equals), r.results, open));
                if (call.optional()) {
                    final BitSet misuse = new BitSet();
                    r.states.stream().filter(s -> !begins(s, call)).forEach(misuse::set);
                    go(new Reached(closed(misuse), with(r.results, c, Call.SKIPPED), r.open));
                }
            }
        }
        if (finished) {
            outcomes.add(r.results.stream().flatMap(List::stream).toList());
        }
    }

    private boolean raced(final Reached r) {
        return IntStream.range(0, racing).allMatch(c -> r.results.get(c).size() == columns.get(c).size());
    }

    private static List<List<String>> with(final List<List<String>> results, final int column, final String result) {
        final List<List<String>> longer = new ArrayList<>();
        results.forEach(r -> longer.add(new ArrayList<>(r)));
        longer.get(column).add(result);
        return longer;
    }

    private boolean begins(final int state, final Call call) {
        for (int e = graph.firstEdge(state); e < graph.firstEdge(state + 1); e++) {
            if (call.begins().equals(graph.event(e))) {
                return true;
            }
        }
        return false;
    }

    private BitSet after(final BitSet states, final Predicate<Event> event) {
        final BitSet targets = new BitSet();
        states.stream().forEach(s -> {
            for (int e = graph.firstEdge(s); e < graph.firstEdge(s + 1); e++) {
                if (graph.event(e) != null && event.test(graph.event(e))) {
                    targets.set(graph.target(e));
                }
            }
        });
        return closed(targets);
    }

    private BitSet closed(final BitSet states) {
        final BitSet reached = (BitSet) states.clone();
        final Deque<Integer> stack = new ArrayDeque<>(states.stream().boxed().toList());
        while (!stack.isEmpty()) {
            final int s = stack.pop();
            for (int e = graph.firstEdge(s); e < graph.firstEdge(s + 1); e++) {
                final Event event = graph.event(e);
                if ((event == null || event.process().startsWith("callback:")) && !reached.get(graph.target(e))) {
                    reached.set(graph.target(e));
                    stack.push(graph.target(e));
                }
            }
        }
        return reached;
    }
}
