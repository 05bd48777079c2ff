// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.replay;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * Paths through a graph on each of which a process is delayed: it has taken a step, and stands before the next while the others
 * go on. They end with that next step, or with the step of another that lets it go on.
 */
final class Delays {
    /** How many first steps of a process are tried, of each call and each action, if it can go on at once and if it cannot. */
    private static final int MANY = 4;

    /** How many paths with more calls there are for each wait. */
    private static final int DETOURS = 4;

    /** How many steps a detour has at most, beside those that end the wait. */
    private static final int LONGEST = 40;

    /**
     * @param edges from an initial state
     * @param process that is delayed
     * @param woken its edge that the last one makes possible; -1 if the last is its own
     * @param parked the number of edges after which it has no step, until it takes that one
     */
    record Path(int initial, List<Integer> edges, String process, int woken, int parked) {}

    private final Graph graph;
    private final Random random;
    /** By state: the edge by which a search has come to it; {@link #NEW} if it has not. */
    private final int[] by;

    private static final int NEW = -2;
    private static final int START = -1;

    Delays(final Graph graph, final Random random) {
        this.graph = graph;
        this.random = random;
        this.by = new int[graph.states()];
    }

    /** {@return paths, so that each two actions that a process may take one after the other are on some of them} */
    List<Path> paths() {
        final List<Path> paths = new ArrayList<>();
        for (final int i : graph.initial()) {
            search(i, "", e -> false);
            final int[] ways = by.clone();
            firsts(ways).forEach((action, edges) -> {
                Collections.shuffle(edges, random);
                for (final int e : edges.subList(0, Math.min(MANY, edges.size()))) {
                    after(i, ways, e, paths);
                }
            });
        }
        return paths;
    }

    /** The edges that a search has found, by process and action; after a return there is nothing to delay. */
    private Map<String, List<Integer>> firsts(final int[] ways) {
        final Map<String, List<Integer>> firsts = new TreeMap<>();
        for (int s = 0; s < graph.states(); s++) {
            for (int e = graph.firstEdge(s); e < graph.firstEdge(s + 1) && ways[s] != NEW; e++) {
                final Event event = graph.event(e);
                if (event == null || event.kind() != Event.Kind.RETURN) {
                    final String what = event == null ? graph.step(e).action() : event.toString();
                    final boolean waits = Waits.waits(graph, goesOn(e), graph.target(e));
                    firsts.computeIfAbsent(goesOn(e) + " " + what + " " + waits, k -> new ArrayList<>()).add(e);
                }
            }
        }
        return firsts;
    }

    /** {@return the process whose step the thread that has taken an edge takes next: a callback that it calls there, or the same} */
    private String goesOn(final int edge) {
        final Event event = graph.event(edge);
        return event != null && event.kind() == Event.Kind.CALL ? event.process() : graph.process(edge);
    }

    /**
     * Adds one path for each action that the process may take next; for each that it may have to wait for, also some on which
     * the others make more calls meanwhile.
     */
    private void after(final int initial, final int[] ways, final int first, final List<Path> paths) {
        final String process = goesOn(first);
        final Map<String, List<Integer>> last = new TreeMap<>();
        search(graph.target(first), process, e -> {
            final boolean own = graph.process(e).equals(process);
            final int f = own ? -1 : woken(e, process);
            if (own || f >= 0) {
                final String action = graph.step(e).action();
                last.computeIfAbsent(own ? action : action + " wakes " + graph.step(f).action(), k -> new ArrayList<>()).add(e);
            }
            return false;
        });
        final List<List<Integer>> found = new ArrayList<>();
        last.forEach((action, edges) -> {
            final int end = edges.get(random.nextInt(edges.size()));
            final List<Integer> path = way(ways, graph.source(first));
            path.add(first);
            path.addAll(way(by, graph.source(end)));
            path.add(end);
            found.add(path);
        });
        for (final List<Integer> edges : found) {
            final Path path = path(initial, edges, process, first);
            paths.add(path);
            for (int n = 0; n < DETOURS && path.woken() >= 0; n++) {
                final List<Integer> longer = new ArrayList<>(edges.subList(0, path.parked()));
                if (detour(longer, process)) {
                    paths.add(path(initial, longer, process, first));
                }
            }
        }
    }

    private Path path(final int initial, final List<Integer> edges, final String process, final int first) {
        final int end = edges.get(edges.size() - 1);
        final boolean own = graph.process(end).equals(process);
        int parked = edges.size() - 1;
        while (!own && edges.get(parked - 1) != first && Waits.waits(graph, process, graph.source(edges.get(parked - 1)))) {
            parked--;
        }
        return new Path(initial, edges, process, own ? -1 : woken(end, process), parked);
    }

    /**
     * Goes on while a process waits, mostly with whole calls of the others, and then to the nearest edge that ends its wait.
     *
     * @return whether there is such an edge
     */
    private boolean detour(final List<Integer> path, final String process) {
        int now = graph.target(path.get(path.size() - 1));
        String other = "";
        for (int n = random.nextInt(LONGEST); n > 0; n--) {
            final List<Integer> edges = new ArrayList<>();
            for (int e = graph.firstEdge(now); e < graph.firstEdge(now + 1); e++) {
                if (Waits.waits(graph, process, graph.target(e))) {
                    edges.add(e);
                }
            }
            final String same = other;
            final List<Integer> its = edges.stream().filter(e -> graph.process(e).equals(same)).toList();
            final List<Integer> from = its.isEmpty() || random.nextInt(10) == 0 ? edges : its;
            if (from.isEmpty()) {
                break;
            }
            final int e = from.get(random.nextInt(from.size()));
            final Event event = graph.event(e);
            other = event != null && event.kind() == Event.Kind.RETURN ? "" : graph.process(e);
            path.add(e);
            now = graph.target(e);
        }
        final int end = search(now, process, e -> woken(e, process) >= 0);
        if (end >= 0) {
            path.addAll(way(by, graph.source(end)));
            path.add(end);
        }
        return end >= 0;
    }

    /** {@return an edge of a process for which it must wait until another edge is taken; -1 if there is none} */
    private int woken(final int edge, final String process) {
        if (!Waits.waits(graph, process, graph.source(edge))) {
            return -1;
        }
        final int then = graph.target(edge);
        for (int f = graph.firstEdge(then); f < graph.firstEdge(then + 1); f++) {
            if (graph.process(f).equals(process) && Waits.ALL.contains(graph.step(f).action())) {
                return f;
            }
        }
        return -1;
    }

    /**
     * Searches without the steps of one process, and leaves in {@link #by} how it came to each state.
     *
     * @param ends whether the search ends with an edge; asked for each edge of the states that it finds
     * @return the edge with which it ended; -1 if it found every state
     */
    private int search(final int from, final String without, final IntPredicate ends) {
        Arrays.fill(by, NEW);
        by[from] = START;
        final List<Integer> queue = new ArrayList<>(List.of(from));
        for (int n = 0; n < queue.size(); n++) {
            final int s = queue.get(n);
            for (int e = graph.firstEdge(s); e < graph.firstEdge(s + 1); e++) {
                if (ends.test(e)) {
                    return e;
                }
                if (!graph.process(e).equals(without) && by[graph.target(e)] == NEW) {
                    by[graph.target(e)] = e;
                    queue.add(graph.target(e));
                }
            }
        }
        return -1;
    }

    private List<Integer> way(final int[] ways, final int to) {
        final List<Integer> way = new ArrayList<>();
        for (int s = to; ways[s] != START; s = graph.source(ways[s])) {
            way.add(ways[s]);
        }
        Collections.reverse(way);
        return way;
    }
}
