// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One thing that was checked.
 *
 * @param group which kind of check, as {@code designs}
 * @param name of the check within its group
 * @param status how it ended
 * @param detail one line: what was found, and what was expected if that differs
 * @param replay the command that does it again; empty if it passed
 * @param seconds its share of the time that it took to decide it and those that were decided with it
 * @param decided when an earlier run decided it; null if this run did
 */
public record Check(
        String group, String name, Status status, String detail, String replay, double seconds, Instant decided) {
    public enum Status {
        AS_EXPECTED,
        DIFFERS,
        /** What was run against impl came to no end: it differs, and is named as such. */
        HUNG,
        UNDECIDED,
        /** This machine cannot run it. That is no failure, and it is not as expected either. */
        NOT_RUN
    }

    /** One that this run decided. */
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

    /** The same, decided in so many seconds, unless that is known already. */
    public Check took(final double time) {
        return seconds > 0 ? this : new Check(group, name, status, detail, replay, time, decided);
    }

    /** The same, as an earlier run decided it. */
    public Check keptFrom(final Instant when) {
        return new Check(group, name, status, detail, replay, seconds, when);
    }

    public static Check hung(final String group, final String name, final String why, final String replay) {
        return new Check(group, name, Status.HUNG, why, replay);
    }

    /** It was decided, and is not as expected. */
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
