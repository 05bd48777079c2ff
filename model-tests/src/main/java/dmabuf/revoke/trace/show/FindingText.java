// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.show;

import dmabuf.revoke.trace.interpret.Judgement;
import dmabuf.revoke.trace.judge.Finding;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The lines that no behaviour explains, for a reader. */
final class FindingText {
    private FindingText() {}

    /** All of them, or the first and the number of the others. */
    static String of(final Judgement j, final Style style) {
        final List<Finding> all = j.verdicts().findings();
        final StringBuilder out = new StringBuilder();
        all.stream().limit(style.all() ? all.size() : 1).forEach(f -> out.append(one(f, j, style)));
        if (!style.all() && all.size() > 1) {
            out.append(String.format(Locale.ROOT, "%d more buffers are refuted, on lines %s; --all shows each%n%n",
                    j.verdicts().refuted() + j.verdicts().beyond() - 1,
                    all.stream().skip(1).map(f -> Long.toString(f.line())).collect(Collectors.joining(", "))));
        }
        return out.toString();
    }

    private static String one(final Finding f, final Judgement j, final Style style) {
        final StringBuilder out = new StringBuilder();
        out.append(String.format("%s: %s, %s, as %s%n", f.refusal().beyond() ? "CANNOT TELL" : "REFUTED", f.name(), f.who(),
                f.design()));
        out.append(String.format("  line %d: %s%n", f.line(), f.text()));
        out.append(String.format("  that is: %s%n", f.refusal().event()));
        out.append(String.format("  %s%n", f.refusal().known() ? "possible before it: " + f.refusal().before()
                : "no behaviour has such an event"));
        f.states().forEach(s -> out.append(String.format("    %s%n", s)));
        out.append(String.format("  allowed instead:%s%n", f.refusal().allowed().isEmpty() ? " nothing" : ""));
        f.refusal().allowed().forEach(o -> out.append(String.format("    %s%n", o)));
        final boolean broken = j.verdicts().breaches().stream()
                .anyMatch(b -> b.buffer() == f.buffer() && b.line() == f.line());
        out.append(String.format("  %s%n", broken ? "and that breaks a promise of the contract, see below"
                : f.asksContract()
                        ? "a step that differs; on this line no promise of the contract is broken"
                        : "the contract cannot be asked: the trace does not show when a revoke begins and returns"));
        return out.append('\n').append(ThreadLanes.text(f.window(), f.line(), style.width())).append('\n').toString();
    }
}
