// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import static dmabuf.revoke.report.JunitXml.escape;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The pairs of operations that were open together in the storms of a campaign, and those that never were. */
final class PairTable {
    /** So many pairs that were never met are named in a sentence; more are found in the table. */
    private static final int NAMED = 8;

    private final SortedMap<String, Long> pairs = new TreeMap<>();

    PairTable(final Summary summary) {
        // A unit without a table of outcomes has seen pairs, if anything.
        summary.units().values().stream().filter(t -> t.allowed().isEmpty())
                .forEach(t -> t.seen().forEach((pair, n) -> pairs.merge(pair, n, Long::sum)));
    }

    void write(final StringBuilder out) {
        if (pairs.isEmpty()) {
            return;
        }
        final List<String> never = pairs.entrySet().stream()
                .filter(p -> p.getValue() == 0)
                .map(Map.Entry::getKey)
                .toList();
        out.append("<h2>Pairs of operations</h2>\n<p>")
                .append(pairs.size() - never.size()).append(" of ").append(pairs.size())
                .append(" pairs that the spec has open together were open together in a storm.")
                .append(never.isEmpty() || never.size() > NAMED ? "" : " Never: " + escape(String.join(", ", never)) + ".")
                .append("</p>\n<details><summary>how often each pair began to overlap</summary>\n<div class=\"wide\"><table>"
                        + "<tr><th>pair</th><th>times</th></tr>\n");
        pairs.forEach((pair, n) -> out.append("<tr><td>").append(escape(pair)).append("</td><td>")
                .append(n == 0 ? "<span class=\"none\">never</span>" : String.format(Locale.ROOT, "%,d", n))
                .append("</td></tr>\n"));
        out.append("</table></div></details>\n");
    }
}
