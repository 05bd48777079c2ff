// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.graph;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * Makes graphs from a raw export, one for each design that was explored. Their order depends on the spec only: values,
 * steps, events and verdicts by their encoding, states by their values, edges by source, step, event and target. Equal
 * edges are merged. The graph of a design does not depend on the other designs that were explored with it.
 */
public final class RawReader {
    /** The variable that names the design of a state, or the variant of a satellite. */
    private static final Set<String> CHOSEN = Set.of("design", "variant");

    private static final int WIDTH = RawExport.WIDTH;

    private final RawExport raw;

    private RawReader(final RawExport raw) {
        this.raw = raw;
    }

    /** The counts that TLC printed; the export must agree with them. A depth of 0 means that it was not printed. */
    public record Said(long generated, int distinct, int depth) {}

    /** Makes the origin of the graph of a design. */
    public interface Origins {
        Graph.Origin of(String design, long generated, int distinct, int depth);
    }

    /** The graphs of an export, by design. */
    public static SortedMap<String, Graph> read(
            final Path file, final String name, final Said said, final Origins origins) throws IOException, BadGraph {
        final RawExport raw = RawExport.read(file, name);
        if (raw.edges() != said.generated() - raw.initial.size()) {
            throw new BadGraph("the export of " + name + " has " + raw.edges() + " edges, but TLC generated "
                    + said.generated() + " states, " + raw.initial.size() + " of them initial");
        }
        if (raw.states.size() != said.distinct()) {
            throw new BadGraph("the export of " + name + " has " + raw.states.size()
                    + " states, but TLC found " + said.distinct());
        }
        final RawReader r = new RawReader(raw);
        int by = 0;
        while (!CHOSEN.contains(raw.variables.get(by))) {
            by++;
        }
        final int chosen = by;
        final TreeMap<String, Graph> graphs = new TreeMap<>();
        for (final int design : raw.states.stream().mapToInt(s -> s[chosen]).distinct().toArray()) {
            final String d = Value.read(raw.values.get(design)).text();
            final Graph g = r.graph(s -> raw.states.get(s)[chosen] == design, (n, states, depth) -> origins.of(d, n, states, depth));
            if (g.edges() == 0) {
                throw new BadGraph("the export of " + name + " has no edge of " + d);
            }
            graphs.put(d, g);
        }
        final int depth = graphs.values().stream().mapToInt(g -> g.origin().depth()).max().orElse(0);
        if (said.depth() != 0 && said.depth() != depth) {
            throw new BadGraph("the export of " + name + " is " + depth + " deep, but TLC says " + said.depth());
        }
        return graphs;
    }

    private interface Counted {
        Graph.Origin origin(long generated, int distinct, int depth);
    }

