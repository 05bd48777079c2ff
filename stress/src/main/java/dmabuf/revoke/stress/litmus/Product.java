package dmabuf.revoke.stress.litmus;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The graph and the columns of a litmus test, step by step together: every run of the test that the spec allows.
 *
 * <p>A call of a process in a column is made when its column is at it, and ends when the graph lets it return. A call of
 * a process that is called by another's step, not from outside (a callback), comes as the graph gives it, and so do
 * silent steps. All other processes make no call.
 *
 * <p>It is whole when it has been made: no run comes to a state where a call would be misuse, or where the graph has no
 * room for it; and every run ends, because no state but those at the end is without a step, and no run comes back to a
 * state.
 */
final class Product {
    /** The case of Properties.tla that says that the graph has room for no further call. */
    private static final String FULL = "Full";

    private static final int SKIP = -1;

    /**
     * A state of the graph, and how far the columns are.
     *
     * @param results of the calls that have ended, by column
     * @param open the columns that are in a call, a bit each
     */
    record Node(int state, List<List<String>> results, int open) {
        private boolean isOpen(final int column) {
            return (open >> column & 1) != 0;
        }

        /** More than one call is under way. */
        boolean overlaps() {
            return Integer.bitCount(open) > 1;
        }

        List<String> allResults() {
            return results.stream().flatMap(List::stream).toList();
        }

        private Node at(final int target) {
            return new Node(target, results, open);
        }

        private Node begun(final int target, final int column) {
            return new Node(target, results, open | 1 << column);
        }

        private Node ended(final int target, final int column, final String result) {
            final List<List<String>> longer = new ArrayList<>(results);
            final List<String> own = new ArrayList<>(results.get(column));
            own.add(result);
            longer.set(column, List.copyOf(own));
            return new Node(target, List.copyOf(longer), open & ~(1 << column));
        }
    }

    /** A step: an edge of the graph, or a call that is skipped. */
    private record Arc(Node from, int edge, Call skipped, Node to) {}

    private final Graph graph;
    private final Litmus litmus;
    private final List<List<Call>> columns;
    private final Set<String> nested;
    private final Map<Node, List<Arc>> arcs = new LinkedHashMap<>();
    private final Map<Node, Arc> first = new HashMap<>();
    private final List<Node> starts = new ArrayList<>();

    /** @throws BadLitmus if not every run ends, or if a call is misuse, or beyond the bound of the graph */
    Product(final Graph graph, final Collection<Integer> states, final Litmus litmus, final List<List<Call>> columns)
            throws BadLitmus {
        this.graph = graph;
        this.litmus = litmus;
        this.columns = columns;
        this.nested = nested(graph);
        for (final Call c : columns.stream().flatMap(List::stream).toList()) {
            exists(c);
        }
        for (final Integer s : states) {
            starts.add(new Node(s, Collections.nCopies(columns.size(), List.of()), 0));
        }
        explore();
        acyclic();
    }

