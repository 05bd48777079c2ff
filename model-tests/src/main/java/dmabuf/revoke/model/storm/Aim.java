// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Steers a round from one pair of operations that has not been met yet to the next. Used by the judge's thread only. */
final class Aim implements Runnable {
    /** How long a pair is tried at least, in nanoseconds and in calls and returns, so that a busy machine has enough of both. */
    private static final long TRY = 30_000_000;

    private static final long EVENTS = 2000;

    /** The factor for that time while a thread is in one of the two operations and waits for the other. */
    private static final int NEAR = 6;

    private final StormRound round;
    private final Map<String, Overlaps> overlaps;
    private final SplittableRandom random;
    private long since;
    private long sinceEvent;
    private String kind = "";
    private Pair pair;

    Aim(final StormRound round, final Map<String, Overlaps> overlaps, final SplittableRandom random) {
        this.round = round;
        this.overlaps = overlaps;
        this.random = random;
    }

    @Override
    public void run() {
        final long events = round.judging().made();
        final int patience = round.steer().isNear() ? NEAR : 1;
        final boolean tried = System.nanoTime() - since >= patience * TRY && events - sinceEvent >= patience * EVENTS;
        if (round.ends() || !tried && pair != null && overlaps.get(kind).missing().contains(pair)) {
            return;
        }
        since = System.nanoTime();
        sinceEvent = events;
        final List<Runnable> choices = new ArrayList<>();
        for (final Stage s : round.stages()) {
            for (final Stage.Part p : s.parts()) {
                overlaps.get(p.kind()).missing().forEach(m -> choices.add(() -> at(p, s, m)));
            }
        }
        if (choices.isEmpty()) {
            pair = null;
            round.steer().rest();
        } else {
            choices.get(random.nextInt(choices.size())).run();
        }
    }

    private void at(final Stage.Part p, final Stage s, final Pair m) {
        kind = p.kind();
        pair = m;
        final Set<Call> one = calls(p, s, m.one());
        final Set<Call> other = calls(p, s, m.other());
        if (m.one().equals(m.other())) {
            // Each side gets the calls of one thread.
            final String first = one.iterator().next().event().process();
            one.removeIf(c -> !c.event().process().equals(first));
            other.removeAll(one);
        } else {
            distinct(one, other);
        }
        final Overlaps o = overlaps.get(kind);
        round.steer().aim(one, o.canBegin(m.one(), m.other()), other, o.canBegin(m.other(), m.one()));
    }

    /** Gives two operations of the exporter to different threads. */
    private static void distinct(final Set<Call> one, final Set<Call> other) {
        other.removeIf(o -> one.size() == 1 && one.iterator().next().event().process().equals(o.event().process()));
        one.removeIf(o -> other.size() == 1 && other.iterator().next().event().process().equals(o.event().process()));
    }

    private Set<Call> calls(final Stage.Part p, final Stage s, final String operation) {
        final Set<Call> found = Collections.newSetFromMap(new IdentityHashMap<>());
        round.calls().stream()
                .filter(c -> c.operation().equals(operation) && c.concerns(round.stages().indexOf(s), p.who()))
                .forEach(found::add);
        return found;
    }
}
