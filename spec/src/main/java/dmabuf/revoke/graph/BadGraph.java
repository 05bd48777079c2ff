// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.graph;

/** A file that is not a whole graph, or not the graph that was asked for; the message says what and where. */
public final class BadGraph extends Exception {
    public BadGraph(final String message) {
        super(message);
    }
}
