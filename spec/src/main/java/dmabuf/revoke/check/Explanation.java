// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

/**
 * The result for one property of a design, as it is shown.
 *
 * @param length of the counterexample, in states; 0 if the property holds
 * @param occasions how often the case of the property occurs
 * @param lanes the counterexample, with a lane for each process; empty if the property holds
 */
public record Explanation(String property, int length, int occasions, String lanes) {
    /** @param c null if the property holds */
    static Explanation of(final String property, final Counterexample c, final int occasions) {
        return c == null
                ? new Explanation(property, 0, occasions, "")
                : new Explanation(property, c.length(), occasions, Lanes.text(c));
    }

    /** Whether the design breaks the property. */
    public boolean broken() {
        return length > 0;
    }

    /** The cell of the matrix with the same result. */
    public Cell cell(final String design) {
        return broken() ? Cell.refuted(design, property, length, occasions) : Cell.kept(design, property, occasions);
    }

    /** The result as one line, which {@link #parse} can read. */
    String line() {
        return Fields.line(property, Integer.toString(length), Integer.toString(occasions), lanes);
    }

    static Explanation parse(final String line) {
        final var f = Fields.of(line);
        return new Explanation(f.get(0), Integer.parseInt(f.get(1)), Integer.parseInt(f.get(2)), f.get(3));
    }
}
