// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.interpret;

import dmabuf.revoke.oracle.Refusal;
import dmabuf.revoke.trace.judge.Absence;
import dmabuf.revoke.trace.judge.Judged;
import dmabuf.revoke.trace.judge.Word;
import java.util.List;

/** Adds an event to a history: the event is accepted, refused, or in doubt. */
final class Hearing {
    private final World world;

    Hearing(final World world) {
        this.world = world;
    }

    /** Adds an event to a history. */
    void hears(final Buffer b, final String who, final long attachment, final Judged judged, final Word w,
            final long line, final String text) {
        final Refusal r = judged.accept(w);
        if (r != null) {
            refused(b, who, attachment, r, line, text);
        } else if (!judged.refused() && (judged == b.base || !w.ofExporter() && w != Word.BROADCAST)) {
            world.verdicts.calls().hear(w, judged.standard());
        }
        final List<Absence> doubt = judged.doubt();
        if (doubt != null && !b.refuted && !b.strange) {
            world.verdicts.doubts(doubt, w.observation.toString(), b.name(), line, !b.doubted);
            b.doubted = true;
        }
    }

    private void refused(
            final Buffer b, final String who, final long attachment, final Refusal r, final long line, final String text) {
        if (b.refuted) {
            world.verdicts.further(line);
            return;
        }
        b.refuted = true;
        if (b.doubted || b.strange) {
            world.verdicts.isRefuted(b.doubted);
        }
        world.verdicts.refuted(b.finding(who, attachment, r, line, text == null ? world.text() : text));
    }
}
