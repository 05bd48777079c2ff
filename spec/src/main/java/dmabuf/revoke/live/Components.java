// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.live;

import dmabuf.revoke.graph.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The strongly connected components of parts of a graph (Tarjan, without recursion). Not thread-safe. */
final class Components {
    private final Graph graph;
    /** For each state, the number of the part, or of the component, that it was assigned to last. */
    private final int[] group;
    private final int[] index;
    private final int[] low;
    private final int[] next;
    private final int[] open;
    private final int[] path;
    private final boolean[] onOpen;
    private int opened;
    private int numbered;
    private int groups;

    Components(final Graph graph) {
        this.graph = graph;
        this.group = new int[graph.states()];
        this.index = new int[graph.states()];
        this.low = new int[graph.states()];
        this.next = new int[graph.states()];
        this.open = new int[graph.states()];
        this.path = new int[graph.states()];
        this.onOpen = new boolean[graph.states()];
    }

    /** The components of some states and of the edges between them; each state is in exactly one. */
    List<int[]> of(final int[] states) {
        final int part = put(states);
        for (final int s : states) {
            index[s] = 0;
        }
        final List<int[]> found = new ArrayList<>();
        for (final int s : states) {
            if (index[s] == 0) {
                visit(s, part, found);
            }
        }
        found.forEach(this::put);
        return found;
    }

    /** Whether both states are in the same component of the last call. */
    boolean together(final int s, final int t) {
        return group[s] == group[t];
    }

    private int put(final int[] states) {
        groups++;
        for (final int s : states) {
            group[s] = groups;
        }
        return groups;
    }

    private void visit(final int root, final int part, final List<int[]> found) {
        int length = 0;
        path[length++] = enter(root);
        while (length > 0) {
            final int s = path[length - 1];
            if (next[s] < graph.firstEdge(s + 1)) {
                final int t = graph.target(next[s]++);
                if (group[t] == part && index[t] == 0) {
                    path[length++] = enter(t);
                } else if (group[t] == part && onOpen[t]) {
                    low[s] = Math.min(low[s], index[t]);
                }
            } else {
                length--;
                if (length > 0) {
                    low[path[length - 1]] = Math.min(low[path[length - 1]], low[s]);
                }
                if (low[s] == index[s]) {
                    found.add(close(s));
                }
            }
        }
    }

    private int enter(final int s) {
        index[s] = ++numbered;
        low[s] = numbered;
        next[s] = graph.firstEdge(s);
        open[opened++] = s;
        onOpen[s] = true;
        return s;
    }

    private int[] close(final int s) {
        final int end = opened;
        do {
            onOpen[open[--opened]] = false;
        } while (open[opened] != s);
        final int[] component = Arrays.copyOfRange(open, opened, end);
        Arrays.sort(component);
        return component;
    }
}
