// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import static dmabuf.revoke.report.JunitXml.escape;

import dmabuf.revoke.model.matrix.Power;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How likely as much stress as that of a campaign is to notice each kind of fault: those of the mutants of impl. */
final class PowerTable {
    private final Summary summary;
    private final List<Summary> before;
    private final Path matrix;

    /** @param matrix the file of the kept matrix of mutants */
    PowerTable(final Summary summary, final List<Summary> before, final Path matrix) {
        this.summary = summary;
        this.before = before;
        this.matrix = matrix;
    }

    /** The seconds of each column of the matrix. A litmus test under a scheduler is in no column. */
    private static Map<String, Double> seconds(final Summary s) {
        final Map<String, Double> seconds = new TreeMap<>();
        s.units().forEach((name, tally) -> {
            final String[] unit = name.split("/");
            if (tally.turns() > 0 && (unit[0].equals("jcstress") || unit[1].equals(Unit.WHOLE))) {
                seconds.merge(unit[0], tally.seconds(), Double::sum);
            }
        });
        return seconds;
    }

    void write(final StringBuilder out) throws Undecided {
        final Power power = Power.of(matrix, seconds(summary));
        if (power.mutants().isEmpty()) {
            return;
        }
        final String found = String.format(
                Locale.ROOT, "By the kept matrix, these techniques notice %d of %d mutants of impl within a minute each. Stress"
                        + " of the same length would notice %d of them with a chance of 90 %% or more, and %.1f on the average%s.",
                power.mutants().size(), power.mutants().size() + power.unnoticed(), power.likely(), power.expected(), last());
        out.append("<h2>Detection power</h2>\n<p>").append(escape(found));
        if (!power.unmeasured().isEmpty()) {
            out.append(" The matrix has nothing of ").append(escape(String.join(", ", power.unmeasured()))).append('.');
        }
        out.append("</p>\n<details><summary>the chance to notice each mutant, the least first</summary>\n")
                .append("<div class=\"wide\"><table><tr><th>mutant</th><th>chance</th><th>most likely by</th></tr>\n");
        power.mutants().forEach(m -> out.append(String.format(
                Locale.ROOT, "<tr><td>%s</td><td>%.1f %%</td><td>%s</td></tr>%n",
                escape(m.mutant()), 100 * m.chance(), escape(m.by()))));
        out.append("</table></div></details>\n");
    }

    private String last() throws Undecided {
        if (before.isEmpty()) {
            return "";
        }
        final Power power = Power.of(matrix, seconds(before.get(before.size() - 1)));
        return String.format(Locale.ROOT, " (%.1f for the campaign before)", power.expected());
    }
}
