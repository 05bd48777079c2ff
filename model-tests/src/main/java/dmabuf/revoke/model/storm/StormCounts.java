// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a storm exercised. */
final class StormCounts {
    private long rounds;
    private long events;
    private long revoked;
    private long broadcasts;
    private long accesses;
    private long polls;
    private long faults;
    private long interrupts;
    private long allMet = -1;

    void add(final StormRound r) {
        rounds++;
        events += r.judging().events();
        for (final Stage s : r.stages()) {
            revoked += s.ground().poisonings();
            broadcasts += s.ground().broadcasts();
            polls += s.poller().polls();
        }
        for (final Crew c : r.crewList()) {
            accesses += c.seat.accesses;
            faults += c.seat.faults;
            interrupts += c.seat.interrupts;
        }
    }

    /** Notes the time after which no pair was missing any more. */
    void allMet(final long nanos) {
        allMet = allMet < 0 ? nanos : allMet;
    }

    long events() {
        return events;
    }

    /** The counts in one line. */
    String text(final Map<String, Overlaps> overlaps) {
        long pairs = 0;
        long met = 0;
        long times = 0;
        for (final Overlaps o : overlaps.values()) {
            pairs += o.counts().size();
            met += o.counts().size() - o.missing().size();
            times += o.counts().values().stream().mapToLong(n -> n).sum();
        }
        return String.format(
                "%,d calls and returns judged in %,d rounds, %,d times the memory was taken back, %,d broadcasts, %,d writes of"
                        + " devices, %,d polls, %,d throws and %,d interrupts on purpose; calls overlapped %,d times, %,d of %,d"
                        + " pairs of operations%s",
                events, rounds, revoked, broadcasts, accesses, polls, faults, interrupts, times, met, pairs,
                allMet < 0 ? "" : String.format(", the last after %.1f s", allMet / 1e9));
    }

    /** What the storm is meant to exercise and never happened; empty if all of it did. */
    String never() {
        final List<String> never = new ArrayList<>();
        zero(never, events, "a call");
        zero(never, revoked, "a revoke that took the memory back");
        zero(never, broadcasts, "a broadcast");
        zero(never, accesses, "a write of a device");
        zero(never, polls, "a poll");
        zero(never, faults, "a throw on purpose");
        zero(never, interrupts, "an interrupt");
        return String.join(", ", never);
    }

    private static void zero(final List<String> never, final long count, final String what) {
        if (count == 0) {
            never.add(what);
        }
    }
}
