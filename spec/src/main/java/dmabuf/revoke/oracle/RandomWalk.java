// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.oracle;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Random walks through a graph. Purely random walks would soon revoke, and then see every attach refused. So each walk has a
 * goal, and most of its steps lead towards it. The goal is the event that was least often seen or chosen as a goal so far.
 */
final class RandomWalk {
    private final Graph graph;
    private final SplittableRandom random;
    private final Set<String> nested = new TreeSet<>();
    private final int[] seen;
    private final int[][] distances;
    private final int[] firstInto;
    private final int[] into;

    RandomWalk(final Graph graph, final SplittableRandom random) {
        this.graph = graph;
        this.random = random;
        this.seen = new int[graph.events().size()];
        this.distances = new int[seen.length][];
        this.firstInto = new int[graph.states() + 1];
        this.into = new int[graph.edges()];
        for (int e = 0; e < graph.edges(); e++) {
            firstInto[graph.target(e) + 1]++;
            if (calls(e) && !fromOutside(e)) {
                nested.add(graph.event(e).process());
            }
        }
        Arrays.parallelPrefix(firstInto, Integer::sum);
        final int[] at = firstInto.clone();
        for (int s = 0; s < graph.states(); s++) {
            for (int e = graph.firstEdge(s); e < graph.firstEdge(s + 1); e++) {
                into[at[graph.target(e)]++] = s;
            }
        }
    }

    /** The processes that another process calls in a step of its own, and that are not called from outside: callbacks. */
    Set<String> nested() {
        return nested;
    }

    /** The visible events of a random walk: at least as many as requested, unless the graph ends before. */
    List<Observation> walk(final int length, final boolean sequential) {
        final List<Observation> found = new ArrayList<>();
        final Set<String> open = new HashSet<>();
        int state = graph.initial()[random.nextInt(graph.initial().length)];
        int goal = goal(state);
        while (found.size() < length && graph.firstEdge(state) < graph.firstEdge(state + 1)) {
            final int edge = edge(state, goal, sequential && !open.isEmpty());
            final Event event = graph.event(edge);
            state = graph.target(edge);
            if (event != null) {
                found.add(Observation.of(event));
                seen[graph.eventId(edge)]++;
                if (event.kind() == Event.Kind.CALL) {
                    open.add(event.process());
                } else {
                    open.remove(event.process());
                }
            }
            if (graph.eventId(edge) == goal || distances(goal)[state] < 0) {
                goal = goal(state);
            }
        }
        return found;
    }

    /** The reachable event that was seen or chosen as a goal least often; 0 if there is none. */
    private int goal(final int state) {
        int best = 0;
        final int from = random.nextInt(seen.length);
        for (int k = 0; k < seen.length; k++) {
            final int n = (from + k) % seen.length;
            final boolean ahead = graph.events().get(n) != null && distances(n)[state] >= 0;
            if (ahead && (graph.events().get(best) == null || seen[n] < seen[best])) {
                best = n;
            }
        }
        seen[best]++;
        return best;
    }

    /** A random step, most often towards the goal. If noCall is set it begins no call, if possible. */
    private int edge(final int state, final int goal, final boolean noCall) {
        final List<Integer> choice = new ArrayList<>();
        final List<Integer> closer = new ArrayList<>();
        for (int e = graph.firstEdge(state); e < graph.firstEdge(state + 1); e++) {
            if (!noCall || !calls(e) || !fromOutside(e)) {
                choice.add(e);
                if (graph.eventId(e) == goal || towards(goal, state, graph.target(e))) {
                    closer.add(e);
                }
            }
        }
        if (choice.isEmpty()) {
            return edge(state, goal, false);
        }
        final List<Integer> from = closer.isEmpty() || random.nextInt(8) == 0 ? choice : closer;
        return from.get(random.nextInt(from.size()));
    }

    private boolean towards(final int goal, final int from, final int to) {
        final int[] distance = distances(goal);
        return distance[to] >= 0 && distance[to] < distance[from];
    }

    /** For each state, how many steps away the event is; -1 if it cannot be reached. */
    private int[] distances(final int event) {
        if (distances[event] == null) {
            final int[] distance = new int[graph.states()];
            Arrays.fill(distance, -1);
            final Deque<Integer> queue = new ArrayDeque<>();
            for (int s = 0; s < graph.states(); s++) {
                for (int e = graph.firstEdge(s); e < graph.firstEdge(s + 1); e++) {
                    if (graph.eventId(e) == event && distance[s] < 0) {
                        distance[s] = 0;
                        queue.add(s);
                    }
                }
            }
            while (!queue.isEmpty()) {
                final int s = queue.remove();
                for (int k = firstInto[s]; k < firstInto[s + 1]; k++) {
                    if (distance[into[k]] < 0) {
                        distance[into[k]] = distance[s] + 1;
                        queue.add(into[k]);
                    }
                }
            }
            distances[event] = distance;
        }
        return distances[event];
    }

    private boolean calls(final int edge) {
        return graph.event(edge) != null && graph.event(edge).kind() == Event.Kind.CALL;
    }

    /** Whether the process that takes the step is the one that makes the call. */
    private boolean fromOutside(final int edge) {
        return graph.step(edge).process().equals(graph.event(edge).process());
    }
}
