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

/** Called by Lincheck after each schedule; checks that the outcome is in the computed table. */
public final class Table implements Verifier {
    /** The table and the results. They are static because Lincheck itself makes the verifier. */
    private static Set<String> allowed;

    private static List<String> start;
    private static final Map<String, Long> SEEN = new HashMap<>();
    private static long schedules;
    private static String forbidden;

    /** @param unused Lincheck's sequential specification, which is not used */
    public Table(final Class<?> unused) {}

    /** Sets the table for the next schedules: the outcomes, and the results of the start state. */
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

    /** The outcome that is not in the table; null if there was none. */
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

    /** The result of a call as text; an exception is in no table. */
    private static String text(final Object result) {
        return result instanceof ValueResult v ? String.valueOf(v.getValue()) : String.valueOf(result);
    }
}
