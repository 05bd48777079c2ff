// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import static dmabuf.revoke.report.JunitXml.escape;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The litmus tests with one row for each outcome: whether the spec allows it, and how often each technique has seen it. Allowed
 * outcomes that neither this campaign nor an earlier one has seen are also listed separately.
 */
final class OutcomeTable {
    private static final double LONGEST_BAR = 6;

    private final Summary summary;
    private final List<Summary> before;
    /** The counts by test, outcome and technique. */
    private final SortedMap<String, SortedMap<String, SortedMap<String, Long>>> tests = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, Boolean>> allowed = new TreeMap<>();
    private final SortedSet<String> techniques = new TreeSet<>();

    OutcomeTable(final Summary summary, final List<Summary> before) {
        this.summary = summary;
        this.before = before;
        summary.units().forEach(this::add);
    }

    private void add(final String name, final Tally t) {
        if (t.allowed().isEmpty() || t.turns() == 0) {
            return;
        }
        final String[] unit = name.split("/");
        techniques.add(unit[0]);
        allowed.put(unit[1], t.allowed());
        final SortedMap<String, SortedMap<String, Long>> outcomes = tests.computeIfAbsent(unit[1], x -> new TreeMap<>());
        t.allowed().keySet().forEach(o -> outcomes.computeIfAbsent(o, x -> new TreeMap<>()));
        t.seen().forEach((o, n) -> outcomes.computeIfAbsent(o, x -> new TreeMap<>()).merge(unit[0], n, Long::sum));
    }

    /** The outcomes that were never seen, with their tests. */
    List<String> never() {
        final List<String> never = new ArrayList<>();
        tests.forEach((test, outcomes) -> outcomes.forEach((o, by) -> {
            if (by.isEmpty() && before.stream().noneMatch(s -> saw(s, test, o))) {
                never.add(test + ": " + o);
            }
        }));
        return never;
    }

    private static boolean saw(final Summary s, final String test, final String outcome) {
        return s.units().entrySet().stream()
                .anyMatch(u -> u.getKey().split("/")[1].equals(test) && u.getValue().seen().containsKey(outcome));
    }

    void write(final StringBuilder out) {
        if (tests.isEmpty()) {
            return;
        }
        out.append("<h2>Outcomes</h2>\n<p>A bar is a logarithm: each step of its length is ten times as often.</p>\n");
        final List<String> never = never();
        if (!never.isEmpty()) {
            out.append("<details><summary>").append(never.size())
                    .append(" outcomes that the spec allows were never seen, in this campaign or one before it in this folder</summary>\n<ul>\n");
            never.forEach(n -> out.append("<li>").append(escape(n)).append("</li>\n"));
            out.append("</ul></details>\n");
        }
        tests.forEach((test, outcomes) -> test(test, outcomes, out));
    }

    private void test(final String test, final Map<String, SortedMap<String, Long>> outcomes, final StringBuilder out) {
        final long seen = outcomes.values().stream().filter(by -> !by.isEmpty()).count();
        out.append("<details><summary>").append(escape(test)).append(": ").append(seen).append(" of ").append(outcomes.size())
                .append(" outcomes seen</summary>\n<div class=\"wide\"><table><tr><th>outcome</th><th>the spec</th>");
        techniques.forEach(t -> out.append("<th>").append(escape(t)).append("</th>"));
        out.append("</tr>\n");
        outcomes.forEach((o, by) -> {
            final Boolean serial = allowed.get(test).get(o);
            out.append("<tr class=\"").append(serial == null ? "bad" : "").append("\"><td>").append(escape(o)).append("</td><td>")
                    .append(serial == null ? "FORBIDDEN" : serial ? "allowed" : "allowed, by no serial run").append("</td>");
            techniques.forEach(t -> out.append("<td class=\"cell\">").append(bar(by.getOrDefault(t, 0L))).append("</td>"));
            out.append("</tr>\n");
        });
        out.append("</table></div></details>\n");
    }

    private static String bar(final long n) {
        return n == 0
                ? "<span class=\"none\">not seen</span>"
                : String.format(
                        Locale.ROOT, "<span class=\"bar\" style=\"width:%.1fem\"></span> %,d",
                        Math.min(LONGEST_BAR, Math.log10(n) * 0.75 + 0.2), n);
    }
}
