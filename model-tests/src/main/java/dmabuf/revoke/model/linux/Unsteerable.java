// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.linux;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Value;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The edges of a graph along which Linux cannot be led from user space.
 *
 * @param edges all of them
 * @param reasons the number of edges by reason
 */
record Unsteerable(BitSet edges, SortedMap<String, Integer> reasons) {
    /** A file is released when the last call on it has returned, so a close waits for all other calls. */
    private static final String CLOSE = "a call on the device overlaps its close";

    private static final String BEHIND = "reached only by such edges";

    static Unsteerable of(final Graph graph) {
        final BitSet overlaps = new BitSet();
        final int exp = graph.variables().indexOf("exp");
        for (int s = 0; s < graph.states(); s++) {
            overlaps.set(s, closeOverlaps((Value.Rec) graph.value(s, exp)));
        }
        final BitSet edges = new BitSet();
        for (int s = 0; s < graph.states(); s++) {
            for (int e = graph.firstEdge(s); e < graph.firstEdge(s + 1); e++) {
                edges.set(e, overlaps.get(s) || overlaps.get(graph.target(e)));
            }
        }
        final SortedMap<String, Integer> reasons = new TreeMap<>();
        count(reasons, CLOSE, edges.cardinality());
        final BitSet reached = reached(graph, edges);
        for (int s = reached.nextClearBit(0); s < graph.states(); s = reached.nextClearBit(s + 1)) {
            edges.set(graph.firstEdge(s), graph.firstEdge(s + 1));
        }
        count(reasons, BEHIND, edges.cardinality() - reasons.getOrDefault(CLOSE, 0));
        return new Unsteerable(edges, reasons);
    }

    private static void count(final SortedMap<String, Integer> reasons, final String reason, final int edges) {
        if (edges > 0) {
            reasons.put(reason, edges);
        }
    }

    /** Whether one thread of the exporter is in a close while another is in a call. */
    private static boolean closeOverlaps(final Value.Rec exporters) {
        final long inside = exporters.fields().values().stream().filter(Unsteerable::isInside).count();
        return inside > 1 && exporters.fields().values().stream().anyMatch(c -> isInside(c) && c.get("op").text().equals("close"));
    }

    private static boolean isInside(final Value call) {
        return !call.get("at").text().equals("idle") && !call.get("at").text().equals("done");
    }

    private static BitSet reached(final Graph graph, final BitSet excluded) {
        final BitSet reached = new BitSet();
        final ArrayDeque<Integer> next = new ArrayDeque<>();
        for (final int i : graph.initial()) {
            reached.set(i);
            next.add(i);
        }
        while (!next.isEmpty()) {
            final int s = next.remove();
            for (int e = graph.firstEdge(s); e < graph.firstEdge(s + 1); e++) {
                if (!excluded.get(e) && !reached.get(graph.target(e))) {
                    reached.set(graph.target(e));
                    next.add(graph.target(e));
                }
            }
        }
        return reached;
    }
}
