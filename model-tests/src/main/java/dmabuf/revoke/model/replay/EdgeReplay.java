// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.replay;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.drive.Actor;
import dmabuf.revoke.model.drive.Director;
import dmabuf.revoke.model.drive.Disagreement;
import dmabuf.revoke.model.drive.Failures;
import dmabuf.revoke.model.drive.Subject;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Takes every edge of a graph on a subject, impl or Linux, silent ones included. Threads stop at gates and go one step at a time;
 * a released thread must take the next step of the spec. After each step the states are compared.
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
    private final BooleanSupplier stopped;
    private final Subject<T> subject;
    private final Attempts attempts;
    private final BitSet excluded;
    private final Supplier<EdgeReplay<T>> again;
    private final Frontier frontier;
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

    /** Whether threads are parked on the path. */
    private boolean parks = true;

    private EdgeReplay(
            final Graph graph, final Subject<T> subject, final Attempts attempts, final BitSet excluded,
            final BooleanSupplier stopped, final Supplier<EdgeReplay<T>> again) {
        this.graph = graph;
        this.subject = subject;
        this.attempts = attempts;
        this.excluded = excluded;
        this.stopped = stopped;
        this.again = again;
        this.frontier = new Frontier(graph, excluded);
    }

    /** @param stopped whether the result is no longer needed */
    static EdgeReplay<Actor> ofImpl(final Graph graph, final BooleanSupplier stopped) {
        final Director director = new Director(graph);
        return new EdgeReplay<>(
                graph, director, new Misuse(graph, director), new BitSet(), stopped, () -> ofImpl(graph, () -> false));
    }

    /**
     * A replay on a subject on which misuse is not tried.
     *
     * @param excluded edges that it cannot take
     */
    public static <T extends Subject.Task> EdgeReplay<T> of(
            final Graph graph, final Subject<T> subject, final BitSet excluded) {
        return new EdgeReplay<>(graph, subject, Attempts.NONE, excluded, () -> false, () -> of(graph, subject, excluded));
    }

    /** Replays the whole graph. */
    public ReplayResult replay() {
        return result(() -> {
            for (final int i : graph.initial()) {
                walk(i);
            }
            if (frontier.taken() < graph.edges() - excluded.cardinality() && !stopped.getAsBoolean()) {
                throw new Disagreement("some edges cannot be reached");
            }
        });
    }

    /**
     * Takes paths on which a process is delayed, each with a new buffer. If it cannot take its step for a part of the path up to
     * the end, its thread is parked during that part.
     */
    ReplayResult delayed(final long seed) {
        final Random random = new Random(seed + graph.origin().scene().hashCode());
        return result(() -> {
            for (final Delays.Path p : new Delays(graph, random).paths()) {
                if (stopped.getAsBoolean()) {
                    return;
                }
                parks = false;
                begin(p.initial());
                for (final int e : p.edges().subList(0, p.parked())) {
                    take(e);
                }
                final T sleeper = p.woken() < 0 ? null : park(p.woken());
                for (final int e : p.edges().subList(p.parked(), p.edges().size() - 1)) {
                    take(e);
                    stays(sleeper, p.woken());
                }
                take(p.edges().get(p.edges().size() - 1), sleeper, p.woken());
                finish(p.process());
            }
        });
    }

    /** Takes the steps of a process as long as it has one, until it returns. */
    private void finish(final String process) throws Disagreement {
        boolean goesOn = true;
        while (goesOn) {
            goesOn = false;
            for (int e = graph.firstEdge(now); e < graph.firstEdge(now + 1) && !goesOn; e++) {
                final Event event = graph.event(e);
                if (graph.process(e).equals(process) && (event == null || event.kind() == Event.Kind.RETURN)) {
                    take(e);
                    goesOn = event == null;
                    break;
                }
            }
        }
    }

    private interface Body {
        void run() throws Disagreement;
    }

    private ReplayResult result(final Body body) {
        final long start = System.nanoTime();
        ReplayResult.Failure failure = null;
        try {
            body.run();
        } catch (Disagreement d) {
            final ReplayResult.Failure found = new ReplayResult.Failure(d.getMessage(), subject.recording());
            failure = Failures.shrink() ? shortest(found) : found;
        } finally {
            subject.end();
        }
        return new ReplayResult(
                graph.edges(), frontier.taken(), steps, visited.cardinality(), attempts.count(), arrived, parked,
                buffers, (System.nanoTime() - start) / 1e9, failure);
    }

    /**
     * Takes one path, step by step, without parking a thread.
     *
     * @param from an initial state
     * @param path consecutive edges
     */
    public void along(final int from, final List<Integer> path) throws Disagreement {
        parks = false;
        begin(from);
        for (final int e : path) {
            take(e);
        }
    }

    /** The same failure by the shortest path to it, if it also occurs on that path. */
    private ReplayResult.Failure shortest(final ReplayResult.Failure found) {
        final EdgeReplay<T> once = again.get();
        final int state = now;
        try {
            once.begin(initial);
        } catch (Disagreement d) {
            once.subject.end();
            return found; // Not even a new buffer can be made.
        }
        try {
            once.go(new Ways(graph, excluded).nearest(initial, s -> s == state));
            if (once.now == state && edge >= 0) {
                once.go(List.of(edge));
            }
            return found;
        } catch (Disagreement d) {
            return new ReplayResult.Failure(d.getMessage(), once.subject.recording());
        } finally {
            once.subject.end();
        }
    }

    /** Takes every edge that is reachable from an initial state. */
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
        subject.reset(from);
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
                return; // A parked thread has gone on by itself, so the rest of the path does not fit: another path is needed.
            }
            take(e);
        }
    }

    /**
     * Takes an edge from the current state. If a thread can be parked before it, takes the edge too for which this one wakes it.
     */
    private void take(final int next) throws Disagreement {
        edge = next;
        final int woken = parks ? parkable(next) : -1;
        take(next, woken < 0 ? null : park(woken), woken);
    }

    /** {@return the thread that is to take an edge, which it cannot take yet} Lets it go on, so that it waits. */
    private T park(final int woken) throws Disagreement {
        final T sleeper = subject.task(graph.process(woken));
        subject.go(sleeper);
        stays(sleeper, woken);
        return sleeper;
    }

    private void stays(final T sleeper, final int woken) throws Disagreement {
        if (sleeper != null && !subject.blocked(sleeper)) {
            throw new Disagreement(sleeper.process() + " goes on, and should wait before " + graph.step(woken) + differences(now));
        }
    }

    /** @param sleeper takes the edge {@code woken} as soon as it can; null if nobody does */
    private void take(final int next, final T sleeper, final int woken) throws Disagreement {
        edge = next;
        move(edge);
        frontier.take(now, edge);
        steps++;
        now = graph.target(edge);
        if (sleeper != null) {
            subject.took(sleeper, graph.step(woken));
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
                    && stands(process, graph.process(edge))
                    && Waits.waits(graph, process, now)) {
                return f;
            }
        }
        return -1;
    }

    /** Whether the task of a process stands at a gate, and is not also the task of another process. */
    private boolean stands(final String process, final String other) {
        final T task = subject.task(process);
        return task != null && task.at() == Subject.At.GATE && task != subject.task(other);
    }

    private void move(final int edge) throws Disagreement {
        final Event event = graph.event(edge);
        final String process = graph.process(edge);
        final T a = subject.task(process);
        if (a == null) {
            throw new Disagreement("no thread stands in " + process + " before " + graph.step(edge) + subject.dump());
        }
        final boolean own = event != null && event.process().equals(process) && !process.startsWith("callback");
        if (own && event.kind() == Event.Kind.CALL) {
            subject.begin(process, event.op(), event.arg());
            if (a.at() != Subject.At.GATE) {
                throw new Disagreement(event + ": " + (a.trouble() != null ? a.trouble() : a.at()) + differences(now));
            }
        } else if (own) {
            if (a.at() != Subject.At.RETURNED || !event.result().equals(a.result())) {
                throw new Disagreement(event + ": " + subject.name() + " "
                        + (a.trouble() != null ? a.trouble() : a.at() + " " + a.result()));
            }
            subject.over(a);
        } else {
            if (a.at() != Subject.At.GATE) {
                throw new Disagreement(process + " is to take " + graph.step(edge) + ", but is not at a gate"
                        + subject.dump());
            }
            subject.go(a);
            subject.took(a, graph.step(edge));
        }
    }

    private void compare(final Supplier<String> when) throws Disagreement {
        visited.set(now);
        final List<String> found = subject.differences(now);
        if (!found.isEmpty()) {
            throw new Disagreement(when.get() + ":" + text(found));
        }
    }

    private String differences(final int state) {
        return text(subject.differences(state));
    }

    private static String text(final List<String> differences) {
        return differences.isEmpty() ? "" : "\n  " + String.join("\n  ", differences);
    }

    private void attempt() throws Disagreement {
        if (attempts.attempt(now)) {
            compare(() -> "after calls that are misuse");
        }
    }
}
