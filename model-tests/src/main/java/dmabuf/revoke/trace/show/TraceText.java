// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.show;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.trace.interpret.Judgement;
import dmabuf.revoke.trace.interpret.OpenCalls;
import dmabuf.revoke.trace.judge.Breach;
import dmabuf.revoke.trace.judge.BrokenRule;
import dmabuf.revoke.trace.judge.Hazards;
import dmabuf.revoke.trace.judge.Standard;
import dmabuf.revoke.trace.judge.Verdicts;
import dmabuf.revoke.trace.judge.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;

/** The report of a judged trace, for a reader. */
public final class TraceText {
    private static final int BREACHES = 20;

    /** The width of a list, in characters. */
    private static final int WIDTH = 120;

    private final Judgement j;
    private final StringBuilder out = new StringBuilder();

    private final Style style;

    private TraceText(final Judgement j, final Style style) {
        this.j = j;
        this.style = style;
    }

    /** The full report. */
    public static String of(final Judgement j) {
        return of(j, Style.FULL);
    }

    /** The report in a style. */
    public static String of(final Judgement j, final Style style) {
        final TraceText t = new TraceText(j, style);
        t.findings();
        t.breaches();
        t.rules();
        t.open();
        t.totals();
        t.hazards();
        t.weaker();
        if (style.verbose()) {
            t.actions();
        }
        t.verdict();
        return t.out.toString();
    }

    private void line(final String format, final Object... args) {
        out.append(String.format(Locale.ROOT, format, args)).append('\n');
    }

    private void findings() {
        out.append(FindingText.of(j, style));
        if (j.verdicts().further() > 0) {
            line("%d further events were refused, of buffers that were refuted already: lines %s%s",
                    j.verdicts().further(), j.verdicts().furtherLines().toString().replaceAll("[\\[\\]]", ""),
                    j.verdicts().further() > j.verdicts().furtherLines().size() ? ", and more" : "");
        }
    }

    private void breaches() {
        final List<Breach> all = j.verdicts().breaches();
        if (j.verdicts().broken() > 0) {
            line("The contract was broken %d times:", j.verdicts().broken());
            all.stream().limit(BREACHES).forEach(b -> line(
                    "  %s line %d: %s (buffer %d, %s)", b.claim(), b.line(), b.sentence(), b.buffer(), b.who()));
            if (j.verdicts().broken() > BREACHES) {
                line("  and %d more", j.verdicts().broken() - BREACHES);
            }
            out.append('\n');
        }
    }

    private void rules() {
        final List<BrokenRule> all = j.verdicts().rules();
        if (!all.isEmpty()) {
            line("A rule of the reference was broken %d times:", j.verdicts().brokenRules());
            all.stream().limit(BREACHES).forEach(b -> line("  %s line %d: %s (buffer %d)", b.number(), b.line(),
                    b.sentence(), b.buffer()));
            out.append('\n');
        }
    }

    /** Calls that had not returned at the end, which show where to look for a crash. */
    private void open() {
        if (j.open().calls().isEmpty()) {
            return;
        }
        line("At its end the trace is inside these calls:");
        j.open().calls().forEach(c -> line("  %s", c.text()));
        for (final OpenCalls.Early e : j.open().early()) {
            line("%nHAZARD 7.14 is open: line %d tells an importer whose attach, called on line %d by %s, has not returned.",
                    e.line(), e.attach(), e.thread());
            line("What this importer stores after attach is not there yet. The last lines about this buffer:%n");
            out.append(ThreadLanes.text(e.window(), e.line(), style.width())).append('\n');
        }
    }

    private void totals() {
        final Verdicts v = j.verdicts();
        line("%s: %,d lines", j.name(), j.lines());
        line("  %,d buffers: %,d explained, %,d refuted%s; %,d attachments; %,d calls and returns of importers while a revoke or restore ran",
                v.buffers(), v.explained(), v.refuted(), v.unseen() > 0 ? ", " + v.unseen()
                        + " of which the beginning was not seen" : "",
                v.attachments(), v.overlaps());
        v.exporters().forEach((e, n) -> line("    %,6d of %s", n, e));
        final TreeMap<String, Long> used = new TreeMap<>();
        final TreeMap<String, Long> ignored = new TreeMap<>();
        long all = 0;
        for (int id = 0; id < j.words().size(); id++) {
            if (j.words().used(id) > 0) {
                used.put(j.words().name(id), j.words().used(id));
            }
            if (j.words().met(id) > j.words().used(id)) {
                ignored.put(j.words().name(id), j.words().met(id) - j.words().used(id));
            }
            all += j.words().met(id);
        }
        line("  %,d events", all);
        if (style.verbose()) {
            wrapped("    used: ", list(used));
            wrapped("    ignored: ", list(ignored));
        }
    }

