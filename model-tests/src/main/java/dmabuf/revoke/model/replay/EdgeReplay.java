// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.replay;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.impl.Step;
import dmabuf.revoke.model.drive.Actor;
import dmabuf.revoke.model.drive.Director;
import dmabuf.revoke.model.drive.Disagreement;
import dmabuf.revoke.model.drive.Failures;
import dmabuf.revoke.model.drive.Observed;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Takes every edge of a graph on impl, silent ones included. Threads stand at gates and go one step at a time; whoever is
 * let go takes the next step of the spec, or the two disagree. After each step the states are compared.
 *
 * <p>In each state in which the graph has room for one more call, every idle process tries every call that the graph does
 * not have there: that is misuse, and must throw and change nothing.
 *
 * <p>Each wait is met both ways: its condition true on arrival; and the thread parked first, then woken by the step of
 * another.
 *
 * <p>The order is a walk that prefers edges not taken yet, and goes to the nearest one when there is none at hand: the
 * same walk in each run.
 */
final class EdgeReplay {
    private final Graph graph;
    private final BooleanSupplier stopped;
    private final Director director;
    private final Observed observed;
    private final Frontier frontier;
    private final Misuse misuse;
    private final BitSet visited = new BitSet();
    private final BitSet parkedEdges = new BitSet();
    private final Map<String, Integer> arrived = new TreeMap<>();
    private final Map<String, Integer> parked = new TreeMap<>();
    private long steps;
    private int buffers;
    private int initial;
    private int now;

    /** The edge that is being taken. */
    private int edge;

    /** @param stopped whether nobody wants the result any more */
    EdgeReplay(final Graph graph, final BooleanSupplier stopped) {
        this.graph = graph;
        this.stopped = stopped;
        this.director = new Director(graph);
        this.observed = new Observed(director, graph);
        this.misuse = new Misuse(graph, director);
        this.frontier = new Frontier(graph);
    }

    /** Replays the whole graph. */
    ReplayResult replay() {
        final long start = System.nanoTime();
        ReplayResult.Failure failure = null;
        try {
            for (final int i : graph.initial()) {
                walk(i);
            }
            if (frontier.taken() < graph.edges() && !stopped.getAsBoolean()) {
                throw new Disagreement("some edges cannot be reached");
            }
        } catch (Disagreement d) {
            final ReplayResult.Failure found = new ReplayResult.Failure(d.getMessage(), director.recording());
            failure = Failures.shrink() ? shortest(found) : found;
        } finally {
            director.end();
        }
        return new ReplayResult(
                graph.edges(), frontier.taken(), steps, visited.cardinality(), misuse.attempts(), arrived, parked,
                buffers, (System.nanoTime() - start) / 1e9, failure);
    }

    /** The same failure by the shortest way there is to it, if it comes that way too. */
    private ReplayResult.Failure shortest(final ReplayResult.Failure found) {
        final EdgeReplay again = new EdgeReplay(graph, () -> false);
        final int state = now;
        try {
            again.begin(initial);
            again.go(new Ways(graph).nearest(initial, s -> s == state));
            if (again.now == state && edge >= 0) {
                again.go(List.of(edge));
            }
            return found;
        } catch (Disagreement d) {
            return new ReplayResult.Failure(d.getMessage(), again.director.recording());
        } finally {
            again.director.end();
        }
    }

    /** Takes every edge that can be reached from an initial state. */
    private void walk(final int from) throws Disagreement {
        begin(from);
        while (!stopped.getAsBoolean()) {
            final int next = frontier.next(now);
            if (next >= 0) {
                take(next);
            } else if (frontier.next(from) >= 0) {
                begin(from);
            } else {
                return;
            }
        }
    }

    private void begin(final int from) throws Disagreement {
        director.reset(from);
        buffers++;
        initial = from;
        now = from;
        edge = -1;
        compare(() -> "at the beginning");
        attempt();
    }

    private void go(final List<Integer> path) throws Disagreement {
        for (final int e : path) {
            if (graph.firstEdge(now) > e || e >= graph.firstEdge(now + 1)) {
                return; // A thread that was parked has gone on by itself: another way from here.
            }
            take(e);
        }
    }

