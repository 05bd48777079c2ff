// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import dmabuf.revoke.graph.Event;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** How often each pair of operations was open together, in the histories of one kind of participant; and which pairs can be. */
final class Overlaps {
    private final OpenCalls calls;
    private final SortedSet<Pair> possible;
    private final SortedSet<Pair> never;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final String[] names;
    private final long[][] met;

    Overlaps(final OpenCalls calls) {
        this.calls = calls;
        possible = calls.together();
        never = calls.never();
        calls.calls().forEach(c -> numbers.putIfAbsent(Pair.operation(c), numbers.size()));
        names = new String[numbers.size()];
        numbers.forEach((name, n) -> names[n] = name);
        met = new long[names.length + 1][names.length + 1];
    }

    /** The number of a call's operation; all operations that the graph does not have share one number. */
    int number(final Event call) {
        return numbers.getOrDefault(Pair.operation(call), names.length);
    }

    /** A call begins while another is open. */
    void met(final int one, final int other) {
        met[one][other]++;
    }

    /** How often each pair of the graph was met. */
    SortedMap<Pair, Long> counts() {
        final SortedMap<Pair, Long> counts = new TreeMap<>();
        possible.forEach(p -> counts.put(p, 0L));
        for (int a = 0; a < names.length; a++) {
            for (int b = 0; b < names.length; b++) {
                if (met[a][b] > 0) {
                    counts.merge(Pair.of(names[a], names[b]), met[a][b], Long::sum);
                }
            }
        }
        return counts;
    }

    /** The pairs of the graph that were not met. */
    SortedSet<Pair> missing() {
        final SortedSet<Pair> missing = new TreeSet<>(possible);
        counts().forEach((p, n) -> {
            if (n > 0) {
                missing.remove(p);
            }
        });
        return missing;
    }

    /** Whether the first of two operations can be open when a call of the second begins. */
    boolean canBegin(final String first, final String second) {
        return calls.canBegin(first, second);
    }

    /** The pairs that the graph excludes. */
    SortedSet<Pair> never() {
        return never;
    }
}
