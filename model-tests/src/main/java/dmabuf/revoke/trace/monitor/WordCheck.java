// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.monitor;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.oracle.Observer;
import dmabuf.revoke.oracle.Oracle;
import dmabuf.revoke.oracle.StateSet;
import dmabuf.revoke.trace.judge.Word;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks an automaton against the oracle, which is independent of the automaton's construction: after each word, of any length,
 * the automaton must expect exactly the events with which the oracle accepts the word as a behaviour of the spec. The future of a
 * word depends only on the automaton's state and the oracle's sets of states, so each such pair is checked once.
 */
final class WordCheck {
    /** A word: the word before it, and its last event. */
    private record Reached(Reached before, MonitorEvent last, int state, Map<StateSet, Oracle.Walk> walks) {
        String word() {
            return before == null ? "attach" : before.word() + " " + last.cName();
        }
    }

    private final Automaton automaton;
    private final Oracle oracle;

    /** @param oracle which sees the automaton's events, and no others: {@link #oracle} */
    WordCheck(final Automaton automaton, final Oracle oracle) {
        this.automaton = automaton;
        this.oracle = oracle;
    }

    /** The oracle of a graph that sees a monitor's events. */
    static Oracle oracle(final Graph graph, final List<MonitorEvent> events) {
        final Set<Event> hidden = new HashSet<>(graph.events());
        hidden.remove(null);
        events.forEach(m -> m.words().forEach(w -> hidden.remove(w.event)));
        return new Oracle(graph, new Observer(Set.of(), Set.of(), hidden, false));
    }

    /** The first word found on which the two differ; empty if there is none. */
    Optional<String> difference() {
        final Set<List<Object>> known = new HashSet<>();
        final Deque<Reached> queue = new ArrayDeque<>();
        queue.add(new Reached(null, MonitorEvent.ATTACH, 0, after(List.of(oracle.walk()), MonitorEvent.ATTACH)));
        while (!queue.isEmpty()) {
            final Reached r = queue.pop();
            if (!known.add(List.of(r.state(), r.walks().keySet()))) {
                continue;
            }
            for (final MonitorEvent e : automaton.events()) {
                final boolean expected = automaton.after(r.state(), e) != Automaton.NONE;
                final Map<StateSet, Oracle.Walk> walks = r.state() == automaton.detached() ? Map.of() : after(r.walks().values(), e);
                // An attach makes a new attachment, of which nothing is known.
                final boolean allowed = e == MonitorEvent.ATTACH ? r.state() == automaton.detached() : !walks.isEmpty();
                if (expected != allowed) {
                    return Optional.of(r.word() + " " + e.cName() + (allowed ? ": the spec allows it, the automaton does not"
                            : ": the automaton allows it, the spec does not"));
                }
                if (allowed && e != MonitorEvent.ATTACH) {
                    queue.add(new Reached(r, e, automaton.after(r.state(), e), walks));
                } else if (allowed && automaton.after(r.state(), e) != 0) {
                    return Optional.of(r.word() + " attach: the automaton does not begin anew");
                }
            }
        }
        return Optional.empty();
    }

    /** An event of the monitor may stand for several events of the spec. */
    private static Map<StateSet, Oracle.Walk> after(final Iterable<Oracle.Walk> walks, final MonitorEvent e) {
        final Map<StateSet, Oracle.Walk> all = new LinkedHashMap<>();
        for (final Oracle.Walk w : walks) {
            for (final Word word : e.words()) {
                final Oracle.Walk fork = w.fork();
                if (fork.accept(word.observation)) {
                    all.putIfAbsent(fork.states(), fork);
                }
            }
        }
        return all;
    }

    /** How many words of some length the automaton has. */
    static long words(final Automaton automaton, final int length) {
        long[] of = new long[automaton.states()];
        of[0] = 1;
        for (int n = 0; n < length; n++) {
            final long[] then = new long[of.length];
            for (int s = 0; s < of.length; s++) {
                for (final int t : automaton.next().get(s)) {
                    if (t != Automaton.NONE) {
                        then[t] = Math.addExact(then[t], of[s]);
                    }
                }
            }
            of = then;
        }
        long sum = 0;
        for (final long n : of) {
            sum = Math.addExact(sum, n);
        }
        return sum;
    }
}
