// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.model.drive.Disagreement;
import dmabuf.revoke.model.drive.HistoryLanes;
import dmabuf.revoke.model.drive.Judge;
import dmabuf.revoke.model.schedule.Tape.Entry;
import dmabuf.revoke.model.schedule.Tape.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.verifier.Verifier;

/**
 * Called by Lincheck after each schedule; it asks the oracle. The tape gives the order of the events, so no order has to be
 * searched for, and the calls need not be linearizable.
 *
 * <p>A call that was skipped as misuse must have been misuse at some moment between its beginning and its end. An admitted call
 * counts from the moment of its admission: before, it has done nothing.
 */
public final class OracleVerifier implements Verifier {
    /** The failure. It is static because Lincheck itself makes the verifier. */
    static String failure;

    /** @param unused Lincheck's sequential specification, which is not used */
    public OracleVerifier(final Class<?> unused) {}

    @Override
    public boolean verifyResults(final ExecutionScenario scenario, final ExecutionResult results) {
        final Tape tape = Tape.current();
        final List<Entry> entries = tape.entries();
        Bench.of(tape.race().scene()).count(tape.race(), entries, tape.coverage(), overlap(entries));
        try {
            hold(tape);
            return true;
        } catch (Disagreement d) {
            failure = d.getMessage();
            return false;
        }
    }

    /** Whether two processes were in a call at the same time; callbacks are part of the exporter's. */
    private static boolean overlap(final List<Entry> entries) {
        int open = 0;
        for (final Entry e : entries) {
            if (!e.words().startsWith("callback") && e.kind() != Kind.TRY && e.kind() != Kind.REFUSED) {
                open += e.kind() == Kind.CALL ? 1 : -1;
                if (open > 1) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void hold(final Tape tape) throws Disagreement {
        final Bench bench = Bench.of(tape.race().scene());
        final Judge.Trial trial = bench.judge.trial(bench.initial(tape.race()));
        final Map<Event, Boolean> tries = new HashMap<>();
        for (final Entry e : tape.entries()) {
            final Event c = e.call();
            switch (e.kind()) {
                case TRY -> tries.put(c, false);
                case CALL -> {
                    tries.remove(c);
                    trial.sees(c);
                }
                case RETURN -> trial.sees(Event.ret(c.process(), c.op(), c.arg(), e.result()));
                case REFUSED -> {
                    final Boolean couldBe = tries.remove(c);
                    if (couldBe == null) {
                        throw trial.wrong(c + " is refused as misuse when it has begun");
                    }
                    trial.refuses(c, couldBe);
                }
                default -> throw trial.wrong(c + ": " + e.result());
            }
            tries.replaceAll((call, was) -> was || trial.may(call) != Judge.May.ALWAYS);
        }
        rests(trial, bench);
    }

    /** Checks that at the end the buffer is in one of the possible states. */
    private static void rests(final Judge.Trial trial, final Bench bench) throws Disagreement {
        List<String> least = null;
        for (int n = 0; n < trial.states().size(); n++) {
            final List<String> d = bench.buffers.differences(Tape.current().scene(), trial.states().state(n));
            least = least == null || d.size() < least.size() ? d : least;
        }
        if (!least.isEmpty()) {
            throw trial.wrong("all calls have returned, and the buffer is in no state that is possible then:\n  "
                    + String.join("\n  ", least));
        }
    }

    /** The lanes of the latest schedule, up to where it hung or the oracle refused it. */
    static String lanes() {
        final HistoryLanes lanes = new HistoryLanes();
        for (final Entry e : new ArrayList<>(Tape.current().entries())) {
            final Event c = e.call();
            final String what = c.op() + (c.arg().equals("-") ? "" : "(" + c.arg() + ")");
            lanes.add(c.process(), switch (e.kind()) {
                case TRY -> "? " + what;
                case CALL -> "> " + what;
                case RETURN -> "< " + what + " = " + e.result();
                case REFUSED -> "! " + what;
                case THREW -> "! " + what + ": " + e.result();
            });
        }
        return lanes.toString();
    }
}