    /** The processes that are called within the steps of others: callbacks. */
    private static Set<String> nested(final Graph graph) {
        final Set<String> nested = new TreeSet<>();
        for (int e = 0; e < graph.edges(); e++) {
            final Event event = graph.event(e);
            if (event != null && event.kind() == Event.Kind.CALL && !graph.step(e).process().equals(event.process())) {
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
            throw new BadLitmus(litmus.file(), c.line(), "the graph has no call " + c.name());
        }
    }

    private void explore() throws BadLitmus {
        final Deque<Node> queue = new ArrayDeque<>(starts);
        starts.forEach(s -> arcs.put(s, List.of()));
        while (!queue.isEmpty()) {
            final Node n = queue.remove();
            final List<Arc> steps = finished(n) ? List.of() : steps(n);
            if (steps.isEmpty() && !finished(n)) {
                throw endless(n);
            }
            arcs.put(n, steps);
            for (final Arc a : steps) {
                if (!arcs.containsKey(a.to)) {
                    arcs.put(a.to, List.of());
                    first.put(a.to, a);
                    queue.add(a.to);
                }
            }
        }
    }

    private boolean finished(final Node n) {
        return IntStream.range(0, columns.size()).allMatch(c -> n.results.get(c).size() == columns.get(c).size());
    }

    /** The call at which a column is; null if it has made all. */
    private Call call(final Node n, final int column) {
        final int at = n.results.get(column).size();
        return at == columns.get(column).size() ? null : columns.get(column).get(at);
    }

    private List<Arc> steps(final Node n) throws BadLitmus {
        final List<Arc> steps = new ArrayList<>();
        int may = 0;
        for (int e = graph.firstEdge(n.state); e < graph.firstEdge(n.state + 1); e++) {
            final Event event = graph.event(e);
            final int t = graph.target(e);
            if (event == null || nested.contains(event.process())) {
                steps.add(new Arc(n, e, null, n.at(t)));
                continue;
            }
            for (int c = 0; c < columns.size(); c++) {
                final Call call = call(n, c);
                if (call != null && !n.isOpen(c) && event.equals(call.begins())) {
                    steps.add(new Arc(n, e, null, n.begun(t, c)));
                    may |= 1 << c;
                } else if (call != null && n.isOpen(c) && call.endsWith(event)) {
                    steps.add(new Arc(n, e, null, n.ended(t, c, event.result())));
                }
            }
        }
        for (int c = 0; c < columns.size(); c++) {
            final Call call = call(n, c);
            if (call != null && !n.isOpen(c) && (may >> c & 1) == 0) {
                steps.add(skipped(n, c, call));
            }
        }
        return steps;
    }

    /** A call that cannot begin now is skipped, if it may be and if the reason is not the bound of the graph. */
    private Arc skipped(final Node n, final int column, final Call call) throws BadLitmus {
        if (graph.verdictsOfState(n.state).met().contains(FULL)) {
            throw refused(n, call, call.name() + " is beyond the bound of the graph, which has as many calls open as it can");
        }
        if (!call.optional()) {
            throw refused(n, call, call.name() + " would be misuse after these steps; with a ? it would be skipped");
        }
        return new Arc(n, SKIP, call, n.ended(n.state, column, Call.SKIPPED));
    }

    /** Takes away, again and again, what nothing leads to any more; what is left lies on cycles or behind them. */
    private void acyclic() throws BadLitmus {
        final Map<Node, Integer> into = new HashMap<>();
        arcs.values().forEach(list -> list.forEach(a -> into.merge(a.to, 1, Integer::sum)));
        final Deque<Node> free = new ArrayDeque<>(arcs.keySet());
        free.removeIf(into::containsKey);
        final Set<Node> left = new HashSet<>(arcs.keySet());
        while (!free.isEmpty()) {
            final Node n = free.remove();
            left.remove(n);
            for (final Arc a : arcs.get(n)) {
                if (into.merge(a.to, -1, Integer::sum) == 0) {
                    free.add(a.to);
                }
            }
        }
        if (!left.isEmpty()) {
            throw cycle(left);
        }
    }

    /** Each node that is left has one before it that is left: backwards, a node comes again. */
    private BadLitmus cycle(final Set<Node> left) {
        final Map<Node, Arc> before = new HashMap<>();
        left.forEach(n -> arcs.get(n).stream().filter(a -> left.contains(a.to)).forEach(a -> before.put(a.to, a)));
        final Set<Node> seen = new HashSet<>();
        Node n = left.iterator().next();
        while (seen.add(n)) {
            n = before.get(n).from;
        }
        final List<Arc> loop = new ArrayList<>();
        Arc a = before.get(n);
        loop.add(a);
        while (!a.from.equals(n)) {
            a = before.get(a.from);
            loop.add(a);
        }
        Collections.reverse(loop);
        final List<String> run = texts(arcsTo(n));
        final int again = run.size() + 1;
        run.addAll(texts(loop));
        run.add("and again from " + again + ", for ever");
        final Call open = unfinished(n);
        return new BadLitmus(
                litmus.file(), open.line(), "not every run ends: these steps can go on for ever", run);
    }

    private BadLitmus endless(final Node n) {
        final Call open = unfinished(n);
        return refused(n, open, "not every run ends: after these steps " + open.name() + " never returns");
    }

    /** The first call that has not ended. */
    private Call unfinished(final Node n) {
        return IntStream.range(0, columns.size())
                .mapToObj(c -> call(n, c))
                .filter(c -> c != null)
                .findFirst()
                .orElseThrow();
    }

    private BadLitmus refused(final Node n, final Call call, final String reason) {
        return new BadLitmus(litmus.file(), call.line(), reason, texts(arcsTo(n)));
    }

    /** A shortest way to a node. */
    private List<Arc> arcsTo(final Node n) {
        final List<Arc> way = new ArrayList<>();
        for (Arc a = first.get(n); a != null; a = first.get(a.from)) {
            way.add(a);
        }
        Collections.reverse(way);
        return way;
    }

    private List<String> texts(final List<Arc> way) {
        final List<String> lines = new ArrayList<>();
        for (final Arc a : way) {
            final Event event = a.edge == SKIP ? null : graph.event(a.edge);
            lines.add(a.edge == SKIP
                    ? a.skipped.process() + " skips " + a.skipped.op()
                    : event != null ? event.toString() : graph.step(a.edge).process() + ": " + graph.step(a.edge));
        }
        return lines;
    }

    /** How many nodes there are of a kind. */
    int count(final Predicate<Node> kind) {
        return (int) arcs.keySet().stream().filter(kind).count();
    }

    /** The nodes in which every call has ended, nearest first. */
    List<Node> ends() {
        return arcs.keySet().stream().filter(this::finished).toList();
    }

    /** The results of the runs in which one call begins only when none is under way. */
    Set<List<String>> serialResults() {
        final Set<List<String>> results = new HashSet<>();
        final Set<Node> seen = new HashSet<>(starts);
        final Deque<Node> queue = new ArrayDeque<>(starts);
        while (!queue.isEmpty()) {
            final Node n = queue.remove();
            if (finished(n)) {
                results.add(n.allResults());
            }
            for (final Arc a : arcs.get(n)) {
                if (!a.to.overlaps() && seen.add(a.to)) {
                    queue.add(a.to);
                }
            }
        }
        return results;
    }

    /** Where a shortest run to a node begins. */
    Node start(final Node end) {
        final List<Arc> way = arcsTo(end);
        return way.isEmpty() ? end : way.get(0).from;
    }

    /** What is seen of a shortest run to a node: its calls and returns, those of callbacks among them. */
    List<Event> seen(final Node end) {
        return arcsTo(end).stream()
                .filter(a -> a.edge != SKIP)
                .map(a -> graph.event(a.edge))
                .filter(e -> e != null)
                .toList();
    }
}
