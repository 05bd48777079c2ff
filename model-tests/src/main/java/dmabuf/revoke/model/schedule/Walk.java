// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/** A walk through the graph on which only some processes take steps, one call at a time. */
final class Walk {
    private final Graph graph;
    private final Random random;
    private final Map<Event, Integer> drawn;
    private final Predicate<String> mine;
    private final List<Event> calls = new ArrayList<>();
    private int now;

    Walk(final Graph graph, final int initial, final Random random, final Map<Event, Integer> drawn, final Predicate<String> mine) {
        this.graph = graph;
        this.random = random;
        this.drawn = drawn;
        this.mine = mine;
        this.now = initial;
    }

    /** A copy of the calls so far. */
    List<Event> calls() {
        return List.copyOf(calls);
    }

    /** Clears the list of calls; the walk continues from its current state. */
    void forget() {
        calls.clear();
    }

    /** Makes calls, preferring rare ones; after each of them the fence of that user signals, if one is pending. */
    void go(final int most, final String who) {
        for (int n = 0; n < most && any(); n++) {
            signal(who);
        }
    }

    /** {@return whether there was one} Makes a call, preferring a rare one. */
    private boolean any() {
        int best = -1;
        double key = -1;
        for (int e = graph.firstEdge(now); e < graph.firstEdge(now + 1); e++) {
            final Event event = graph.event(e);
            if (event != null && event.kind() == Event.Kind.CALL && mine.test(event.process())) {
                final double k = Math.pow(random.nextDouble(), 1.0 + drawn.getOrDefault(event, 0));
                if (k > key) {
                    key = k;
                    best = e;
                }
            }
        }
        if (best >= 0) {
            make(best);
        }
        return best >= 0;
    }

    private void signal(final String who) {
        for (int e = graph.firstEdge(now); e < graph.firstEdge(now + 1); e++) {
            final Event event = graph.event(e);
            if (event != null
                    && event.kind() == Event.Kind.CALL
                    && event.op().equals("signal")
                    && event.process().endsWith(":" + who)) {
                make(e);
                return;
            }
        }
    }

    private void make(final int edge) {
        final Event call = graph.event(edge);
        calls.add(call);
        drawn.merge(call, 1, Integer::sum);
        now = graph.target(edge);
        int next = step(call.process());
        while (next >= 0) {
            final Event event = graph.event(next);
            now = graph.target(next);
            next = event != null && event.kind() == Event.Kind.RETURN && event.process().equals(call.process())
                    ? -1
                    : step(call.process());
        }
    }

    private int step(final String process) {
        for (int e = graph.firstEdge(now); e < graph.firstEdge(now + 1); e++) {
            if (graph.step(e).process().equals(process)) {
                return e;
            }
        }
        return -1;
    }
}
