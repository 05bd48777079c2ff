// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.litmus;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The nodes of a product found so far, and the arcs between them. Nodes are found nearest first. */
final class Runs {
    private static final int SKIP = -1;

    /** A step: an edge of the graph, or a call that is skipped. */
    record Arc(Node from, int edge, Call skipped, Node to) {
        static Arc step(final Node from, final int edge, final Node to) {
            return new Arc(from, edge, null, to);
        }

        static Arc skip(final Node from, final Call skipped, final Node to) {
            return new Arc(from, SKIP, skipped, to);
        }
    }

    /** A path from the start to a node, and from there back to it. */
    record Cycle(Node node, List<String> steps) {}

    private final Graph graph;
    private final Collection<Node> starts;
    private final Map<Node, List<Arc>> arcs = new LinkedHashMap<>();
    private final Map<Node, Arc> first = new HashMap<>();

    Runs(final Graph graph, final Collection<Node> starts) {
        this.graph = graph;
        this.starts = starts;
        starts.forEach(s -> arcs.put(s, List.of()));
    }

    /** {@return the new nodes} Adds the arcs from a node. */
    List<Node> add(final Node from, final List<Arc> steps) {
        arcs.put(from, steps);
        final List<Node> found = new ArrayList<>();
        for (final Arc a : steps) {
            if (arcs.putIfAbsent(a.to, List.of()) == null) {
                first.put(a.to, a);
                found.add(a.to);
            }
        }
        return found;
    }

    Set<Node> nodes() {
        return Collections.unmodifiableSet(arcs.keySet());
    }

    /** The nodes that runs reach in which each call begins only when none is in progress. */
    Set<Node> serial() {
        final Set<Node> seen = new HashSet<>(starts);
        final Deque<Node> queue = new ArrayDeque<>(starts);
        while (!queue.isEmpty()) {
            for (final Arc a : arcs.get(queue.remove())) {
                if (!a.to.overlaps() && seen.add(a.to)) {
                    queue.add(a.to);
                }
            }
        }
        return seen;
    }

    /**
     * A cycle, if there is one; else null. Nodes without a predecessor are removed repeatedly. Each remaining node has a
     * remaining predecessor, so that a walk backwards returns to a node.
     */
    Cycle cycle() {
        final Map<Node, Integer> into = new HashMap<>();
        arcs.values().forEach(list -> list.forEach(a -> into.merge(a.to, 1, Integer::sum)));
        final Deque<Node> free = new ArrayDeque<>(arcs.keySet());
        free.removeIf(into::containsKey);
        final Set<Node> left = new HashSet<>(arcs.keySet());
        while (!free.isEmpty()) {
            final Node n = free.remove();
            left.remove(n);
            for (final Arc a : arcs.get(n)) {
                if (into.merge(a.to, -1, Integer::sum) == 0) {
                    free.add(a.to);
                }
            }
        }
        return left.isEmpty() ? null : cycle(left);
    }

    private Cycle cycle(final Set<Node> left) {
        final Map<Node, Arc> before = new HashMap<>();
        left.forEach(n -> arcs.get(n).forEach(a -> before.put(a.to, a)));
        final Set<Node> seen = new HashSet<>();
        Node n = left.iterator().next();
        while (seen.add(n)) {
            n = before.get(n).from;
        }
        final List<Arc> loop = new ArrayList<>();
        Node m = n;
        do {
            loop.add(before.get(m));
            m = before.get(m).from;
        } while (!m.equals(n));
        Collections.reverse(loop);
        final List<String> steps = new ArrayList<>(stepsTo(n));
        final int again = steps.size() + 1;
        loop.forEach(a -> steps.add(text(a)));
        steps.add("and again from " + again + ", for ever");
        return new Cycle(n, steps);
    }

    /** A shortest path to a node. */
    private List<Arc> way(final Node to) {
        final List<Arc> way = new ArrayList<>();
        for (Arc a = first.get(to); a != null; a = first.get(a.from)) {
            way.add(a);
        }
        Collections.reverse(way);
        return way;
    }

    /** The steps of a shortest path to a node, for display. */
    List<String> stepsTo(final Node to) {
        return way(to).stream().map(this::text).toList();
    }

    private String text(final Arc a) {
        if (a.edge == SKIP) {
            return a.skipped.process() + " skips " + a.skipped.op();
        }
        final Event event = graph.event(a.edge);
        return event != null ? event.toString() : graph.step(a.edge).process() + ": " + graph.step(a.edge);
    }

    /** The start of a shortest path to a node. */
    Node start(final Node to) {
        final List<Arc> way = way(to);
        return way.isEmpty() ? to : way.get(0).from;
    }

    /** The visible events of a shortest path to a node: calls and returns, including those of callbacks. */
    List<Event> seen(final Node to) {
        return way(to).stream()
                .filter(a -> a.edge != SKIP)
                .map(a -> graph.event(a.edge))
                .filter(e -> e != null)
                .toList();
    }
}
