// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The behaviour of one configuration: every state that TLC found, and every step between them.
 *
 * <p>States are numbers from 0; the edges of state {@code s} are the numbers from {@code firstEdge(s)} to {@code
 * firstEdge(s + 1)}, exclusive. Equal edges are merged. Immutable, so any thread may read it. The order of states and edges
 * depends on the spec only: the same spec gives the same graph for any number of workers.
 *
 * <p>Claims and cases are those of Properties.tla, with their values in each state or step.
 */
public final class Graph {
    /**
     * The origin of a graph, and its counts, as TLC counts: states generated, distinct states, and the length of the
     * longest of all shortest paths, in states.
     *
     * @param configuration the design or the bug
     * @param digest of the text of the spec and of the configuration
     */
    public record Origin(
            String configuration,
            String scene,
            String digest,
            long generated,
            int distinct,
            int depth) {}

    /** The claims that hold or fail and the cases that occur, in a state or a step; and all cases that were evaluated. */
    public record Verdicts(List<String> holding, List<String> failing, List<String> met, List<String> unmet) {
        static Verdicts of(final String claims, final String cases) {
            final String[] c = claims.split("\\|", 2);
            final String[] k = cases.split("\\|", 2);
            return new Verdicts(words(c[0]), words(c[1]), words(k[0]), words(k[1]));
        }

        private static List<String> words(final String s) {
            return s.isEmpty() ? List.of() : List.of(s.split(" "));
        }
    }

    final Origin origin;
    final List<String> variables;
    final List<byte[]> encoded;
    final int[] values;
    final int[] initial;
    final boolean initialRefines;
    final int[] first;
    final int[] target;
    final int[] stepOf;
    final int[] eventOf;
    final int[] edgeVerdicts;
    final int[] stateVerdicts;
    final List<byte[]> encodedSteps;
    final List<byte[]> encodedEvents;
    final List<String> verdictTexts;

    private final List<Value> pool;
    private final List<Step> steps;
    private final String[] processes;
    private final List<Event> events;
    private final List<Verdicts> verdicts;

    Graph(
            final Origin origin,
            final List<String> variables,
            final List<byte[]> encoded,
            final int[] values,
            final int[] initial,
            final boolean initialRefines,
            final int[] first,
            final int[] target,
            final int[] stepOf,
            final int[] eventOf,
            final int[] edgeVerdicts,
            final int[] stateVerdicts,
            final List<byte[]> encodedSteps,
            final List<byte[]> encodedEvents,
            final List<String> verdictTexts) {
        this.origin = origin;
        this.variables = List.copyOf(variables);
        this.encoded = encoded;
        this.values = values;
        this.initial = initial;
        this.initialRefines = initialRefines;
        this.first = first;
        this.target = target;
        this.stepOf = stepOf;
        this.eventOf = eventOf;
        this.edgeVerdicts = edgeVerdicts;
        this.stateVerdicts = stateVerdicts;
        this.encodedSteps = encodedSteps;
        this.encodedEvents = encodedEvents;
        this.verdictTexts = verdictTexts;
        this.pool = encoded.stream().map(Value::read).toList();
        this.steps = encodedSteps.stream().map(b -> Step.of(Value.read(b))).toList();
        this.processes = steps.stream().map(Step::process).toArray(String[]::new);
        final List<Event> list = new ArrayList<>();
        encodedEvents.forEach(b -> list.add(Event.of(Value.read(b))));
        this.events = list;
        this.verdicts = verdictTexts.stream()
                .map(t -> t.split("\n", 2))
                .map(t -> Verdicts.of(t[0], t[1]))
                .toList();
    }

    public Origin origin() {
        return origin;
    }

    public int states() {
        return first.length - 1;
    }

    public int edges() {
        return target.length;
    }

    /** The initial states, in ascending order. A copy. */
    public int[] initial() {
        return initial.clone();
    }

    /** Whether every initial state is an initial state of the contract too. */
    public boolean initialRefines() {
        return initialRefines;
    }

    /** The first edge of a state; {@code firstEdge(states())} is {@link #edges()}. */
    public int firstEdge(final int state) {
        return first[state];
    }

    public int target(final int edge) {
        return target[edge];
    }

    /** The first state of an edge. */
    public int source(final int edge) {
        final int at = Arrays.binarySearch(first, edge);
        int s = at >= 0 ? at : -at - 2;
        while (first[s + 1] == edge) {
            s++;
        }
        return s;
    }

    public Step step(final int edge) {
        return steps.get(stepOf[edge]);
    }

    /** The process of an edge: {@link Step#process}, without creating a text. */
    public String process(final int edge) {
        return processes[stepOf[edge]];
    }

    /** The event of an edge; null if it is silent. */
    public Event event(final int edge) {
        return events.get(eventOf[edge]);
    }

    /** A number for {@link #event}: equal numbers are equal events. */
    public int eventId(final int edge) {
        return eventOf[edge];
    }

    /** All events, by {@link #eventId}; null for the silent one. */
    public List<Event> events() {
        return events;
    }

    /** All steps by name. */
    public List<Step> steps() {
        return steps;
    }

    public Verdicts verdictsOfEdge(final int edge) {
        return verdicts.get(edgeVerdicts[edge]);
    }

    public Verdicts verdictsOfState(final int state) {
        return verdicts.get(stateVerdicts[state]);
    }

    public List<String> variables() {
        return variables;
    }

    /** The value of a variable, by its place in {@link #variables}. */
    public Value value(final int state, final int variable) {
        return pool.get(values[state * variables.size() + variable]);
    }

    /** A state, variable by variable. */
    public SortedMap<String, Value> state(final int state) {
        final TreeMap<String, Value> map = new TreeMap<>();
        for (int v = 0; v < variables.size(); v++) {
            map.put(variables.get(v), value(state, v));
        }
        return map;
    }
}
