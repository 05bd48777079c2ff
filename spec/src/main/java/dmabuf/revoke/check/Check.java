// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The result of one check.
 *
 * @param group the kind of check, for example {@code designs}
 * @param name of the check within its group
 * @param status how it ended
 * @param detail one line: what was found, and what was expected if that differs
 * @param replay the command that repeats it; empty if it passed
 * @param seconds its share of the time for all checks that were decided together
 * @param decided when an earlier run decided it; null if this run did
 */
public record Check(
        String group, String name, Status status, String detail, String replay, double seconds, Instant decided) {
    public enum Status {
        AS_EXPECTED,
        DIFFERS,
        /** A run of impl did not end. It counts as a difference, with a name of its own. */
        HUNG,
        UNDECIDED,
        /** This machine cannot run the check. That is no failure, but it is not as expected either. */
        NOT_RUN
    }

    /** A check that this run decided. */
    public Check(final String group, final String name, final Status status, final String detail, final String replay) {
        this(group, name, status, detail, replay, 0, null);
    }

    public static Check of(
            final String group, final String name, final boolean ok, final String detail, final String replay) {
        return new Check(group, name, ok ? Status.AS_EXPECTED : Status.DIFFERS, detail, ok ? "" : replay);
    }

    public static Check undecided(final String group, final String name, final String why, final String replay) {
        return new Check(group, name, Status.UNDECIDED, why, replay);
    }

    /** @param why what the machine lacks */
    public static Check notRun(final String group, final String name, final String why) {
        return new Check(group, name, Status.NOT_RUN, why, "");
    }

    /** The same check with its time in seconds, unless the time is known already. */
    public Check took(final double time) {
        return seconds > 0 ? this : new Check(group, name, status, detail, replay, time, decided);
    }

    /** The same check, as an earlier run decided it. */
    public Check keptFrom(final Instant when) {
        return new Check(group, name, status, detail, replay, seconds, when);
    }

    public static Check hung(final String group, final String name, final String why, final String replay) {
        return new Check(group, name, Status.HUNG, why, replay);
    }

    /** Whether it was decided and is not as expected. */
    public boolean differs() {
        return status == Status.DIFFERS || status == Status.HUNG;
    }

    public boolean ok() {
        return status == Status.AS_EXPECTED;
    }

    /** Whether an earlier run decided it. */
    public boolean kept() {
        return decided != null;
    }

    /** When an earlier run decided it, to the second; empty if this run did. */
    public String decidedText() {
        return kept() ? decided.truncatedTo(ChronoUnit.SECONDS).toString() : "";
    }
}
