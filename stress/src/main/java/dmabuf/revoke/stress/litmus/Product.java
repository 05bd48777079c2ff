// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.litmus;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.stress.litmus.Runs.Arc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The product of the graph and the columns of a litmus test: every run of the test that the spec allows.
 *
 * <p>A call of a process in a column is made when the column reaches it, and ends when the graph lets it return. A call of a
 * process that is called by another's step, not from outside (a callback), happens where the graph has it, and so do silent
 * steps. All other processes make no call. The calls after {@code finally} are one more column, which begins when all others have
 * ended.
 *
 * <p>A complete product proves that no run reaches a state in which a call would be misuse or in which the graph has no room for
 * it, and that every run ends, because only the end states have no step, and no run returns to a state.
 */
final class Product {
    /** The case of Properties.tla that says that the graph has room for no further call. */
    private static final String FULL = "Full";

    /** The variable of Buffer.tla for the owner of the reservation lock, and its value if there is none. */
    private static final String LOCK = "resv";

    private static final String FREE = "free";

    /** The nested processes of graphs in use; guarded by itself. */
    private static final Map<Graph, Set<String>> NESTED = new WeakHashMap<>();

    private final Graph graph;
    private final Litmus litmus;
    private final List<List<Call>> columns;
    /** How many of the columns race; one more follows them. */
    private final int racing;
    private final Set<String> nested;
    private final Runs runs;

    /**
     * @param states of the graph in which the test starts
     * @param racing the columns that race
     * @param last the calls when all of them have ended; may be empty
     * @throws BadLitmus if a run does not end, or if a call is misuse, or beyond the bound of the graph
     */
    Product(
            final Graph graph,
            final Collection<Integer> states,
            final Litmus litmus,
            final List<List<Call>> racing,
            final List<Call> last)
            throws BadLitmus {
        this.graph = graph;
        this.litmus = litmus;
        this.racing = racing.size();
        this.columns = last.isEmpty() ? racing : Stream.concat(racing.stream(), Stream.of(last)).toList();
        this.nested = nested(graph);
        for (final Call c : columns.stream().flatMap(List::stream).toList()) {
            exists(c);
        }
        final List<Node> starts = states.stream()
                .map(s -> new Node(s, Collections.nCopies(columns.size(), List.of()), 0))
                .toList();
        this.runs = new Runs(graph, starts);
        explore(starts);
        final Runs.Cycle cycle = runs.cycle();
        if (cycle != null) {
            throw new BadLitmus(
                    litmus.file(), unfinished(cycle.node()).line(),
                    "not every run ends: these steps can go on for ever", cycle.steps());
        }
    }

    /** The processes that are called within the steps of others: callbacks. */
    static Set<String> nested(final Graph graph) {
        synchronized (NESTED) {
            return NESTED.computeIfAbsent(graph, Product::find);
        }
    }

    private static Set<String> find(final Graph graph) {
        final Set<String> nested = new TreeSet<>();
        for (int e = 0; e < graph.edges(); e++) {
            final Event event = graph.event(e);
            if (event != null
                    && event.kind() == Event.Kind.CALL
                    && !graph.step(e).process().equals(event.process())) {
                nested.add(event.process());
            }
        }
        return nested;
    }

    private void exists(final Call c) throws BadLitmus {
        if (nested.contains(c.process())) {
            throw new BadLitmus(litmus.file(), c.line(), c.process() + " is called by others, not from outside");
        }
        if (!graph.events().contains(c.begins())) {
            throw new BadLitmus(
                    litmus.file(), c.line(), "the graph has no call " + c.name() + "; " + thereAre(c.process()));
        }
    }

    /** The existing calls of a process, or the processes if it does not exist. */
    private String thereAre(final String process) {
        final Set<String> calls = new TreeSet<>();
        final Set<String> processes = new TreeSet<>();
        for (final Event e : graph.events()) {
            if (e != null && e.kind() == Event.Kind.CALL && !nested.contains(e.process())) {
                processes.add(e.process());
                if (e.process().equals(process)) {
                    calls.add(e.op() + (e.arg().equals("-") ? "" : " " + e.arg()));
                }
            }
        }
        return calls.isEmpty()
                ? "there are calls of " + String.join(", ", processes)
                : process + " has " + String.join(", ", calls);
    }

