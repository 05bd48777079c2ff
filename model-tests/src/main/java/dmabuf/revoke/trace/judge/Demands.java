// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.judge;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.oracle.Observer;
import dmabuf.revoke.oracle.Oracle;
import dmabuf.revoke.oracle.StateSet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The events that the spec demands, assuming that nothing happened unrecorded. Not thread-safe. */
final class Demands {
    private final Oracle oracle;
    private final int[] codes = new int[Word.values().length];
    private final Map<Absence, Oracle> without = new EnumMap<>(Absence.class);

    /** The results for refused events; there are few of these, and many histories meet them. */
    private final Map<StateSet, Map<Word, List<Absence>>> found = new HashMap<>();

    /** @param without for each absence, the observer for whom only its events may have happened unseen */
    Demands(final Graph graph, final Observer all, final Map<Absence, Observer> without) {
        this.oracle = new Oracle(graph, all);
        without.forEach((a, o) -> {
            if (!o.equals(all)) {
                this.without.put(a, new Oracle(graph, o));
            }
        });
        for (final Word w : Word.values()) {
            codes[w.ordinal()] = all.sees(w.event) ? oracle.code(w.observation) : Standard.UNSEEN;
        }
    }

    Oracle.Walk walk() {
        return oracle.walk();
    }

    /** Takes an event. {@return whether the spec allows it} */
    boolean accept(final Oracle.Walk walk, final Word w) {
        final int code = codes[w.ordinal()];
        return code == Standard.UNSEEN || walk.accept(code);
    }

    /**
     * The absences that explain why an event is refused after some states: the event is allowed if the absent events happened
     * unseen. If no single absence explains it, all are returned.
     */
    List<Absence> reasons(final StateSet before, final Word w) {
        return found.computeIfAbsent(before, b -> new HashMap<>()).computeIfAbsent(w, x -> {
            final List<Absence> reasons = new ArrayList<>();
            without.forEach((a, o) -> {
                if (o.walk(before).accept(x.observation)) {
                    reasons.add(a);
                }
            });
            return reasons.isEmpty() ? List.copyOf(without.keySet()) : reasons;
        });
    }
}
