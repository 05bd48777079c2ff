// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.show;

/**
 * How much of a report is printed.
 *
 * @param verbose with the events that were used and ignored, and the actions of the spec that were exercised
 * @param all each refutation; else the first, and the others counted
 * @param width of lanes, in columns
 */
public record Style(boolean verbose, boolean all, int width) {
    /** The columns of a terminal of which nothing is known. */
    public static final int WIDTH = 120;

    /** Everything. */
    public static final Style FULL = new Style(true, true, WIDTH);
}