    private void explore(final List<Node> starts) throws BadLitmus {
        final Deque<Node> queue = new ArrayDeque<>(starts);
        while (!queue.isEmpty()) {
            final Node n = queue.remove();
            if (finished(n)) {
                continue;
            }
            if (raced(n) && !n.isOpen(racing) && n.results().get(racing).isEmpty()) {
                unlocked(n);
            }
            final List<Arc> steps = steps(n);
            if (steps.isEmpty()) {
                final Call open = unfinished(n);
                throw refused(n, open, "not every run ends: after these steps " + open.name() + " never returns");
            }
            queue.addAll(runs.add(n, steps));
        }
    }

    private boolean finished(final Node n) {
        return IntStream.range(0, columns.size()).allMatch(c -> call(n, c) == null);
    }

    /** Whether the racing columns have ended. */
    private boolean raced(final Node n) {
        return IntStream.range(0, racing).allMatch(c -> call(n, c) == null);
    }

    /** Checks that the columns leave no lock held: the last calls are made by another thread. */
    private void unlocked(final Node n) throws BadLitmus {
        final String owner = lockedBy(graph, n.state());
        if (owner != null) {
            throw refused(
                    n, columns.get(racing).get(0),
                    "a run of the columns ends with the lock held by " + owner + ", but a lock belongs to its thread");
        }
    }

    /** The owner of the reservation lock; null if there is none. */
    static String lockedBy(final Graph graph, final int state) {
        final int lock = graph.variables().indexOf(LOCK);
        final String owner = lock < 0 ? FREE : graph.value(state, lock).text();
        return owner.equals(FREE) ? null : owner;
    }

    /** The current call of a column, if it may begin or has begun; else null. */
    private Call ready(final Node n, final int column) {
        return column < racing || raced(n) ? call(n, column) : null;
    }

    /** The current call of a column; null if it has made all. */
    private Call call(final Node n, final int column) {
        final int at = n.results().get(column).size();
        return at == columns.get(column).size() ? null : columns.get(column).get(at);
    }

    /** The first call that has not ended. */
    private Call unfinished(final Node n) {
        return IntStream.range(0, columns.size())
                .mapToObj(c -> call(n, c))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    private List<Arc> steps(final Node n) throws BadLitmus {
        final List<Arc> steps = new ArrayList<>();
        final Set<Integer> may = new HashSet<>();
        for (int e = graph.firstEdge(n.state()); e < graph.firstEdge(n.state() + 1); e++) {
            final Event event = graph.event(e);
            final int t = graph.target(e);
            if (event == null || nested.contains(event.process())) {
                steps.add(Arc.step(n, e, n.at(t)));
                continue;
            }
            for (int c = 0; c < columns.size(); c++) {
                final Call call = ready(n, c);
                if (call != null && !n.isOpen(c) && event.equals(call.begins())) {
                    steps.add(Arc.step(n, e, n.begun(t, c)));
                    may.add(c);
                } else if (call != null && n.isOpen(c) && call.endsWith(event)) {
                    steps.add(Arc.step(n, e, n.ended(t, c, event.result())));
                }
            }
        }
        for (int c = 0; c < columns.size(); c++) {
            if (ready(n, c) != null && !n.isOpen(c) && !may.contains(c)) {
                steps.add(skipped(n, c));
            }
        }
        return steps;
    }

    /** Skips a call that cannot begin now, if it is optional and the reason is not the bound of the graph. */
    private Arc skipped(final Node n, final int column) throws BadLitmus {
        final Call call = call(n, column);
        if (graph.verdictsOfState(n.state()).met().contains(FULL)) {
            throw refused(n, call, call.name() + " is beyond the bound of the graph: it has as many calls as it can");
        }
        if (!call.optional()) {
            throw refused(n, call, call.name() + " would be misuse after these steps; with a ? it would be skipped");
        }
        return Arc.skip(n, call, n.ended(n.state(), column, Call.SKIPPED));
    }

    private BadLitmus refused(final Node n, final Call call, final String reason) {
        return new BadLitmus(litmus.file(), call.line(), reason, runs.stepsTo(n));
    }

    Runs runs() {
        return runs;
    }

    /** The nodes in which every call has ended, nearest first. */
    List<Node> ends() {
        return runs.nodes().stream().filter(this::finished).toList();
    }

    /** The results of the runs in which each call begins only when none is in progress. */
    Set<List<String>> serialResults() {
        return runs.serial().stream().filter(this::finished).map(Node::allResults).collect(Collectors.toSet());
    }
}
