package dmabuf.revoke.check;

/**
 * One thing that was checked.
 *
 * @param group which kind of check, as {@code designs}
 * @param name of the check within its group
 * @param status how it ended
 * @param detail one line: what was found, and what was expected if that differs
 * @param replay the command that does it again; empty if it passed
 */
public record Check(String group, String name, Status status, String detail, String replay) {
    public enum Status {
        AS_EXPECTED,
        DIFFERS,
        /** What was run against impl came to no end: it differs, and is named as such. */
        HUNG,
        UNDECIDED
    }

    public static Check of(
            final String group, final String name, final boolean ok, final String detail, final String replay) {
        return new Check(group, name, ok ? Status.AS_EXPECTED : Status.DIFFERS, detail, ok ? "" : replay);
    }

    public static Check undecided(final String group, final String name, final String why, final String replay) {
        return new Check(group, name, Status.UNDECIDED, why, replay);
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
}
