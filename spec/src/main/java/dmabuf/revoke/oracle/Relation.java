// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.oracle;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The graph as an observer sees it: the states that are possible at the beginning, and after an observation. Sets of states
 * are sorted arrays; arguments and results are closed under silent steps.
 *
 * <p><b>Codes.</b> An observation is a number: that of the event in the graph, or one for each process that can be stuck.
 * {@link #unknown} is the code of every observation that this observer cannot make in this graph; no state is possible
 * after it.
 *
 * <p>This class caches only tables of the graph; the oracle caches the rest. Not thread-safe.
 */
class Relation {
    static final int SILENT = -1;

    /** The case of Properties.tla in which the graph has no room for another call. */
    private static final String FULL = "Full";

    final Graph graph;
    final int unknown;

    private final Observer observer;
    private final List<Observation> observations = new ArrayList<>();
    private final Map<Observation, Integer> codes = new HashMap<>();
    private final List<String> processes;
    private final int[] labels;
    private final BitSet[] mayReturn;
    private BitSet[] busy;
    private int[] firstInto;
    private int[] into;

    Relation(final Graph graph, final Observer observer) {
        this.graph = graph;
        this.observer = observer;
        final List<Event> events = graph.events();
        final TreeSet<String> names = new TreeSet<>();
        labels = new int[events.size()];
        for (int n = 0; n < labels.length; n++) {
            final boolean seen = events.get(n) != null && observer.sees(events.get(n));
            labels[n] = seen ? n : SILENT;
            observations.add(seen ? Observation.of(events.get(n)) : null);
            if (seen) {
                names.add(events.get(n).process());
            }
        }
        processes = List.copyOf(names);
        processes.forEach(p -> observations.add(Observation.stuck(p)));
        unknown = observations.size();
        for (int code = 0; code < unknown; code++) {
            if (observations.get(code) != null) {
                codes.put(observations.get(code), code);
            }
        }
        mayReturn = new BitSet[processes.size()];
    }

    /** How many codes there are, including {@link #unknown}. */
    int codes() {
        return unknown + 1;
    }

    int code(final Observation o) {
        return codes.getOrDefault(o, unknown);
    }

    /** The observation with this code; null if this observer never makes it. */
    Observation observation(final int code) {
        return observations.get(code);
    }

    /** The code of an edge, or {@link #SILENT}. */
    int label(final int edge) {
        return labels[graph.eventId(edge)];
    }

    /** Whether a step may occur without being seen. */
    boolean silent(final int edge) {
        return label(edge) == SILENT;
    }

    /** The states that are possible before the first observation. */
    int[] start() {
        if (observer.fromTheBeginning()) {
            return closed(graph.initial());
        }
        final int[] all = new int[graph.states()];
        Arrays.setAll(all, s -> s);
        return all;
    }

    /** The states that are possible after an observation. */
    int[] after(final int[] set, final int code) {
        return code >= labels.length ? stuck(set, code - labels.length) : closed(targets(set, code));
    }

    /** The codes of the calls and returns that are possible next. */
    BitSet labelsFrom(final int[] set) {
        final BitSet found = new BitSet();
        for (final int s : set) {
            for (int e = graph.firstEdge(s); e < graph.firstEdge(s + 1); e++) {
                if (label(e) >= 0) {
                    found.set(label(e));
                }
            }
        }
        return found;
    }

    /**
     * Whether a call is refused only because the bound is reached: in each of the states the maximum number of calls is
     * open, and in no state with that many open calls does this call begin.
     */
    boolean beyond(final int[] set, final int code) {
        if (code >= labels.length || graph.events().get(code).kind() != Event.Kind.CALL) {
            return false;
        }
        return Arrays.stream(set).allMatch(this::full) && beginning(code).noneMatch(this::full);
    }

    private boolean full(final int state) {
        return graph.verdictsOfState(state).met().contains(FULL);
    }

    /** The states in which an event can occur. */
    private IntStream beginning(final int event) {
        return IntStream.range(0, graph.edges()).filter(e -> graph.eventId(e) == event).map(graph::source);
    }

    /** The states, and all states that silent steps reach from them. */
    int[] closed(final int[] set) {
        final BitSet reached = new BitSet(graph.states());
        int[] stack = set.clone();
        int depth = set.length;
        for (final int s : set) {
            reached.set(s);
        }
        while (depth > 0) {
            final int s = stack[--depth];
            for (int e = graph.firstEdge(s); e < graph.firstEdge(s + 1); e++) {
                final int t = graph.target(e);
                if (silent(e) && !reached.get(t)) {
                    reached.set(t);
                    stack = depth < stack.length ? stack : Arrays.copyOf(stack, 2 * depth + 16);
                    stack[depth++] = t;
                }
            }
        }
        return reached.stream().toArray();
    }

    private int[] targets(final int[] set, final int code) {
        final BitSet reached = new BitSet();
        for (final int s : set) {
            for (int e = graph.firstEdge(s); e < graph.firstEdge(s + 1); e++) {
                if (label(e) == code) {
                    reached.set(graph.target(e));
                }
            }
        }
        return reached.stream().toArray();
    }

    /** The states of a set in which a process is in a call, and from which no sequence of silent steps leads to its return. */
    private int[] stuck(final int[] set, final int process) {
        if (process >= processes.size()) {
            return new int[0];
        }
        final BitSet in = inCall(process);
        final BitSet out = mayReturn(process);
        return Arrays.stream(set).filter(s -> in.get(s) && !out.get(s)).toArray();
    }

    /** The states from which silent steps lead to a state in which the process can return, found by a backward search. */
    private BitSet mayReturn(final int process) {
        if (mayReturn[process] == null) {
            final BitSet found = new BitSet(graph.states());
            final int[] queue = new int[graph.states()];
            int end = 0;
            for (int s = 0; s < graph.states(); s++) {
                for (int e = graph.firstEdge(s); e < graph.firstEdge(s + 1); e++) {
                    if (moves(e, process, Event.Kind.RETURN) && !found.get(s)) {
                        found.set(s);
                        queue[end++] = s;
                    }
                }
            }
            spread(found, queue, end);
            mayReturn[process] = found;
        }
        return mayReturn[process];
    }

    /** Adds the states from which silent steps lead to the states in the queue. */
    void spread(final BitSet found, final int[] queue, final int length) {
        backwards();
        int end = length;
        for (int n = 0; n < end; n++) {
            for (int k = firstInto[queue[n]]; k < firstInto[queue[n] + 1]; k++) {
                if (!found.get(into[k])) {
                    found.set(into[k]);
                    queue[end++] = into[k];
                }
            }
        }
    }

    private boolean moves(final int edge, final int process, final Event.Kind kind) {
        final Event e = graph.event(edge);
        return e != null && e.kind() == kind && e.process().equals(processes.get(process));
    }

    /** The silent edges, by their targets. */
    private void backwards() {
        if (into != null) {
            return;
        }
        firstInto = new int[graph.states() + 1];
        for (int e = 0; e < graph.edges(); e++) {
            if (silent(e)) {
                firstInto[graph.target(e) + 1]++;
            }
        }
        Arrays.parallelPrefix(firstInto, Integer::sum);
        into = new int[firstInto[graph.states()]];
        final int[] at = firstInto.clone();
        for (int s = 0; s < graph.states(); s++) {
            for (int e = graph.firstEdge(s); e < graph.firstEdge(s + 1); e++) {
                if (silent(e)) {
                    into[at[graph.target(e)]++] = s;
                }
            }
        }
    }

    /** The states in which a process is in a call. */
    BitSet inCall(final int process) {
        if (busy == null) {
            busy = new Busy(graph, processes).states();
        }
        return busy[process];
    }
}
