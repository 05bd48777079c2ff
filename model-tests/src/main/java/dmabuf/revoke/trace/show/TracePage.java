// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.show;

import dmabuf.revoke.report.JunitXml;
import dmabuf.revoke.site.Sheet;
import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.trace.interpret.Judgement;
import dmabuf.revoke.trace.interpret.OpenCalls;
import dmabuf.revoke.trace.judge.Finding;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The report of judged traces as a page: each refutation as a picture, the states that the spec considers possible, and the
 * assumptions.
 */
public final class TracePage {
    private final StringBuilder out = new StringBuilder();

    private TracePage() {}

    /** @param unreadable by file, why it could not be read */
    public static String of(final Collection<Judgement> judged, final Map<String, String> unreadable) throws Undecided {
        final TracePage page = new TracePage();
        judged.forEach(page::trace);
        unreadable.forEach((file, why) -> {
            page.element("h2", file);
            page.element("p", "Not judged: " + why + ".");
        });
        return Sheet.page(judged.size() + unreadable.size() == 1 ? "A trace, judged" : "Traces, judged", page.out.toString());
    }

    private void trace(final Judgement j) {
        element("h2", j.name());
        out.append("<p class=\"lead\"><span class=\"").append(List.of("holds", "refuted", "no").get(j.exitCode())).append("\">")
                .append(JunitXml.escape(TraceText.verdict(j))).append("</span></p>\n");
        element("p", String.format(Locale.ROOT, "%,d lines, %,d buffers, %,d attachments.", j.lines(), j.verdicts().buffers(),
                j.verdicts().attachments()));
        list("It cannot be told", j.trouble());
        j.verdicts().findings().forEach(f -> finding(j, f));
        list("Promises of the contract that are broken", j.verdicts().breaches().stream()
                .map(b -> String.format("%s, line %d: %s (buffer %d, %s)", b.claim(), b.line(), b.sentence(), b.buffer(), b.who())).toList());
        list("Rules of the reference that are broken", j.verdicts().rules().stream()
                .map(b -> String.format("%s, line %d: %s (buffer %d)", b.number(), b.line(), b.sentence(), b.buffer())).toList());
        list("At its end the trace is inside these calls", j.open().calls().stream().map(OpenCalls.Open::text).toList());
        for (final OpenCalls.Early e : j.open().early()) {
            element("h3", String.format("Hazard 7.14: line %d tells an importer whose attach, called on line %d by %s, has not returned",
                    e.line(), e.attach(), e.thread()));
            picture(TracePicture.svg(e.window(), e.line(), "the lines up to line " + e.line()));
        }
        list("What was assumed", Assumptions.of(j));
    }

    private void finding(final Judgement j, final Finding f) {
        out.append("<section class=\"counterexample\" id=\"line-").append(f.line()).append("\">");
        element("h3", "Line " + f.line() + " " + (f.refusal().beyond() ? "cannot be judged" : "is refuted") + ": " + f.name() + ", "
                + f.who() + ", as " + f.design());
        out.append("<pre class=\"tla\">").append(JunitXml.escape(f.text())).append("</pre>\n");
        final boolean broken = j.verdicts().breaches().stream().anyMatch(b -> b.buffer() == f.buffer() && b.line() == f.line());
        element("p", "That is " + f.refusal().event() + (f.refusal().known() ? "" : ", and no behaviour has such an event") + ". "
                + (broken ? "It breaks a promise of the contract, see below."
                        : f.asksContract() ? "It is a step that differs; on this line no promise of the contract is broken."
                                : "The contract cannot be asked: the trace does not show when a revoke begins and returns."));
        list("Possible before it", f.states());
        list("Allowed instead", f.refusal().allowed().isEmpty() ? List.of("nothing")
                : f.refusal().allowed().stream().map(Object::toString).toList());
        picture(TracePicture.svg(f.window(), f.line(), "the lines up to line " + f.line()));
        out.append("</section>\n");
    }

    private void picture(final String svg) {
        out.append("<div class=\"wide\" tabindex=\"0\">").append(svg).append("</div>\n");
    }

    private void element(final String name, final String text) {
        out.append('<').append(name).append('>').append(JunitXml.escape(text)).append("</").append(name).append(">\n");
    }

    private void list(final String head, final Collection<String> items) {
        if (!items.isEmpty()) {
            element("h3", head);
            out.append("<ul>\n");
            items.forEach(i -> element("li", i));
            out.append("</ul>\n");
        }
    }
}
