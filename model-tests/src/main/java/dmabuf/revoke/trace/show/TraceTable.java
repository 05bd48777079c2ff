// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.show;

import dmabuf.revoke.trace.interpret.Judgement;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The verdicts of several traces, one line each. */
public final class TraceTable {
    private TraceTable() {}

    /** @param unreadable for each file that could not be judged at all, the reason */
    public static String of(final List<Judgement> all, final Map<String, String> unreadable) {
        final int width = Math.max(4, Math.max(all.stream().mapToInt(j -> j.name().length()).max().orElse(0),
                unreadable.keySet().stream().mapToInt(String::length).max().orElse(0)));
        final String form = "%-" + width + "s  %-11s  %10s  %7s  %12s%n";
        final StringBuilder out = new StringBuilder();
        out.append(String.format(form, "file", "verdict", "lines", "buffers", "attachments"));
        all.forEach(j -> out.append(String.format(form, j.name(), TraceJson.verdict(j.exitCode()), number(j.lines()),
                number(j.verdicts().buffers()), number(j.verdicts().attachments()))));
        unreadable.keySet().forEach(f -> out.append(String.format("%-" + width + "s  cannot read%n", f)));
        return out.toString();
    }

    private static String number(final long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }
}
