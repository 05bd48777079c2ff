// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds where a fair behaviour can stay for ever: parts of a graph that are strongly connected and in which every fairness
 * can be kept.
 *
 * <p>In such a part a weak action must be a step, or impossible in some state; a strong action must be a step, or
 * impossible in every state. If a weak action fails this, then so it does in every piece of the part. If a strong action
 * fails it, only the pieces without the states in which it is possible can keep it: these are searched again (as for
 * Streett automata). A single state is a part too, in which no action is a step: it stands for a behaviour that stays
 * there.
 */
class FairSearch {
    final FairGraph fair;

    FairSearch(final FairGraph fair) {
        this.fair = fair;
    }

    /** The fair parts of some states; they are disjoint. */
    final List<int[]> parts(final int[] states) {
        final Components components = new Components(fair.graph);
        final List<int[]> found = new ArrayList<>();
        final List<int[]> left = new ArrayList<>(List.of(states));
        while (!left.isEmpty()) {
            for (final int[] c : components.of(left.remove(left.size() - 1))) {
                final long taken = taken(c, components);
                if ((weak() & always(c) & ~taken) != 0 || c.length == 1 && !mayStay(c[0])) {
                    continue;
                }
                final long lost = strong() & ever(c) & ~taken;
                if (lost == 0) {
                    found.add(c);
                } else {
                    final int[] rest =
                            Arrays.stream(c).filter(s -> (fair.enabled(s) & lost) == 0).toArray();
                    if (rest.length > 0) {
                        again(rest, left, found);
                    }
                }
            }
        }
        return found;
    }

    /** Searches the rest of a part as well. */
    void again(final int[] rest, final List<int[]> left, final List<int[]> found) {
        left.add(rest);
    }

    /** The bits of the weak actions. */
    long weak() {
        return ~fair.strong;
    }

    /** The bits of the strong actions. */
    long strong() {
        return fair.strong;
    }

    /** Whether a behaviour may fairly stay in a state for ever. */
    boolean mayStay(final int state) {
        return true;
    }

    private long taken(final int[] c, final Components components) {
        long taken = 0;
        for (final int s : c) {
            for (int e = fair.graph.firstEdge(s); e < fair.graph.firstEdge(s + 1); e++) {
                taken |= components.together(s, fair.graph.target(e)) ? fair.steps(e) : 0;
            }
        }
        return taken;
    }

    private long always(final int[] c) {
        return Arrays.stream(c).mapToLong(fair::enabled).reduce(-1L, (a, b) -> a & b);
    }

    private long ever(final int[] c) {
        return Arrays.stream(c).mapToLong(fair::enabled).reduce(0L, (a, b) -> a | b);
    }
}