    /** The graph of the states that are kept; no edge leads out of them. */
    private Graph graph(final IntPredicate kept, final Counted counted) {
        final int width = raw.variables.size();
        final BitSet usedValues = new BitSet();
        final BitSet usedStates = new BitSet();
        final BitSet usedVerdicts = new BitSet();
        for (int s = 0; s < raw.states.size(); s++) {
            if (kept.test(s)) {
                usedStates.set(s);
                usedVerdicts.set(raw.verdictOfState.get(s));
                Arrays.stream(raw.states.get(s)).forEach(usedValues::set);
            }
        }
        final BitSet usedSteps = new BitSet();
        final BitSet usedEvents = new BitSet();
        final List<Integer> order = new ArrayList<>();
        for (int e = 0; e < raw.edges(); e++) {
            if (usedStates.get(raw.edge(e, 0))) {
                order.add(e);
                usedSteps.set(raw.edge(e, 1));
                usedEvents.set(raw.edge(e, 2));
                usedVerdicts.set(raw.edge(e, 4));
            }
        }
        final String[] verdictTexts = new String[raw.verdicts.size()];
        raw.verdicts.forEach((t, n) -> verdictTexts[n] = t);
        final Sorted<byte[]> value = new Sorted<>(raw.values, usedValues, Arrays::compareUnsigned);
        final Sorted<byte[]> step = new Sorted<>(raw.steps, usedSteps, Arrays::compareUnsigned);
        final Sorted<byte[]> event = new Sorted<>(raw.events, usedEvents, Arrays::compareUnsigned);
        final Sorted<String> verdict =
                new Sorted<>(Arrays.asList(verdictTexts), usedVerdicts, Comparator.naturalOrder());
        final int[][] ranks = new int[raw.states.size()][];
        usedStates.stream().forEach(s -> ranks[s] = Arrays.stream(raw.states.get(s)).map(v -> value.rank[v]).toArray());
        final List<int[]> ranked = Arrays.asList(ranks);
        final Sorted<int[]> state = new Sorted<>(ranked, usedStates, Arrays::compare);

        final int[] flat = new int[state.list.size() * width];
        final int[] stateVerdicts = new int[state.list.size()];
        usedStates.stream().forEach(s -> {
            System.arraycopy(ranked.get(s), 0, flat, state.rank[s] * width, width);
            stateVerdicts[state.rank[s]] = verdict.rank[raw.verdictOfState.get(s)];
        });
        final int[][] edge = new int[order.size()][];
        for (int e = 0; e < edge.length; e++) {
            final int at = order.get(e);
            edge[e] = new int[] {
                state.rank[raw.edge(at, 0)],
                step.rank[raw.edge(at, 1)],
                event.rank[raw.edge(at, 2)],
                state.rank[raw.edge(at, 3)],
                verdict.rank[raw.edge(at, 4)]
            };
        }
        Arrays.sort(edge, Arrays::compare);
        int count = 0;
        for (int e = 0; e < edge.length; e++) {
            if (e == 0 || !Arrays.equals(edge[e], edge[e - 1])) {
                edge[count++] = edge[e];
            }
        }
        final int[] first = new int[state.list.size() + 1];
        final int[][] columns = new int[WIDTH][count];
        for (int e = 0; e < count; e++) {
            first[edge[e][0] + 1] = e + 1;
            for (int c = 0; c < WIDTH; c++) {
                columns[c][e] = edge[e][c];
            }
        }
        for (int s = 1; s < first.length; s++) {
            first[s] = Math.max(first[s], first[s - 1]);
        }
        final int[] inits = raw.initial.stream()
                .filter(usedStates::get)
                .mapToInt(s -> state.rank[s])
                .sorted()
                .distinct()
                .toArray();
        final boolean refines = raw.strangers.stream().noneMatch(usedStates::get);
        final long generated = edge.length + raw.initial.stream().filter(usedStates::get).count();
        return new Graph(
                counted.origin(generated, state.list.size(), depth(inits, first, columns[3])), raw.variables, value.list,
                flat, inits, refines, first, columns[3], columns[1], columns[2], columns[4], stateVerdicts, step.list,
                event.list, verdict.list);
    }

    /** The length of the longest of all shortest paths from an initial state, in states, as TLC counts. */
    private static int depth(final int[] initial, final int[] first, final int[] target) {
        final BitSet seen = new BitSet();
        int[] level = initial;
        int depth = 0;
        for (final int s : initial) {
            seen.set(s);
        }
        while (level.length > 0) {
            depth++;
            level = Arrays.stream(level)
                    .flatMap(s -> Arrays.stream(target, first[s], first[s + 1]))
                    .filter(t -> !seen.get(t))
                    .peek(seen::set)
                    .toArray();
        }
        return depth;
    }

    /** The elements of a list that are used, sorted; and for each element of the list its index among them. */
    private static final class Sorted<T> {
        final List<T> list;
        final int[] rank;

        Sorted(final List<T> all, final BitSet used, final Comparator<? super T> by) {
            final int[] order = used.stream()
                    .boxed()
                    .sorted((a, b) -> by.compare(all.get(a), all.get(b)))
                    .mapToInt(Integer::intValue)
                    .toArray();
            rank = new int[all.size()];
            for (int n = 0; n < order.length; n++) {
                rank[order[n]] = n;
            }
            list = Arrays.stream(order).mapToObj(all::get).toList();
        }
    }
}
