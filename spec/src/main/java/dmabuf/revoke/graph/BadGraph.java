// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.graph;

/** A file that is not a complete graph, or not the expected graph; the message says what is wrong, and where. */
public final class BadGraph extends Exception {
    public BadGraph(final String message) {
        super(message);
    }
}
