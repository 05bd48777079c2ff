// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.linux;

import dmabuf.revoke.check.Lanes;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Step;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.model.drive.Disagreement;
import dmabuf.revoke.model.drive.Follower;
import dmabuf.revoke.model.drive.Recording;
import dmabuf.revoke.model.replay.EdgeReplay;
import dmabuf.revoke.model.replay.Ways;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/** Findings whose interleaving is in the spec: Linux is led along the shortest path to it, and compared after each step. */
final class SpecWays {
    private SpecWays() {}

    /**
     * D1: a restore has called all callbacks and not yet cleared the flag. An importer that maps now is refused, and not told
     * again.
     */
    static Finding.Told lostWakeUp(final Guest guest, final Graph graph) throws Disagreement, Undecided {
        final List<Integer> path = shortest(graph, s -> refused(graph, s) >= 0);
        path.add(refused(graph, end(graph, path)));
        path.addAll(new Ways(graph, new BitSet()).nearest(end(graph, path), s -> breaking(graph, s, "ToldBack") >= 0));
        path.add(breaking(graph, end(graph, path), "ToldBack"));
        return new Finding.Told(lanes(graph, new Steered(graph, guest), path), List.of());
    }

    private static int end(final Graph graph, final List<Integer> path) {
        return graph.target(path.get(path.size() - 1));
    }

    /** The edge by which a map is refused after the broadcast of a restore; -1 if there is none. */
    private static int refused(final Graph graph, final int state) {
        final Value restore = graph.state(state).get("exp").get("x1");
        final String ahead = restore.toString();
        if (!restore.get("op").text().equals("restore") || ahead.contains("broadcast") || ahead.contains("fences") || !ahead.contains("clear")) {
            return -1;
        }
        for (int e = graph.firstEdge(state); e < graph.firstEdge(state + 1); e++) {
            if (graph.step(e).action().equals("MapRefused") && wasTold(graph, state, graph.step(e))) {
                return e;
            }
        }
        return -1;
    }

    private static boolean wasTold(final Graph graph, final int state, final Step refused) {
        return graph.state(state).get("heard").get(refused.params().get(1)).text().equals("gone");
    }

    /** D11: the shortest path to a revoke that waits for an unmap which depends on user space. */
    static Finding.Told lazyImporter(final Guest guest, final Graph graph) throws Disagreement, Undecided {
        final List<Integer> path = shortest(graph, s -> waitsForUserSpace(graph, s));
        final Steered linux = new Steered(graph, guest);
        String text = lanes(graph, linux, path);
        final LinuxTask revoke = linux.task("exporter:x1");
        linux.go(revoke);
        final List<String> unmet = new ArrayList<>();
        if (!linux.blocked(revoke)) {
            unmet.add("the revoke was to wait for the unmap, and it is: " + revoke);
        }
        text += "\nLinux waits here: " + linux.stack(revoke) + "\n";
        return new Finding.Told(text, unmet);
    }

    private static List<Integer> shortest(final Graph graph, final IntPredicate wanted) throws Undecided {
        List<Integer> best = null;
        final Ways ways = new Ways(graph, new BitSet());
        for (final int i : graph.initial()) {
            final List<Integer> path = ways.nearest(i, wanted);
            if (path != null && (best == null || path.size() < best.size())) {
                best = path;
            }
        }
        if (best == null || best.isEmpty()) {
            throw new Undecided("the graph " + graph.origin().configuration() + " has no such way any more: is it mended in the spec?");
        }
        return best;
    }

    private static int breaking(final Graph graph, final int state, final String claim) {
        for (int e = graph.firstEdge(state); e < graph.firstEdge(state + 1); e++) {
            if (graph.verdictsOfEdge(e).failing().contains(claim)) {
                return e;
            }
        }
        return -1;
    }

    /** Whether a revoke is about to wait and only a driver's call can let it go on. */
    private static boolean waitsForUserSpace(final Graph graph, final int state) {
        if (!graph.state(state).get("exp").get("x1").get("at").text().equals("unmaps")) {
            return false;
        }
        for (int e = graph.firstEdge(state); e < graph.firstEdge(state + 1); e++) {
            if (!graph.process(e).startsWith("driver") || graph.event(e) == null) {
                return false;
            }
        }
        return true;
    }

    private static String lanes(final Graph graph, final Steered linux, final List<Integer> path) throws Disagreement {
        final int from = graph.source(path.get(0));
        EdgeReplay.of(graph, linux, new BitSet()).along(from, path);
        final Follower follower = new Follower(graph, from);
        for (final Recording.Move m : linux.log()) {
            follower.follow(m);
        }
        return Lanes.text(follower.way()) + "\nLinux took each of these " + path.size()
                + " steps, and was in the state of the spec after each.\n";
    }
}