    private static List<String> list(final TreeMap<String, Long> counts) {
        final List<String> parts = new ArrayList<>();
        counts.forEach((name, n) -> parts.add(name + " " + n));
        return parts;
    }

    /** A list with commas, on as many lines as it needs; {@code none} if it is empty. */
    private void wrapped(final String head, final Collection<String> parts) {
        final String indent = " ".repeat(head.indexOf(head.strip()) + 2);
        StringBuilder text = new StringBuilder(head);
        int left = parts.size();
        for (final String part : parts) {
            left--;
            final String more = part + (left > 0 ? "," : "");
            if (text.length() + more.length() > WIDTH && text.length() > head.length()) {
                line("%s", text.toString().stripTrailing());
                text = new StringBuilder(indent);
            }
            text.append(more).append(' ');
        }
        line("%s", parts.isEmpty() ? head + "none" : text.toString().stripTrailing());
    }

    private void hazards() {
        final long any = Arrays.stream(Hazards.Hazard.values()).mapToLong(j.verdicts().hazards()::count).sum();
        if (!style.verbose() && any == 0) {
            return;
        }
        line("  hazards, which the spec allows and a driver must survive:");
        for (final Hazards.Hazard h : Hazards.Hazard.values()) {
            final long n = j.verdicts().hazards().count(h);
            if (n == 0 && !style.verbose()) {
                continue;
            }
            line("    %-4s %6d  %s%s", h.number, n, h.sentence, n > 0 ? ", first at line " + j.verdicts().hazards()
                    .first(h) : "");
        }
    }

    private void weaker() {
        Assumptions.of(j).forEach(a -> line("  %s", a));
    }

    /** The actions of the spec with an event that was seen, and those with an event that never was. */
    private void actions() {
        final TreeMap<String, TreeSet<String>> never = new TreeMap<>();
        final TreeMap<String, TreeSet<String>> seen = new TreeMap<>();
        for (final Standard s : j.standards()) {
            final Graph g = s.graph();
            for (int e = 0; e < g.edges(); e++) {
                final Event event = g.event(e);
                if (event != null) {
                    for (final Word w : Word.values()) {
                        if (w.event.equals(event)) {
                            (s.counted(w) > 0 ? seen : never).computeIfAbsent(s.design(), d -> new TreeSet<>())
                                    .add(g.step(e).action() + " (" + event.process() + " " + event.op() + " "
                                            + event.result() + ")");
                        }
                    }
                }
            }
        }
        seen.forEach((design, actions) -> wrapped("  " + design + ", exercised: ", actions));
        never.forEach((design, actions) -> {
            actions.removeAll(seen.getOrDefault(design, new TreeSet<>()));
            wrapped("  " + design + ", never: ", actions);
        });
    }

    /** What was judged, as the basis of the verdict. */
    private static String basis(final Judgement j) {
        final Verdicts v = j.verdicts();
        return String.format(Locale.ROOT, "%s of %,d %s; %,d of %,d lines about dma-bufs were used%s%s", v.calls(),
                v.buffers() - v.unseen(), v.buffers() - v.unseen() == 1 ? "buffer" : "buffers", j.usedLines(),
                j.dmaBufLines(),
                v.unseen() == 0 ? "" : String.format(Locale.ROOT, "; %,d of them are of %,d other buffers, whose beginning"
                        + " was not seen, and count for nothing", v.lateLines(), v.unseen()),
                j.open().calls().isEmpty() ? "" : "; at the end " + j.open().calls().size()
                        + " threads are in a call that waits, see above");
    }

    private void verdict() {
        j.trouble().forEach(t -> line("  cannot tell: %s", t));
        line("%s", verdict(j));
    }

    /** The last line of the report. */
    static String verdict(final Judgement j) {
        final Verdicts v = j.verdicts();
        return switch (j.exitCode()) {
            case 0 -> "explained: " + basis(j);
            case 1 -> v.refuted() > 0 ? "refuted: " + v.refuted() + " of " + v.buffers() + " buffers"
                    : v.broken() > 0 ? "explained by the design, which does not keep the contract: broken " + v.broken()
                            + " times"
                    : "explained by the design, but for a rule that was broken " + v.brokenRules() + " times";
            default -> "cannot tell";
        };
    }
}
