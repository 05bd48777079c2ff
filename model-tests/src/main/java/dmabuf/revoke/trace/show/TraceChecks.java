// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.show;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.trace.interpret.Judgement;
import dmabuf.revoke.trace.judge.Breach;
import dmabuf.revoke.trace.judge.BrokenRule;
import dmabuf.revoke.trace.judge.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A judged trace as checks. Their names are those of the buffers, which are numbered in the order of their export. Line numbers
 * and addresses change with each recording, and are in the details.
 */
public final class TraceChecks {
    private TraceChecks() {}

    /** A check that all buffers are explained, one for each buffer that is not, and one for each promise that a buffer breaks. */
    public static List<Check> of(final Judgement j) {
        final String again = "./revoke trace " + j.name();
        final List<Check> checks = new ArrayList<>();
        checks.add(Check.of("trace", j.name() + ": buffers", j.verdicts().refuted() == 0 && j.verdicts().buffers() > 0,
                j.verdicts().explained() + " of " + j.verdicts().buffers() + " buffers explained", again));
        for (final Finding f : j.verdicts().findings()) {
            checks.add(new Check("trace", j.name() + ": buffer " + f.buffer(),
                    f.refusal().beyond() ? Check.Status.UNDECIDED : Check.Status.DIFFERS,
                    "line " + f.line() + ", " + f.name() + ", " + f.who() + ": " + f.refusal().event() + ": " + f.text(),
                    again));
        }
        final TreeMap<String, List<Breach>> broken = j.verdicts().breaches().stream().collect(Collectors.groupingBy(
                b -> "buffer " + b.buffer() + ": promise " + b.claim(), TreeMap::new, Collectors.toList()));
        broken.forEach((name, all) -> checks.add(Check.of("trace", j.name() + ": " + name, false,
                all.get(0).sentence() + ": " + all.stream().map(b -> "line " + b.line() + " " + b.who())
                        .collect(Collectors.joining(", ")),
                again)));
        final TreeMap<String, List<BrokenRule>> rules = j.verdicts().rules().stream().collect(Collectors.groupingBy(
                b -> "buffer " + b.buffer() + ": rule " + b.number(), TreeMap::new, Collectors.toList()));
        rules.forEach((name, all) -> checks.add(Check.of("trace", j.name() + ": " + name, false,
                all.stream().map(b -> "line " + b.line() + ": " + b.sentence()).collect(Collectors.joining("; ")), again)));
        if (!j.trouble().isEmpty()) {
            checks.add(Check.undecided("trace", j.name() + ": readable", String.join("; ", j.trouble()), again));
        }
        return checks;
    }
}
