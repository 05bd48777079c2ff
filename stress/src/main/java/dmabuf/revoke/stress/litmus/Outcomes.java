// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.litmus;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.drive.Scene;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All outcomes of a litmus test that the spec allows, computed from the graph alone. An object of this class exists only if every
 * run of the test ends, and calls overlap in some run.
 *
 * @param design of the exporter
 * @param kinds of the users of the buffer, by name
 * @param all sorted by their results; at least one
 * @param states of the test: a state of the graph, and the progress of the columns
 * @param overlaps how many of these have more than one call in progress; at least one
 */
public record Outcomes(
        Litmus litmus, String design, SortedMap<String, String> kinds, List<Outcome> all, int states, int overlaps) {
    /**
     * The results of the calls of a test in a run.
     *
     * @param results of all calls, column by column; {@link Call#SKIPPED} for a skipped call
     * @param serial whether there is such a run in which whole calls follow one another
     * @param run the visible events of a shortest run with these results, from the initial state on
     */
    public record Outcome(List<String> results, boolean serial, List<Event> run) {
        /** The results with commas between them. */
        @Override
        public String toString() {
            return String.join(", ", results);
        }
    }

    /** @throws BadLitmus with file, line and reason, if the graph does not have the test */
    public static Outcomes of(final Graph graph, final Litmus litmus) throws BadLitmus {
        final int initial = initial(graph, litmus);
        final Map<Integer, List<Event>> starts = starts(graph, initial, litmus);
        final Product p = new Product(graph, starts.keySet(), litmus, litmus.columns(), litmus.last());
        known(graph, litmus);
        final int overlaps = (int) p.runs().nodes().stream().filter(Node::overlaps).count();
        final Call first = litmus.calls().get(0);
        if (overlaps == 0) {
            throw new BadLitmus(litmus.file(), first.line(), "no two of its calls overlap in any run");
        }
        final Set<List<String>> serial = p.serialResults();
        final Map<String, Outcome> all = new TreeMap<>();
        for (final Node end : p.ends()) {
            final List<Event> run = new ArrayList<>(starts.get(p.runs().start(end).state()));
            run.addAll(p.runs().seen(end));
            final Outcome o = new Outcome(end.allResults(), serial.contains(end.allResults()), List.copyOf(run));
            all.putIfAbsent(o.toString(), o);
        }
        return new Outcomes(
                litmus, graph.value(initial, graph.variables().indexOf("design")).text(), Scene.kinds(graph, initial), List.copyOf(all.values()), p.runs().nodes().size(), overlaps);
    }

    /** The initial state of the graph with the named users of the buffer; there must be exactly one. */
    static int initial(final Graph graph, final Litmus litmus) throws BadLitmus {
        if (graph.initial().length == 1 && litmus.stage().kinds().isEmpty()) {
            return graph.initial()[0];
        }
        final Set<Map.Entry<String, String>> wanted = litmus.stage().kinds().entrySet();
        final int[] found = Arrays.stream(graph.initial())
                .filter(s -> Scene.kinds(graph, s).entrySet().containsAll(wanted))
                .toArray();
        if (found.length != 1) {
            throw new BadLitmus(
                    litmus.file(), litmus.stage().line(),
                    (found.length == 0 ? "nobody shares the buffer so" : "which of these share the buffer?") + "; there are "
                            + Arrays.stream(graph.initial())
                                    .mapToObj(s -> Scene.kinds(graph, s).toString())
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
        }
        return found[0];
    }

    /**
     * The states of the graph that are possible in the start state, each with the visible events of a shortest run to it; the
     * results are always the required ones.
     */
    private static Map<Integer, List<Event>> starts(final Graph graph, final int first, final Litmus litmus)
            throws BadLitmus {
        final List<Call> calls = litmus.start().stream().map(Litmus.Start::call).toList();
        final Product p = new Product(graph, List.of(first), litmus, List.of(calls), List.of());
        final Map<Integer, List<Event>> starts = new TreeMap<>();
        for (final Node end : p.ends()) {
            for (int n = 0; n < calls.size(); n++) {
                final Litmus.Start wanted = litmus.start().get(n);
                final String result = end.allResults().get(n);
                if (!result.equals(wanted.result())) {
                    throw new BadLitmus(
                            litmus.file(), calls.get(n).line(),
                            "the start state wants " + wanted + ", but the result is " + result);
                }
            }
            final String owner = Product.lockedBy(graph, end.state());
            if (owner != null) {
                throw new BadLitmus(
                        litmus.file(), calls.get(calls.size() - 1).line(),
                        "the start state ends with the lock held by " + owner + ", but a lock belongs to its thread");
            }
            starts.putIfAbsent(end.state(), p.runs().seen(end));
        }
        return starts;
    }

    /**
     * Checks that the call can have every result that the condition names in the graph, so that a typing error makes no condition
     * true.
     */
    private static void known(final Graph graph, final Litmus litmus) throws BadLitmus {
        final List<Proposition.Is> equations = new ArrayList<>();
        if (litmus.condition() != null) {
            litmus.condition().proposition().equations(equations::add);
        }
        for (final Proposition.Is is : equations) {
            final Call call = litmus.calls().get(is.call());
            final Set<String> results = graph.events().stream()
                    .filter(e -> e != null && e.kind() == Event.Kind.RETURN && call.endsWith(e))
                    .map(Event::result)
                    .collect(Collectors.toCollection(HashSet::new));
            if (call.optional()) {
                results.add(Call.SKIPPED);
            }
            if (!results.contains(is.result())) {
                throw new BadLitmus(
                        litmus.file(), is.line(), call + " never has the result " + is.result());
            }
        }
    }

    /** The processes of a graph that are called within the steps of others: callbacks. A litmus test cannot call them. */
    public static Set<String> nested(final Graph graph) {
        return Product.nested(graph);
    }

    /** The outcomes of several tests, in the order of the tests. */
    public static List<Outcomes> of(final LitmusGraphs graphs, final List<Litmus> tests)
            throws BadLitmus, Undecided, InterruptedException {
        final List<Outcomes> all = new ArrayList<>();
        for (final Litmus l : tests) {
            all.add(of(graphs.of(l), l));
        }
        return all;
    }

    /** The same outcomes, or some of them, for a changed test; for seeded faults. */
    public Outcomes with(final Litmus changed, final List<Outcome> some) {
        return new Outcomes(changed, design, kinds, some, states, overlaps);
    }

    /** The outcomes that no serial run gives. */
    public Stream<Outcome> onlyByOverlap() {
        return all.stream().filter(o -> !o.serial());
    }

    /** Whether the condition is true; true for a test without one. */
    public boolean conditionHolds() {
        return litmus.condition() == null
                || litmus.condition().holds(all.stream().map(Outcome::results).toList());
    }
}
