// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.lincheck;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.verifier.Verifier;
import org.jetbrains.kotlinx.lincheck.util.ValueResult;

/** Lincheck asks it after each schedule whether the outcome stands in the computed table. */
public final class Table implements Verifier {
    /** What is judged by, and what was found: Lincheck makes the verifier itself, so it is handed over here. */
    private static Set<String> allowed;

    private static List<String> start;
    private static final Map<String, Long> SEEN = new HashMap<>();
    private static long schedules;
    private static String forbidden;

    /** @param unused Lincheck's sequential specification: there is none */
    public Table(final Class<?> unused) {}

    /** What all schedules that follow are judged by: the outcomes, and the results of the start state. */
    static void begin(final Set<String> outcomes, final List<String> results) {
        allowed = outcomes;
        start = results;
        SEEN.clear();
        schedules = 0;
        forbidden = null;
    }

    static long schedules() {
        return schedules;
    }

    static Map<String, Long> seen() {
        return SEEN;
    }

    /** The outcome that the table does not have; null if there was none. */
    static String forbidden() {
        return forbidden;
    }

    @Override
    public boolean verifyResults(final ExecutionScenario scenario, final ExecutionResult results) {
        schedules++;
        final List<String> begun = results.getInitResults().stream().map(Table::text).toList();
        if (!begun.equals(start)) {
            forbidden = "the start state wants " + start + ", but the results are " + begun;
            return false;
        }
        final List<String> all = new ArrayList<>();
        results.getParallelResultsWithClock().forEach(column -> column.forEach(r -> all.add(text(r.getResult()))));
        results.getPostResults().forEach(r -> all.add(text(r)));
        final String outcome = String.join(", ", all);
        SEEN.merge(outcome, 1L, Long::sum);
        forbidden = allowed.contains(outcome) ? forbidden : outcome;
        return allowed.contains(outcome);
    }

    /** What a call brought back; an exception is in no table. */
    private static String text(final Object result) {
        return result instanceof ValueResult v ? String.valueOf(v.getValue()) : String.valueOf(result);
    }
}
