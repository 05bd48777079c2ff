// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.lincheck;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.stress.litmus.Outcomes;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of a litmus test under a controlled scheduler.
 *
 * @param schedules how many were tried
 * @param outcomes how often each outcome occurred, including those that are not allowed
 * @param seen how many of the allowed outcomes occurred
 * @param allowed how many there are
 * @param failure empty if there was none; else the forbidden outcome, or that all threads wait, and the schedule
 */
public record Schedule(
        String name, long schedules, Map<String, Long> outcomes, int seen, int allowed, String failure) implements Serializable {
    /** The result as a check of verify. */
    public Check check() {
        final String again = "./revoke litmus --schedule " + name;
        return failure.isEmpty() && schedules < 2
                ? Check.undecided("litmus schedules", name, this + "; no other was possible, so that its calls did not meet", again)
                : Check.of("litmus schedules", name, ok(), toString(), again);
    }

    /**
     * The result as a check of {@code verify --full}, in which each outcome that the spec allows must occur: one that impl never
     * shows is a claim of the spec that nobody has seen.
     */
    public Check checkOfAll() {
        return ok() && !isComplete()
                ? Check.of("litmus schedules", name, false, this + "; the spec allows outcomes that no schedule shows: more schedules may"
                        + " show them, or the spec allows too much", "./revoke litmus --schedule " + name + " --schedules " + 2 * schedules)
                : check();
    }

    /** Whether each outcome that the spec allows occurred. */
    public boolean isComplete() {
        return seen == allowed;
    }

    /** Whether more than one schedule was tried, and they showed only allowed outcomes. */
    public boolean ok() {
        return failure.isEmpty() && schedules > 1;
    }

    static Schedule of(final Outcomes test, final String failure) {
        final long good =
                test.all().stream().filter(o -> Table.seen().containsKey(o.toString())).count();
        return new Schedule(
                test.litmus().name(), Table.schedules(), new TreeMap<>(Table.seen()), (int) good, test.all().size(), failure);
    }

    /** The result in one line. */
    @Override
    public String toString() {
        return String.format(
                "%-28s %,11d schedules, %d of %d outcomes seen%s",
                name, schedules, seen, allowed, failure.isEmpty() ? "" : "; " + failure.lines().findFirst().orElse(""));
    }
}
