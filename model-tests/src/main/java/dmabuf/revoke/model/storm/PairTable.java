// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The pairs of operations as a table: a row for each pair, a column for each kind of participant. */
final class PairTable {
    private static final String NEVER = "never";

    private PairTable() {}

    static String of(final SortedMap<String, Overlaps> overlaps) {
        final SortedMap<Pair, SortedMap<String, String>> rows = new TreeMap<>();
        overlaps.forEach((kind, o) -> {
            o.never().forEach(p -> rows.computeIfAbsent(p, k -> new TreeMap<>()).put(kind, NEVER));
            o.counts().forEach((p, n) -> rows.computeIfAbsent(p, k -> new TreeMap<>()).put(kind, Long.toString(n)));
        });
        final SortedSet<String> kinds = new TreeSet<>(overlaps.keySet());
        final StringBuilder text = new StringBuilder("| |");
        kinds.forEach(k -> text.append(' ').append(k).append(" |"));
        text.append("\n| --- |").append(" --- |".repeat(kinds.size())).append('\n');
        rows.forEach((pair, cells) -> {
            text.append("| ").append(pair).append(" |");
            kinds.forEach(k -> text.append(' ').append(cells.getOrDefault(k, "")).append(" |"));
            text.append('\n');
        });
        return text.toString();
    }
}
