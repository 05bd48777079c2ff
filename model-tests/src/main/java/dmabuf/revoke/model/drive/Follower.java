// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.drive;

import dmabuf.revoke.check.Counterexample;
import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/** Follows a recording in the graph, step by step; reports where it leaves the spec, and what the spec would have allowed. */
public final class Follower {
    private final Graph graph;
    private final int initial;
    private final List<Integer> edges = new ArrayList<>();
    private final List<Recording.Move> woken = new ArrayList<>();
    private int now;

    public Follower(final Graph graph, final int initial) {
        this.graph = graph;
        this.initial = initial;
        this.now = initial;
    }

    public int now() {
        return now;
    }

    /**
     * Follows a move. If a move has woken several threads, each may have waited for a step of another: their steps are taken in
     * an order that the graph allows.
     */
    public void follow(final Recording.Move m) throws Disagreement {
        if (m.kind() == Recording.Kind.WOKEN) {
            woken.add(m);
            wake();
            return;
        }
        allWoken();
        switch (m.kind()) {
            case BEGIN -> step(m.toString(), e -> Event.call(m.process(), m.words().get(0), m.words().get(1))
                    .equals(graph.event(e)));
            case OVER -> step(m.toString(), e -> returns(graph.event(e), m));
            default -> {
                steps(m);
                if (m.words().isEmpty() && moves(m.process())) {
                    throw new Disagreement(m.process() + " is blocked, but in the spec it can continue" + allowed());
                }
            }
        }
    }

    private void wake() throws Disagreement {
        for (int n = 0; n < woken.size(); n++) {
            if (has(woken.get(n), woken.get(n).words().get(0))) {
                steps(woken.remove(n));
                n = -1;
            }
        }
    }

    /** Fails if a woken thread has not been followed by now. */
    public void allWoken() throws Disagreement {
        if (!woken.isEmpty()) {
            steps(woken.remove(0));
        }
    }

    private boolean has(final Recording.Move m, final String action) {
        for (int e = graph.firstEdge(now); e < graph.firstEdge(now + 1); e++) {
            if (isStep(e, m, action)) {
                return true;
            }
        }
        return false;
    }

    private boolean isStep(final int edge, final Recording.Move m, final String action) {
        return graph.step(edge).action().equals(action) && graph.step(edge).process().equals(m.process());
    }

    private void steps(final Recording.Move m) throws Disagreement {
        for (final String action : m.words()) {
            step(m.process() + " takes " + action, e -> isStep(e, m, action));
        }
    }

    private static boolean returns(final Event e, final Recording.Move m) {
        return e != null
                && e.kind() == Event.Kind.RETURN
                && e.process().equals(m.process())
                && e.result().equals(m.words().get(0));
    }

    private boolean moves(final String process) {
        for (int e = graph.firstEdge(now); e < graph.firstEdge(now + 1); e++) {
            if (graph.step(e).process().equals(process)) {
                return true;
            }
        }
        return false;
    }

    private void step(final String what, final IntPredicate wanted) throws Disagreement {
        for (int e = graph.firstEdge(now); e < graph.firstEdge(now + 1); e++) {
            if (wanted.test(e)) {
                now = graph.target(e);
                edges.add(e);
                return;
            }
        }
        throw new Disagreement("impl: " + what + "; the spec has no such step here" + allowed());
    }

    private String allowed() {
        final TreeSet<String> steps = new TreeSet<>();
        for (int e = graph.firstEdge(now); e < graph.firstEdge(now + 1); e++) {
            final Event event = graph.event(e);
            steps.add(event != null ? event.toString() : graph.step(e).process() + " takes " + graph.step(e).action());
        }
        return "; it allows:\n  " + String.join("\n  ", steps);
    }

    /** The edges of the graph that were taken. */
    public List<Integer> edges() {
        return Collections.unmodifiableList(edges);
    }

    /** The path so far, to be drawn as lanes. */
    public Counterexample way() {
        final List<Counterexample.Frame> frames = edges.stream()
                .map(e -> new Counterexample.Frame(graph.step(e), graph.event(e), graph.state(graph.target(e))))
                .toList();
        return new Counterexample(graph.state(initial), frames, -1);
    }
}
