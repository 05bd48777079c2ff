package dmabuf.revoke.check;

/**
 * One property of one design, decided.
 *
 * @param length of the counterexample, in states, as TLC counts them; 0 if there is none
 * @param reason why it is not claimed; empty if it is
 */
public record Cell(String design, String property, Verdict verdict, int length, String reason) {
    public enum Verdict {
        HOLDS("holds"),
        REFUTED("refuted"),
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

    static Cell holds(final String design, final String property) {
        return new Cell(design, property, Verdict.HOLDS, 0, "");
    }

    static Cell refuted(final String design, final String property, final int length) {
        return new Cell(design, property, Verdict.REFUTED, length, "");
    }

    public boolean isRefuted() {
        return verdict == Verdict.REFUTED;
    }

    /** As the matrix shows it: not claimed where {@code expected} says so, whatever was found. */
    public Cell claimed(final Cell expected) {
        return expected != null && expected.verdict() == Verdict.NOT_CLAIMED ? expected : this;
    }

    /** As in {@code refuted in 12}. */
    public String text() {
        return isRefuted() ? "refuted in " + length : verdict.toString();
    }

    /** The length as a column: {@code -} if there is no counterexample. */
    public String lengthText() {
        return isRefuted() ? Integer.toString(length) : "-";
    }
}
