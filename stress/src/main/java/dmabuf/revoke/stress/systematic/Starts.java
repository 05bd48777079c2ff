// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.systematic;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.oracle.Observation;
import dmabuf.revoke.oracle.Observer;
import dmabuf.revoke.oracle.Oracle;
import dmabuf.revoke.oracle.StateSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The states in which systematic tests start: those after whole calls, one after the other. Two sequences of calls are one start
 * if the oracle considers the same states of the graph possible after them; the shortest represents all.
 */
final class Starts {
    /** The variable of Buffer.tla for the owner of the reservation lock, and its value if there is none. */
    private static final String LOCK = "resv";

    private static final String FREE = "free";

    /**
     * A start.
     *
     * @param calls the events of the calls that lead to it, and their returns, in turn
     * @param next the calls that may be made now
     */
    record Start(List<Event> calls, Set<Event> next, StateSet states) {}

    private final Graph graph;
    private final Oracle oracle;
    private final List<Event> calls;
    private final int longest;
    private long folded;

    /**
     * @param nested the processes that others call
     * @param longest how many calls lead to a start at most
     */
    Starts(final Graph graph, final Set<String> nested, final int longest) {
        this.graph = graph;
        this.oracle = new Oracle(graph, Observer.withoutProcesses(nested.toArray(String[]::new)));
        this.longest = longest;
        this.calls = graph.events().stream()
                .filter(e -> e != null && e.kind() == Event.Kind.CALL && !nested.contains(e.process()))
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
    }

    /** How many sequences led to an already known start. */
    long folded() {
        return folded;
    }

    /** All calls of the graph, sorted by their text. */
    List<Event> calls() {
        return calls;
    }

    /** All starts from an initial state, nearest first. */
    List<Start> from(final int initial) {
        final Map<StateSet, Start> found = new LinkedHashMap<>();
        final Deque<Start> queue = new ArrayDeque<>();
        add(List.of(), oracle.walkFrom(new int[] {initial}), found, queue);
        while (!queue.isEmpty()) {
            final Start s = queue.remove();
            if (s.calls().size() < 2 * longest) {
                s.next().forEach(c -> after(s, c, found, queue));
            }
        }
        return found.values().stream().filter(s -> unlocked(s.states())).toList();
    }

    /** The calls that may be made when a call has returned, whatever its result. */
    Set<Event> after(final Start s, final Event call) {
        final Set<Event> next = new HashSet<>();
        for (final Oracle.Walk w : returned(s, call).values()) {
            final Set<Observation> allowed = new HashSet<>(w.allowed());
            calls.stream().filter(c -> allowed.contains(Observation.of(c))).forEach(next::add);
        }
        return next;
    }

    /** The walks after a whole call, by its return. */
    private Map<Event, Oracle.Walk> returned(final Start s, final Event call) {
        final Map<Event, Oracle.Walk> walks = new LinkedHashMap<>();
        final Oracle.Walk w = oracle.walk(s.states());
        if (!w.accept(Observation.of(call))) {
            return walks;
        }
        for (final Observation o : w.allowed()) {
            if (o instanceof Observation.Seen seen && seen.event().kind() == Event.Kind.RETURN && o.process().equals(call.process())) {
                final Oracle.Walk then = w.fork();
                then.accept(o);
                walks.put(seen.event(), then);
            }
        }
        return walks;
    }

    private void after(final Start s, final Event call, final Map<StateSet, Start> found, final Deque<Start> queue) {
        returned(s, call).forEach((ret, walk) -> {
            final List<Event> way = new ArrayList<>(s.calls());
            way.add(call);
            way.add(ret);
            add(way, walk, found, queue);
        });
    }

    private void add(final List<Event> way, final Oracle.Walk w, final Map<StateSet, Start> found, final Deque<Start> queue) {
        if (found.containsKey(w.states())) {
            folded++;
            return;
        }
        final Set<Observation> allowed = new HashSet<>(w.allowed());
        final Set<Event> next = calls.stream()
                .filter(c -> allowed.contains(Observation.of(c)))
                .collect(Collectors.toCollection(() -> new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()))));
        final Start s = new Start(List.copyOf(way), next, w.states());
        found.put(w.states(), s);
        queue.add(s);
    }

    private boolean unlocked(final StateSet states) {
        final int lock = graph.variables().indexOf(LOCK);
        for (int n = 0; n < states.size(); n++) {
            if (!graph.value(states.state(n), lock).text().equals(FREE)) {
                return false;
            }
        }
        return true;
    }
}
