// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.perturb;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.oracle.History;
import dmabuf.revoke.oracle.Observation;
import dmabuf.revoke.oracle.Observer;
import dmabuf.revoke.trace.interpret.Judgement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A history that TLC is asked about.
 *
 * @param kinds the participants that occur in it, by name
 */
record Asked(History history, Observer observer, Map<String, String> kinds) {
    /**
     * The history of a buffer from a line on. Of what was before, the exporter's events are kept, and all events of who is still
     * attached; the importers that have left, the attaches that failed and the fences that have signalled are left out. If the
     * whole history is a behaviour, then so is this one: without the steps of the others, what is left remains a behaviour.
     *
     * @param line the number of the last line before
     */
    static Asked since(final Judgement.Whole whole, final int line) {
        final List<Observation> all = whole.history().events();
        final Map<String, BitSet> lives = new HashMap<>();
        final BitSet over = new BitSet();
        for (int n = 0; n < all.size() && whole.lines().get(n) <= line; n++) {
            final Event e = event(all.get(n));
            final String who = who(e);
            if (whole.kinds().containsKey(who)) {
                final BitSet life = lives.computeIfAbsent(who, w -> new BitSet());
                life.set(n);
                if (ends(e)) {
                    over.or(life);
                    lives.remove(who);
                }
            }
        }
        final List<Observation> left = new ArrayList<>();
        final Map<String, String> kinds = new TreeMap<>();
        for (int n = over.nextClearBit(0); n < all.size(); n = over.nextClearBit(n + 1)) {
            left.add(all.get(n));
            final String who = who(event(all.get(n)));
            if (whole.kinds().containsKey(who)) {
                kinds.put(who, whole.kinds().get(who));
            }
        }
        return new Asked(new History(left), whole.observer(), kinds);
    }

    private static Event event(final Observation o) {
        return ((Observation.Seen) o).event();
    }

    private static String who(final Event e) {
        return e.process().substring(e.process().indexOf(':') + 1);
    }

    /** Whether somebody leaves by an event, or never came, so that the name is free. */
    private static boolean ends(final Event e) {
        final boolean returns = e.kind() == Event.Kind.RETURN;
        return returns && e.op().equals("detach") || returns && e.op().equals("attach") && !e.result().equals("OK")
                || e.process().startsWith("fence:") && e.op().equals("signal");
    }
}
