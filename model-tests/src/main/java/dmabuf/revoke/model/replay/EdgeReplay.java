// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.replay;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.drive.Actor;
import dmabuf.revoke.model.drive.Director;
import dmabuf.revoke.model.drive.Disagreement;
import dmabuf.revoke.model.drive.Subject;
import java.util.BitSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Takes every edge of a graph on a subject, impl or Linux, silent ones included ({@link Stepper}).
 *
 * <p>In each state in which the graph has room for one more call, every idle process tries every call that the graph does not
 * have there: that is misuse, and must throw and change nothing ({@link Misuse}; for impl alone).
 *
 * <p>Each wait is tested both ways: with its condition true on arrival, and with the thread parked first and then woken by the
 * step of another.
 *
 * <p>The order is a walk that prefers edges not yet taken, and goes to the nearest one if the current state has none. The walk is
 * the same in each run.
 *
 * @param <T> the tasks of the subject
 */
public final class EdgeReplay<T extends Subject.Task> {
    private final Graph graph;
    private final Stepper<T> stepper;
    private final BitSet excluded;
    private final BooleanSupplier stopped;
    private final Supplier<EdgeReplay<T>> again;
    private final Frontier frontier;
    private final BitSet parkedEdges = new BitSet();

    private EdgeReplay(
            final Graph graph, final Stepper<T> stepper, final BitSet excluded, final BooleanSupplier stopped,
            final Supplier<EdgeReplay<T>> again) {
        this.graph = graph;
        this.stepper = stepper;
        this.excluded = excluded;
        this.stopped = stopped;
        this.again = again;
        this.frontier = new Frontier(graph, excluded);
    }

    /** @param stopped whether the result is no longer needed */
    static EdgeReplay<Actor> ofImpl(final Graph graph, final BooleanSupplier stopped) {
        return new EdgeReplay<>(graph, stepper(graph), new BitSet(), stopped, () -> ofImpl(graph, () -> false));
    }

    /** Steps of impl, with misuse tried in each state. */
    static Stepper<Actor> stepper(final Graph graph) {
        final Director director = new Director(graph);
        return new Stepper<>(graph, director, new Misuse(graph, director));
    }

    /**
     * A replay on a subject on which misuse is not tried.
     *
     * @param excluded edges that it cannot take
     */
    public static <T extends Subject.Task> EdgeReplay<T> of(
            final Graph graph, final Subject<T> subject, final BitSet excluded) {
        final Stepper<T> stepper = new Stepper<>(graph, subject, Attempts.NONE);
        return new EdgeReplay<>(graph, stepper, excluded, () -> false, () -> of(graph, subject, excluded));
    }

    /** Replays the whole graph. */
    public ReplayResult replay() {
        return stepper.result(() -> {
            for (final int i : graph.initial()) {
                walk(i);
            }
            if (stepper.taken() < graph.edges() - excluded.cardinality() && !stopped.getAsBoolean()) {
                throw new Disagreement("some edges cannot be reached");
            }
        }, found -> again.get().shortest(found, stepper));
    }

    /**
     * Takes one path, step by step, without parking a thread.
     *
     * @param from an initial state
     * @param path consecutive edges
     */
    public void along(final int from, final List<Integer> path) throws Disagreement {
        stepper.begin(from);
        for (final int e : path) {
            stepper.take(e);
        }
    }

    /**
     * The same failure by the shortest path to it, if it also occurs on that path.
     *
     * @param failed where the failure was found
     */
    ReplayResult.Failure shortest(final ReplayResult.Failure found, final Stepper<T> failed) {
        final int state = failed.now();
        try {
            stepper.begin(failed.initial());
        } catch (Disagreement d) {
            stepper.end();
            return found; // Not even a new buffer can be made.
        }
        try {
            go(new Ways(graph, excluded).nearest(failed.initial(), s -> s == state));
            if (stepper.now() == state && failed.edge() >= 0) {
                go(List.of(failed.edge()));
            }
            return found;
        } catch (Disagreement d) {
            return stepper.failure(d);
        } finally {
            stepper.end();
        }
    }

    /** Takes every edge that is reachable from an initial state. */
    private void walk(final int from) throws Disagreement {
        stepper.begin(from);
        while (!stopped.getAsBoolean()) {
            final int next = frontier.next(stepper.now());
            if (next >= 0) {
                take(next);
            } else if (frontier.next(from) >= 0) {
                stepper.begin(from);
            } else {
                return;
            }
        }
    }

    private void go(final List<Integer> path) throws Disagreement {
        for (final int e : path) {
            if (graph.firstEdge(stepper.now()) > e || e >= graph.firstEdge(stepper.now() + 1)) {
                return; // A parked thread has gone on by itself, so the rest of the path does not fit: another path is needed.
            }
            take(e);
        }
    }

    /**
     * Takes an edge from the current state. If a thread can be parked before it, takes the edge too for which this one wakes it.
     */
    private void take(final int next) throws Disagreement {
        final int woken = parkable(next);
        if (woken >= 0) {
            stepper.park(woken);
        }
        stepper.take(next, woken);
        frontier.take(graph.source(next), next);
        if (woken >= 0) {
            frontier.take(graph.source(woken), woken);
            parkedEdges.set(woken);
        }
    }

    /**
     * An edge that another process can take after this edge but not before, and for which no thread has been parked yet; -1 if
     * there is none.
     */
    private int parkable(final int edge) {
        final int then = graph.target(edge);
        for (int f = graph.firstEdge(then); f < graph.firstEdge(then + 1); f++) {
            final String process = graph.process(f);
            if (!parkedEdges.get(f)
                    && !excluded.get(f)
                    && Waits.ALL.contains(graph.step(f).action())
                    && !process.equals(graph.process(edge))
                    && stepper.stands(process, graph.process(edge))
                    && Waits.waits(graph, process, stepper.now())) {
                return f;
            }
        }
        return -1;
    }
}
