// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The results of all turns of one unit so far. Guarded by its owner. */
final class Tally {
    /** After this number of turns without a result in a row, the unit gets no more time. */
    private static final int GIVEN_UP = 3;

    private final SortedMap<String, Boolean> allowed;
    private final SortedMap<String, Long> seen = new TreeMap<>();
    private final Map<String, Turn.Kept> failures = new LinkedHashMap<>();
    private final Map<String, Integer> times = new LinkedHashMap<>();
    private int next;
    private int turns;
    private double seconds;
    private long samples;
    private boolean exhausted;
    private int inTrouble;
    private String trouble = "";

    /** @param allowed the outcomes of its table; empty if it has none */
    Tally(final SortedMap<String, Boolean> allowed) {
        this.allowed = allowed;
    }

    void add(final Turn t) {
        turns++;
        next = Math.max(next, t.number() + 1);
        seconds += t.seconds();
        samples += t.samples();
        exhausted |= t.exhausted();
        inTrouble = t.trouble().isEmpty() ? 0 : inTrouble + 1;
        trouble = t.trouble().isEmpty() ? trouble : t.trouble();
        t.seen().forEach((o, n) -> seen.merge(o, n, Long::sum));
        t.failures().forEach(f -> {
            failures.putIfAbsent(f.signature(), f);
            times.merge(f.signature(), 1, Integer::sum);
        });
    }

    /** Whether it should get no more time: another turn finds nothing more. */
    boolean done() {
        return exhausted || inTrouble >= GIVEN_UP;
    }

    /**
     * The unit with the least share gets the next turn: its time, divided by one more than the number of its outcomes that were
     * never seen. So a unit with three unseen outcomes gets four times as much time as one that has shown all.
     */
    double share() {
        return seconds / (1 + unseen());
    }

    long unseen() {
        return allowed.keySet().stream().filter(o -> !seen.containsKey(o)).count();
    }

    SortedMap<String, Boolean> allowed() {
        return allowed;
    }

    SortedMap<String, Long> seen() {
        return seen;
    }

    /** The failures by signature. */
    Map<String, Turn.Kept> failures() {
        return failures;
    }

    int times(final String signature) {
        return times.get(signature);
    }

    int next() {
        return next;
    }

    int turns() {
        return turns;
    }

    double seconds() {
        return seconds;
    }

    long samples() {
        return samples;
    }

    /** The trouble of the last turn without a result; empty if there was none. */
    String trouble() {
        return trouble;
    }
}