    /** Takes an edge from where impl is now; and, if a thread can be parked before it, one more that this one wakes. */
    private void take(final int next) throws Disagreement {
        edge = next;
        final int woken = parkable(edge);
        Actor sleeper = null;
        if (woken >= 0) {
            sleeper = director.thread(graph.process(woken));
            director.go(sleeper);
            if (!director.blocked(sleeper)) {
                throw new Disagreement(sleeper.process() + " goes on, and should wait before " + graph.step(woken)
                        + differences(now));
            }
        }
        move(edge);
        frontier.take(now, edge);
        steps++;
        now = graph.target(edge);
        if (sleeper != null) {
            stepsOf(sleeper, woken);
            frontier.take(now, woken);
            parkedEdges.set(woken);
            steps++;
            parked.merge(graph.step(woken).action(), 1, Integer::sum);
            now = graph.target(woken);
        } else if (Waits.ALL.contains(graph.step(edge).action())) {
            arrived.merge(graph.step(edge).action(), 1, Integer::sum);
        }
        compare(() -> "after " + graph.step(edge));
        attempt();
    }

    /**
     * An edge that another process can take after this one, not before, and has not yet been woken for; -1 if there is
     * none.
     */
    private int parkable(final int edge) {
        final int then = graph.target(edge);
        for (int f = graph.firstEdge(then); f < graph.firstEdge(then + 1); f++) {
            final String process = graph.process(f);
            if (!parkedEdges.get(f)
                    && Waits.ALL.contains(graph.step(f).action())
                    && !process.equals(graph.process(edge))
                    && director.thread(process) != null
                    && director.thread(process).at() == Actor.At.GATE
                    && director.thread(process) != director.thread(graph.process(edge))
                    && Waits.waits(graph, process, now)) {
                return f;
            }
        }
        return -1;
    }

    private void move(final int edge) throws Disagreement {
        final Event event = graph.event(edge);
        final String process = graph.process(edge);
        final Actor a = director.thread(process);
        if (a == null) {
            throw new Disagreement("no thread stands in " + process + " before " + graph.step(edge) + director.dump());
        }
        final boolean own = event != null && event.process().equals(process) && !process.startsWith("callback");
        if (own && event.kind() == Event.Kind.CALL) {
            director.begin(process, event.op(), event.arg());
            if (a.at() != Actor.At.GATE) {
                throw new Disagreement(event + ": " + (a.failure != null ? a.failure : a.at()) + differences(now));
            }
        } else if (own) {
            if (a.at() != Actor.At.RETURNED || !event.result().equals(a.result)) {
                throw new Disagreement(event + ": impl " + (a.failure != null ? a.failure : a.at() + " " + a.result));
            }
            director.over(a);
        } else {
            if (a.at() != Actor.At.GATE) {
                throw new Disagreement(process + " is to take " + graph.step(edge) + ", but is not at a gate"
                        + director.dump());
            }
            director.go(a);
            stepsOf(a, edge);
        }
    }

    private void stepsOf(final Actor a, final int edge) throws Disagreement {
        final boolean same = a.taken.size() == 1 && a.taken.get(0).action().equals(graph.step(edge).action());
        if (!same) {
            throw new Disagreement("the spec takes " + graph.step(edge) + ", impl took "
                    + a.taken.stream().map(Step::action).toList()
                    + (a.failure == null ? "" : " and threw " + a.failure) + director.dump());
        }
    }

    private void compare(final Supplier<String> when) throws Disagreement {
        visited.set(now);
        final List<String> found = observed.differences(now);
        if (!found.isEmpty()) {
            throw new Disagreement(when.get() + ":" + text(found));
        }
    }

    private String differences(final int state) {
        return text(observed.differences(state));
    }

    private static String text(final List<String> differences) {
        return differences.isEmpty() ? "" : "\n  " + String.join("\n  ", differences);
    }

    private void attempt() throws Disagreement {
        if (misuse.attempt(now)) {
            compare(() -> "after calls that are misuse");
        }
    }
}
