// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.show;

import dmabuf.revoke.site.EventPicture;
import dmabuf.revoke.site.EventPicture.Kind;
import dmabuf.revoke.trace.interpret.Judgement;
import dmabuf.revoke.trace.judge.Finding;
import dmabuf.revoke.trace.read.FtraceLine;
import dmabuf.revoke.trace.read.Window;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Lines of a trace as a picture: one lane for each thread, and a mark on the line that no behaviour explains. */
public final class TracePicture {
    private static final String ENTRY = "_in";
    private static final String RETURN = "_ret";

    private TracePicture() {}

    /** The lines up to the first one that is refuted; empty if there is none. */
    public static Optional<String> ofFirst(final Collection<Judgement> judged) {
        for (final Judgement j : judged) {
            for (final Finding f : j.verdicts().findings()) {
                return Optional.of(svg(f.window(), f.line(), j.name() + ", line " + f.line() + ": " + f.text()));
            }
        }
        return Optional.empty();
    }

    /** @param marked the number of the line that is marked */
    static String svg(final List<Window.Line> lines, final long marked, final String title) {
        final List<EventPicture.Row> rows = new ArrayList<>();
        final FtraceLine parsed = new FtraceLine();
        for (final Window.Line l : lines) {
            final byte[] bytes = l.text().getBytes(StandardCharsets.ISO_8859_1);
            if (parsed.parse(bytes, 0, bytes.length)) {
                final String what = parsed.what();
                final String event = what.substring(0, what.indexOf(':'));
                rows.add(new EventPicture.Row(l.number(), parsed.thread(), kind(event), function(event), ThreadLanes.brief(what)));
            }
        }
        return EventPicture.svg(rows, marked, "line", title);
    }

    private static Kind kind(final String event) {
        if (event.equals("ww_mutex_unlock")) {
            return Kind.UNLOCKED;
        }
        if (event.endsWith(RETURN)) {
            return event.startsWith("ww_mutex_") ? Kind.LOCKED : Kind.RETURN;
        }
        return event.endsWith(ENTRY) ? Kind.CALL : Kind.POINT;
    }

    /** The function's name, without the suffix for entry or return. */
    private static String function(final String event) {
        return event.replaceFirst("(" + ENTRY + "|" + RETURN + ")$", "");
    }
}
