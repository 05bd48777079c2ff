// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.show;

import static dmabuf.revoke.report.Json.text;

import dmabuf.revoke.trace.interpret.Judgement;
import dmabuf.revoke.trace.judge.Breach;
import dmabuf.revoke.trace.judge.BrokenRule;
import dmabuf.revoke.trace.judge.Finding;
import dmabuf.revoke.trace.judge.Hazards;
import dmabuf.revoke.trace.judge.Verdicts;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The report of judged traces as JSON for programs. */
public final class TraceJson {
    private TraceJson() {}

    /** @param unreadable for each file that could not be judged at all, the reason */
    public static String of(final List<Judgement> all, final Map<String, String> unreadable, final int exitCode) {
        return "{\n  \"exitCode\": " + exitCode + ",\n  \"unreadable\": "
                + list(unreadable.entrySet(), e -> "{\"file\": " + text(e.getKey()) + ", \"why\": " + text(e.getValue()) + "}", " ")
                + ",\n  \"traces\": " + list(all, TraceJson::trace, "\n    ") + "\n}\n";
    }

    private static String trace(final Judgement j) {
        final Verdicts v = j.verdicts();
        final Map<String, Long> hazards = new TreeMap<>();
        for (final Hazards.Hazard h : Hazards.Hazard.values()) {
            hazards.put(h.number, v.hazards().count(h));
        }
        final Map<String, Long> used = new TreeMap<>();
        final Map<String, Long> ignored = new TreeMap<>();
        for (int id = 0; id < j.words().size(); id++) {
            if (j.words().met(id) > 0) {
                used.put(j.words().name(id), j.words().used(id));
                ignored.put(j.words().name(id), j.words().met(id) - j.words().used(id));
            }
        }
        used.values().removeIf(n -> n == 0);
        ignored.values().removeIf(n -> n == 0);
        return "{\"file\": " + text(j.name()) + ", \"verdict\": " + text(verdict(j.exitCode())) + ", \"lines\": "
                + j.lines()
                + ", \"buffers\": " + v.buffers() + ", \"explained\": " + v.explained() + ", \"refuted\": "
                        + v.refuted()
                + ", \"unseenBeginnings\": " + v.unseen() + ", \"attachments\": " + v.attachments()
                + ", \"linesUsed\": " + j.usedLines() + ", \"linesAboutDmaBufs\": " + j.dmaBufLines()
                + ", \"overlaps\": " + v.overlaps() + ", \"promisesBroken\": " + v.broken()
                + ",\n     \"exporters\": " + map(v.exporters()) + ",\n     \"hazards\": " + map(hazards)
                + ",\n     \"used\": " + map(used) + ",\n     \"ignored\": " + map(ignored)
                + ",\n     \"cannotTell\": " + list(j.trouble(), dmabuf.revoke.report.Json::text, " ")
                + ",\n     \"refutations\": " + list(v.findings(), TraceJson::finding, "\n       ")
                + ",\n     \"furtherRefused\": " + v.further() + ", \"furtherLines\": " + v.furtherLines()
                + ",\n     \"breaches\": " + list(v.breaches(), TraceJson::breach, "\n       ")
                + ",\n     \"rulesBroken\": " + v.brokenRules()
                + ", \"rules\": " + list(v.rules(), TraceJson::rule, "\n       ") + "}";
    }

    static String verdict(final int exitCode) {
        return exitCode == 0 ? "explained" : exitCode == 1 ? "refuted" : "cannot tell";
    }

    private static String finding(final Finding f) {
        return "{\"buffer\": " + f.buffer() + ", \"history\": " + text(f.who()) + ", \"design\": "
                + text(f.design())
                + ", \"line\": " + f.line() + ", \"text\": " + text(f.text()) + ", \"event\": "
                + text(f.refusal().event().toString()) + ", \"beyondTheBound\": " + f.refusal().beyond()
                + ", \"possibleStates\": " + f.refusal().before().size()
                + ", \"allowed\": " + list(f.refusal().allowed(), o -> text(o.toString()), " ") + "}";
    }

    private static String breach(final Breach b) {
        return "{\"buffer\": " + b.buffer() + ", \"history\": " + text(b.who()) + ", \"claim\": " + text(b.claim())
                + ", \"line\": " + b.line() + ", \"text\": " + text(b.text()) + ", \"sentence\": "
                        + text(b.sentence()) + "}";
    }

    private static String rule(final BrokenRule b) {
        return "{\"buffer\": " + b.buffer() + ", \"rule\": " + text(b.number()) + ", \"line\": " + b.line() + ", \"text\": "
                + text(b.text()) + ", \"sentence\": " + text(b.sentence()) + "}";
    }

    private static <T> String list(final Collection<T> items, final Function<T, String> how, final String before) {
        return items.stream().map(i -> before + how.apply(i)).collect(Collectors.joining(",", "[", "]"));
    }

    private static String map(final Map<String, ? extends Number> m) {
        return m.entrySet().stream()
                .map(e -> text(e.getKey()) + ": " + e.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
