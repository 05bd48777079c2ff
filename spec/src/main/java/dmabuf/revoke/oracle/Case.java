// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.oracle;

import dmabuf.revoke.graph.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * One history of the self-check, to be decided by the oracle and by TLC.
 *
 * @param number its index, from 1, among the histories of its seed
 * @param how it was made
 * @param history for TLC
 * @param threads for the oracle: the same history as its processes recorded it; merged, these must give the history again
 */
record Case(int number, String how, Observer observer, History history, List<List<Stamped>> threads) {

    /**
     * Records a history, with a buffer for each process. Now and then a call gets the same stamp as the return that follows
     * it.
     */
    static Case of(
            final int number,
            final String how,
            final Observer observer,
            final History history,
            final SplittableRandom random) {
        final Map<String, List<Stamped>> threads = new LinkedHashMap<>();
        Stamped last = null;
        boolean tied = false;
        long stamp = random.nextLong();
        for (int n = 0; n < history.events().size(); n++) {
            final Observation o = history.events().get(n);
            tied = n > 1 && !tied && last.isCall() && returns(o)
                    && !o.process().equals(last.what().process())
                    && random.nextInt(4) > 0;
            stamp += tied ? 0 : 1 + random.nextInt(100);
            last = new Stamped(stamp, o);
            threads.computeIfAbsent(o.process(), p -> new ArrayList<>()).add(last);
        }
        return new Case(number, how, observer, history, List.copyOf(threads.values()));
    }

    private static boolean returns(final Observation o) {
        return o instanceof Observation.Seen s && s.event().kind() == Event.Kind.RETURN;
    }

    /** Whether two processes are in a call at the same time, not counting those that are called within another's call. */
    boolean overlaps(final Set<String> nested) {
        final Set<String> open = new HashSet<>();
        for (final Observation o : history.events()) {
            if (returns(o)) {
                open.remove(o.process());
            } else if (o instanceof Observation.Seen && !nested.contains(o.process())) {
                open.add(o.process());
            }
            if (open.size() > 1) {
                return true;
            }
        }
        return false;
    }

    /** The process that is stuck at the end; null if none is. */
    String stuck() {
        final Observation last = history.events().get(history.events().size() - 1);
        return last instanceof Observation.Stuck s ? s.process() : null;
    }

    /** The calls and returns. */
    List<Event> seen() {
        return history.events().stream()
                .filter(o -> o instanceof Observation.Seen)
                .map(o -> ((Observation.Seen) o).event())
                .toList();
    }

    @Override
    public String toString() {
        return "history " + number + " (" + how + "; " + observer + "):\n" + history;
    }
}
