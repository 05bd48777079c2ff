// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.graph;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The number of steps of the longest call in a graph, whatever the other processes do meanwhile. A thread of impl that
 * takes more steps in one call has left the spec.
 *
 * <p>The thread that notifies also takes the steps of the callback, so these count as steps of its call. The return counts
 * as a step too, because the return of a callback is a step of impl.
 */
public final class LongestCall {
    private final Graph graph;
    private final Map<String, Integer> callbacks = new HashMap<>();

    private LongestCall(final Graph graph) {
        this.graph = graph;
    }

    /**
     * The steps of the longest call of any process.
     *
     * @throws IllegalStateException if a call can take steps for ever
     */
    public static int of(final Graph graph) {
        final LongestCall longest = new LongestCall(graph);
        final List<String> all = graph.events().stream().filter(Objects::nonNull).map(Event::process).distinct().toList();
        all.stream().filter(LongestCall::isCallback).forEach(p -> longest.callbacks.put(p, longest.of(p)));
        return all.stream().filter(p -> !isCallback(p)).mapToInt(longest::of).max().orElseThrow();
    }

    private static boolean isCallback(final String process) {
        return process.startsWith("callback:");
    }

    /** For each state, the maximum number of steps of a process before it begins another call, as a fixed point. */
    private int of(final String process) {
        final int[] weights = weights(process);
        final int[] most = new int[graph.states()];
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int s = graph.states() - 1; s >= 0; s--) {
                final int here = most(s, weights, most);
                changed |= here > most[s];
                most[s] = here;
                if (here > graph.edges()) {
                    throw new IllegalStateException("a call of " + process + " in the scene " + graph.origin().scene()
                            + " can take steps for ever: that impl does would not be noticed");
                }
            }
        }
        return Arrays.stream(most).max().orElseThrow();
    }

    private int most(final int state, final int[] weights, final int[] most) {
        int here = most[state];
        for (int e = graph.firstEdge(state); e < graph.firstEdge(state + 1); e++) {
            if (weights[e] >= 0) {
                here = Math.max(here, weights[e] + most[graph.target(e)]);
            }
        }
        return here;
    }

    /**
     * How many steps the process takes at an edge, including those of a callback that it begins there; -1 if it begins a
     * call.
     */
    private int[] weights(final String process) {
        final int[] weights = new int[graph.edges()];
        for (int e = 0; e < weights.length; e++) {
            final Event event = graph.event(e);
            final boolean call = event != null && event.kind() == Event.Kind.CALL;
            if (call && event.process().equals(process)) {
                weights[e] = -1;
            } else if (graph.process(e).equals(process)) {
                weights[e] = call ? 1 + callbacks.getOrDefault(event.process(), 0) : 1;
            }
        }
        return weights;
    }
}
