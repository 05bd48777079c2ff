// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.show;

import dmabuf.revoke.trace.interpret.Judgement;
import dmabuf.revoke.trace.judge.Standard;
import dmabuf.revoke.trace.judge.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** The assumptions of a verdict: events that were not recorded, and questions that could not be asked. */
final class Assumptions {
    private Assumptions() {}

    /** One sentence for each. */
    static List<String> of(final Judgement j) {
        final List<String> all = new ArrayList<>();
        for (final Standard s : j.standards()) {
            final TreeSet<String> hidden = new TreeSet<>(s.observer().hiddenProcesses());
            hidden.addAll(s.observer().hiddenOperations());
            s.observer().hiddenEvents().forEach(e -> hidden.add(e.toString()));
            final String who = String.format(Locale.ROOT, "as %s, %,d attachments", s.design(), s.attachments());
            if (!s.asksContract() && s.attachments() > 0 && s.knows(Word.CALL_REVOKE)) {
                all.add(who + " for which the contract was not asked: the trace does not show when a revoke begins and returns, or"
                        + " began too late");
            }
            if (!hidden.isEmpty() && s.attachments() > 0) {
                all.add(who + " of which this was not recorded, so that it may have happened unseen: " + String.join(", ", hidden));
            }
        }
        return all;
    }
}
