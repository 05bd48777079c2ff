// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.LongestCall;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.ObservedBuffer;
import dmabuf.revoke.model.drive.Scene;
import dmabuf.revoke.oracle.Observation;
import dmabuf.revoke.oracle.Oracle;
import dmabuf.revoke.oracle.StateSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The graph against which storms are judged, one participant at a time: an importer of any kind, or a program, with two threads
 * of the exporter. Not thread-safe.
 */
final class StormGraph {
    /** Its scene. */
    static final String SCENE = Graphs.STORM;

    /** The kind of a program. */
    static final String PROGRAM = "cpu";

    private static final int REMEMBERED = 1 << 17;

    private final Graph graph;
    private final Oracle oracle;
    private final Lasting lasting;
    private final int longest;
    private final ObservedBuffer rest;
    private final Map<String, Integer> initial = new TreeMap<>();
    private final Map<String, OpenCalls> open = new HashMap<>();
    private final Map<StateSet, BitSet> always = new HashMap<>();

    StormGraph(final Graph graph) {
        this.graph = graph;
        this.oracle = new Oracle(graph);
        this.lasting = new Lasting(graph);
        this.longest = LongestCall.of(graph);
        this.rest = ObservedBuffer.ofOneOfSeveral(graph);
        for (final int s : graph.initial()) {
            initial.put(kind(s), s);
        }
    }

    /** The kind of the participant in a state. */
    private String kind(final int state) {
        return Scene.kinds(graph, state).values().stream().filter(k -> !k.equals("absent")).findFirst().orElse("absent");
    }

    Graph graph() {
        return graph;
    }

    /** The kinds of participants in the graph. */
    List<String> kinds() {
        return List.copyOf(initial.keySet());
    }

    /** The graph's name for a participant of a kind. */
    static String name(final String kind) {
        return kind.equals(PROGRAM) ? "c1" : "i1";
    }

    /** The state in which a history with a participant of a kind begins. */
    int initial(final String kind) {
        return initial.get(kind);
    }

    /** How many steps the longest call takes. */
    int longest() {
        return longest;
    }

    /** The history of a participant of a kind from its beginning. */
    Oracle.Walk begin(final String kind) {
        return oracle.walkFrom(new int[] {initial.get(kind)});
    }

    /** The same from states given by their numbers. */
    Oracle.Walk from(final int[] some) {
        return oracle.walkFrom(some);
    }

    /** The number of an event for the oracle. */
    int code(final Event e) {
        return oracle.code(Observation.of(e));
    }

    /** The calls of a process with a participant of some kind. */
    List<Event> calls(final String process, final String kind) {
        return open(kind, Storm.MOST_EXPORTERS).calls().stream().filter(e -> e.process().equals(process)).toList();
    }

    /** The calls that can be open together, with a participant of some kind and a number of threads of the exporter. */
    OpenCalls open(final String kind, final int exporters) {
        final Set<String> idle = new TreeSet<>();
        for (int x = exporters + 1; x <= Storm.MOST_EXPORTERS; x++) {
            idle.add("exporter:x" + x);
        }
        return open.computeIfAbsent(kind + " " + exporters, k -> new OpenCalls(graph, initial.get(kind), idle));
    }

    /** Whether a call, given by its {@link #code}, remains possible once it is, whatever another process does. */
    boolean lasts(final int call) {
        return lasting.lasts(call);
    }

    /** Whether a call, given by its {@link #code}, can begin in each of some states, so that impl must admit it. */
    boolean always(final StateSet set, final int call) {
        if (always.size() > REMEMBERED) {
            always.clear();
        }
        return always.computeIfAbsent(set, this::inAll).get(call);
    }

    private BitSet inAll(final StateSet set) {
        BitSet all = null;
        for (int n = 0; n < set.size(); n++) {
            final BitSet here = new BitSet();
            final int s = set.state(n);
            for (int e = graph.firstEdge(s); e < graph.firstEdge(s + 1); e++) {
                final Event event = graph.event(e);
                if (event != null && event.kind() == Event.Kind.CALL) {
                    here.set(graph.eventId(e));
                }
            }
            if (all == null) {
                all = here;
            } else {
                all.and(here);
            }
        }
        return all;
    }

    /** The differences between a buffer at rest, of which one participant is observed, and a state. */
    List<String> differences(final Scene scene, final String who, final int state) {
        return rest.differences(scene.only(who, name(kind(state))), state);
    }

    /** How much the participant adds to the exporter's count in a state, beside the registration. */
    int counted(final int state) {
        return ((Value.Int) graph.value(state, graph.variables().indexOf("count"))).value() - 1;
    }

    /** The states of a set, as numbers. */
    static int[] numbers(final StateSet set) {
        return IntStream.range(0, set.size()).map(set::state).toArray();
    }

    /** A state for display: the variables that differ from the initial state. */
    List<String> told(final int state, final String kind) {
        final List<String> text = new ArrayList<>();
        final SortedMap<String, Value> first = graph.state(initial.get(kind));
        graph.state(state).forEach((name, value) -> {
            if (!value.equals(first.get(name))) {
                text.add(name + " " + value);
            }
        });
        return text;
    }
}
