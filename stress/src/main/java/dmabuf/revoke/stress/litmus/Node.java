// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.litmus;

import java.util.ArrayList;
import java.util.List;

/**
 * A state of the graph, and the progress of the columns of a litmus test.
 *
 * @param results of the calls that have ended, by column
 * @param open the columns that are in a call, a bit each
 */
record Node(int state, List<List<String>> results, int open) {
    boolean isOpen(final int column) {
        return (open >> column & 1) != 0;
    }

    /** Whether more than one call is in progress. */
    boolean overlaps() {
        return Integer.bitCount(open) > 1;
    }

    /** Column by column. */
    List<String> allResults() {
        return results.stream().flatMap(List::stream).toList();
    }

    Node at(final int target) {
        return new Node(target, results, open);
    }

    Node begun(final int target, final int column) {
        return new Node(target, results, open | 1 << column);
    }

    Node ended(final int target, final int column, final String result) {
        final List<List<String>> longer = new ArrayList<>(results);
        final List<String> own = new ArrayList<>(results.get(column));
        own.add(result);
        longer.set(column, List.copyOf(own));
        return new Node(target, List.copyOf(longer), open & ~(1 << column));
    }
}
