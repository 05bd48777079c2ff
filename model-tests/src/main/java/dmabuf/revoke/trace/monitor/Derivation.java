// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.monitor;

import dmabuf.revoke.graph.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Derives the automaton from a graph: the sets of states that are possible after each word (the subset construction), where sets
 * that allow the same words are merged (Moore's refinement).
 */
final class Derivation {
    private final Projection projection;
    private final List<BitSet> sets = new ArrayList<>();
    private final Map<BitSet, Integer> numbers = new HashMap<>();
    private final List<int[]> next = new ArrayList<>();

    private Derivation(final Projection projection) {
        this.projection = projection;
    }

    /** @param raised the monitor's events that some probe raises */
    static Automaton of(final Graph graph, final Set<MonitorEvent> raised) {
        final Derivation d = new Derivation(new Projection(graph, raised));
        d.determinise();
        return d.merged(d.classes());
    }

    private void determinise() {
        number(projection.attached());
        final List<MonitorEvent> events = projection.events();
        final BitSet detached = new BitSet();
        for (int n = 0; n < sets.size(); n++) {
            final int[] row = new int[events.size()];
            for (int e = 0; e < row.length; e++) {
                row[e] = switch (events.get(e)) {
                    case ATTACH -> sets.get(n).equals(detached) ? 0 : Automaton.NONE;
                    case DETACH -> projection.after(sets.get(n), e).isEmpty() ? Automaton.NONE : number(detached);
                    default -> state(projection.after(sets.get(n), e));
                };
            }
            next.add(row);
        }
    }

    private int state(final BitSet set) {
        return set.isEmpty() ? Automaton.NONE : number(set);
    }

    /** An empty set stands for an attachment that is being detached. */
    private int number(final BitSet set) {
        return numbers.computeIfAbsent(set, s -> {
            sets.add(s);
            return sets.size() - 1;
        });
    }

    /** For each set the number of its class; two sets are in the same class if they allow the same words. */
    private int[] classes() {
        int[] of = new int[sets.size()];
        int count = 1;
        while (true) {
            final Map<List<Integer>, Integer> signatures = new HashMap<>();
            final int[] finer = new int[of.length];
            for (int n = 0; n < of.length; n++) {
                finer[n] = signatures.computeIfAbsent(signature(n, of), s -> signatures.size());
            }
            if (signatures.size() == count) {
                return finer;
            }
            count = signatures.size();
            of = finer;
        }
    }

    private List<Integer> signature(final int n, final int[] of) {
        final List<Integer> all = new ArrayList<>(List.of(of[n]));
        for (final int t : next.get(n)) {
            all.add(t == Automaton.NONE ? Automaton.NONE : of[t]);
        }
        return all;
    }

    /**
     * Merges each class into a state: the class of the beginning is first, that of a detach last, and the others are in the order
     * of their discovery.
     */
    private Automaton merged(final int[] classes) {
        final int detached = classes[numbers.get(new BitSet())];
        final Map<Integer, Integer> places = new HashMap<>();
        for (int n = 0; n < classes.length; n++) {
            if (classes[n] != detached) {
                places.putIfAbsent(classes[n], places.size());
            }
        }
        places.put(detached, places.size());
        final BitSet[] members = new BitSet[places.size()];
        final int[][] rows = new int[places.size()][];
        for (int n = 0; n < classes.length; n++) {
            final int place = places.get(classes[n]);
            members[place] = members[place] == null ? new BitSet() : members[place];
            members[place].or(sets.get(n));
            rows[place] = Arrays.stream(next.get(n)).map(t -> t == Automaton.NONE ? t : places.get(classes[t])).toArray();
        }
        return new Automaton(projection.events(), StateNames.of(projection.graph(), members), List.of(rows));
    }
}
