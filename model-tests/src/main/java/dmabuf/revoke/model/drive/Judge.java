// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.drive;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.oracle.Observation;
import dmabuf.revoke.oracle.Observer;
import dmabuf.revoke.oracle.Oracle;
import dmabuf.revoke.oracle.Refusal;
import dmabuf.revoke.oracle.StateSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Checks what impl does against the spec, event by event: with the oracle, and in addition each call that impl refuses as misuse,
 * for which the oracle has no event. Used by every technique that has histories.
 *
 * <p>Counts what was seen. Not thread-safe.
 */
public final class Judge {
    /** Whether the spec allows a call in the states that are possible. */
    public enum May {
        /** In each of them: impl must admit it. */
        ALWAYS,
        /** In some: impl may admit or refuse it. */
        SOMETIMES,
        /** In none: it is misuse. */
        NEVER,
        /** The graph has no room for one more call, so it cannot tell. */
        BEYOND
    }

    /** The case of Properties.tla that says that the graph has room for no further call. */
    private static final String FULL = "Full";

    /** The calls that each of some states allows, and those that any of them allows. */
    private record Calls(boolean full, BitSet all, BitSet any) {}

    private final Graph graph;
    private final Oracle oracle;
    private final Map<Event, Integer> ids = new HashMap<>();
    private final BitSet fromFull = new BitSet();
    private final Map<StateSet, Calls> known = new HashMap<>();
    private final Map<Event, Integer> seen = new HashMap<>();
    private int stuck;
    private int misuse;

    public Judge(final Graph graph, final Observer observer) {
        this.graph = graph;
        this.oracle = new Oracle(graph, observer);
        for (int s = 0; s < graph.states(); s++) {
            final boolean full = full(s);
            for (int e = graph.firstEdge(s); e < graph.firstEdge(s + 1); e++) {
                if (isCall(graph.event(e))) {
                    ids.put(graph.event(e), graph.eventId(e));
                    fromFull.set(graph.eventId(e), full || fromFull.get(graph.eventId(e)));
                }
            }
        }
        graph.events().stream().filter(e -> e != null && observer.sees(e)).forEach(e -> seen.put(e, 0));
    }

    private static boolean isCall(final Event e) {
        return e != null && e.kind() == Event.Kind.CALL;
    }

    private boolean full(final int state) {
        return graph.verdictsOfState(state).met().contains(FULL);
    }

    /** How often each event that the observer sees has occurred. */
    public Map<Event, Integer> seen() {
        return seen;
    }

    /** How often each result of each operation has occurred, for all callers: {@code attach ENODEV 12}. */
    public String results() {
        final Map<String, Integer> results = new TreeMap<>();
        seen.forEach((e, n) -> {
            if (e.kind() == Event.Kind.RETURN) {
                results.merge(e.op() + " " + e.result(), n, Integer::sum);
            }
        });
        final StringBuilder text = new StringBuilder();
        results.forEach((r, n) -> text.append(text.isEmpty() ? "" : ", ").append(r).append(' ').append(n));
        return text.toString();
    }

    /** How often a process was rightly found to be stuck. */
    public int stuck() {
        return stuck;
    }

    /** How often a call was rightly refused as misuse. */
    public int misuse() {
        return misuse;
    }

    /** A history without events. */
    public Trial trial() {
        return new Trial(oracle.walk());
    }

    /** The same from one of several initial states. */
    public Trial trial(final int initial) {
        return new Trial(oracle.walk(initial));
    }

    private Calls calls(final StateSet states) {
        return known.computeIfAbsent(states, this::count);
    }

    private Calls count(final StateSet states) {
        boolean full = true;
        final BitSet any = new BitSet();
        final BitSet all = new BitSet();
        for (int n = 0; n < states.size(); n++) {
            final int s = states.state(n);
            final BitSet here = new BitSet();
            for (int e = graph.firstEdge(s); e < graph.firstEdge(s + 1); e++) {
                if (isCall(graph.event(e))) {
                    here.set(graph.eventId(e));
                }
            }
            full &= full(s);
            any.or(here);
            if (n == 0) {
                all.or(here);
            } else {
                all.and(here);
            }
        }
        return new Calls(full, all, any);
    }

    /** One history in progress. */
    public final class Trial {
        private final Oracle.Walk walk;
        private final HistoryLanes lanes = new HistoryLanes();

        private Trial(final Oracle.Walk walk) {
            this.walk = walk;
        }

        public StateSet states() {
            return walk.states();
        }

        /** Whether the spec allows a call now. */
        public May may(final Event call) {
            final Calls c = calls(walk.states());
            final Integer id = ids.get(call);
            if (id == null) {
                return May.NEVER;
            }
            if (c.all().get(id)) {
                return May.ALWAYS;
            }
            if (c.any().get(id)) {
                return May.SOMETIMES;
            }
            return c.full() && !fromFull.get(id) ? May.BEYOND : May.NEVER;
        }

        /** Impl has admitted a call, or a call has returned. */
        public void sees(final Event e) throws Disagreement {
            lanes.add(e.process(), text(e));
            accept(Observation.of(e));
            seen.merge(e, 1, Integer::sum);
        }

        /** The process has not returned, and nothing goes on without a new call. */
        public void stuck(final String process) throws Disagreement {
            lanes.add(process, "is stuck");
            accept(Observation.stuck(process));
            stuck++;
        }

        /** Impl has refused a call as misuse. */
        public void refuses(final Event call) throws Disagreement {
            refuses(call, false);
        }

        /** @param once whether the spec did not allow the call at an earlier moment at which it may have been refused */
        public void refuses(final Event call, final boolean once) throws Disagreement {
            lanes.add(call.process(), "! " + operation(call));
            if (!once && may(call) == May.ALWAYS) {
                throw new Disagreement("impl refuses as misuse: " + call + "\nthe spec has that call here\n\n" + lanes);
            }
            misuse++;
        }

        /** Adds a note for the reader; it is not judged. */
        public void note(final String process, final String what) {
            lanes.add(process, what);
        }

        /** A disagreement that needs no oracle to be found. */
        public Disagreement wrong(final String what) {
            return new Disagreement(what + "\n\n" + lanes);
        }

        private void accept(final Observation o) throws Disagreement {
            if (!walk.accept(o)) {
                final Refusal r = walk.refusal(o);
                throw new Disagreement(r + "\n" + lanes);
            }
        }

        private static String text(final Event e) {
            return e.kind() == Event.Kind.CALL ? "> " + operation(e) : "< " + operation(e) + " = " + e.result();
        }

        private static String operation(final Event e) {
            return e.arg().equals("-") ? e.op() : e.op() + "(" + e.arg() + ")";
        }
    }

    /** The events of the graph that never occurred, as text. */
    public List<String> missing() {
        final List<String> never = new ArrayList<>();
        seen.forEach((e, times) -> {
            if (times == 0) {
                never.add(e.toString());
            }
        });
        never.sort(null);
        return never;
    }
}
