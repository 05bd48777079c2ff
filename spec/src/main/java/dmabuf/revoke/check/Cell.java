// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

/**
 * The verdict on one property of one design.
 *
 * @param length of the counterexample, in states, as TLC counts them; 0 if there is none
 * @param occasions the number of states, or of steps, in which the case of the property occurs
 * @param reason why it is not claimed, or why its case does not occur; empty if it is claimed and its case occurs
 */
public record Cell(String design, String property, Verdict verdict, int length, int occasions, String reason) {
    public enum Verdict {
        /** The case of the property occurs, and the property is not refuted. */
        HOLDS("holds"),
        REFUTED("refuted"),
        /** The case of the property never occurs, so the property was not tested. */
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

    /** The cell of a property that is not refuted. */
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
     * The cell as the matrix shows it: not claimed if {@code expected} says so, whatever was found. A case that does not
     * occur gets the reason of {@code expected}.
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

    /** A text such as {@code refuted in 12; its case occurs 40 times}. */
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

    /** Whether this is the expected cell; reasons are not compared. */
    public boolean agrees(final Cell expected) {
        return expected != null
                && verdict == expected.verdict
                && length == expected.length
                && occasions == expected.occasions;
    }
}
