// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.show;

/**
 * How much of a report is printed.
 *
 * @param verbose also the events that were used and ignored, and the actions of the spec that were exercised
 * @param all each refutation; otherwise the first, and the number of the others
 * @param width of lanes, in columns
 */
public record Style(boolean verbose, boolean all, int width) {
    /** The default width of a terminal. */
    public static final int WIDTH = 120;

    /** The full report. */
    public static final Style FULL = new Style(true, true, WIDTH);
}
