// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

/**
 * One property of one design, decided.
 *
 * @param length of the counterexample, in states, as TLC counts them; 0 if there is none
 * @param occasions in how many states, or steps, the case of the property occurs
 * @param reason why it is not claimed, or why its case does not occur; empty if it is claimed and its case occurs
 */
public record Cell(String design, String property, Verdict verdict, int length, int occasions, String reason) {
    public enum Verdict {
        /** Its case occurs, and it is not refuted. */
        HOLDS("holds"),
        REFUTED("refuted"),
        /** Its case never occurs: nothing was put to the test. */
        NO_OCCASION("no occasion"),
        NOT_CLAIMED("not claimed");

        private final String text;

        Verdict(final String text) {
            this.text = text;
        }

        static Verdict of(final String text) {
            for (final Verdict v : values()) {
                if (v.text.equals(text)) {
                    return v;
                }
            }
            throw new IllegalArgumentException("no verdict is called '" + text + "'");
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** One that nothing refutes. */
    static Cell kept(final String design, final String property, final int occasions) {
        return new Cell(design, property, occasions == 0 ? Verdict.NO_OCCASION : Verdict.HOLDS, 0, occasions, "");
    }

    static Cell refuted(final String design, final String property, final int length, final int occasions) {
        return new Cell(design, property, Verdict.REFUTED, length, occasions, "");
    }

    public boolean isRefuted() {
        return verdict == Verdict.REFUTED;
    }

    /**
     * As the matrix shows it: not claimed where {@code expected} says so, whatever was found; and with the reason that it
     * gives for a case that does not occur.
     */
    public Cell claimed(final Cell expected) {
        if (expected == null) {
            return this;
        }
        if (expected.verdict() == Verdict.NOT_CLAIMED) {
            return expected;
        }
        return verdict == Verdict.NO_OCCASION && expected.verdict() == verdict
                ? new Cell(design, property, verdict, length, occasions, expected.reason())
                : this;
    }

    /** As in {@code refuted in 12; its case occurs 40 times}. */
    public String text() {
        return (isRefuted() ? "refuted in " + length : verdict.toString())
                + (occasions == 0 ? "" : "; its case occurs " + (occasions == 1 ? "once" : occasions + " times"));
    }

    /** The length as a column: {@code -} if there is no counterexample. */
    public String lengthText() {
        return isRefuted() ? Integer.toString(length) : "-";
    }

    /** How often its case occurs, as a column: {@code -} if it is not claimed. */
    public String occasionsText() {
        return verdict == Verdict.NOT_CLAIMED ? "-" : Integer.toString(occasions);
    }

    /** Whether it is what was expected of it; the reason is not compared. */
    public boolean agrees(final Cell expected) {
        return expected != null
                && verdict == expected.verdict
                && length == expected.length
                && occasions == expected.occasions;
    }
}
