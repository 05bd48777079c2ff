// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.replay;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.drive.Disagreement;
import dmabuf.revoke.model.drive.Failures;
import dmabuf.revoke.model.drive.Subject;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Takes edges of a graph on a subject, one at a time. Threads stop at gates; a released thread must take the next step of the
 * spec. After each step the states are compared, and what the graph does not allow there is tried ({@link Attempts}).
 *
 * @param <T> the tasks of the subject
 */
final class Stepper<T extends Subject.Task> {
    private final Graph graph;
    private final Subject<T> subject;
    private final Attempts attempts;
    private final BitSet taken = new BitSet();
    private final BitSet visited = new BitSet();
    private final Map<String, Integer> arrived = new TreeMap<>();
    private final Map<String, Integer> parked = new TreeMap<>();
    private long steps;
    private int buffers;
    private int initial;
    private int now;
    private int edge = -1;

    /** The thread that was parked last. */
    private T sleeper;

    Stepper(final Graph graph, final Subject<T> subject, final Attempts attempts) {
        this.graph = graph;
        this.subject = subject;
        this.attempts = attempts;
    }

    /** What is done with the subject. */
    interface Body {
        void run() throws Disagreement;
    }

    /**
     * Takes edges, and ends the subject.
     *
     * @param shortest may replace a failure by the same one on a shorter path
     */
    ReplayResult result(final Body edges, final UnaryOperator<ReplayResult.Failure> shortest) {
        final long start = System.nanoTime();
        ReplayResult.Failure failure = null;
        try {
            edges.run();
        } catch (Disagreement d) {
            failure = failure(d);
            failure = Failures.shrink() ? shortest.apply(failure) : failure;
        } finally {
            subject.end();
        }
        return new ReplayResult(
                graph.edges(), taken.cardinality(), steps, visited.cardinality(), attempts.count(), arrived, parked,
                buffers, (System.nanoTime() - start) / 1e9, failure);
    }

    ReplayResult.Failure failure(final Disagreement d) {
        return new ReplayResult.Failure(d.getMessage(), subject.recording());
    }

    /** Ends the threads of the subject. */
    void end() {
        subject.end();
    }

    /** The initial state of the path. */
    int initial() {
        return initial;
    }

    /** The current state. */
    int now() {
        return now;
    }

    /** The edge that is being taken or was taken last; -1 at the beginning of a path. */
    int edge() {
        return edge;
    }

    int taken() {
        return taken.cardinality();
    }

    /** Begins a path with a new buffer. */
    void begin(final int from) throws Disagreement {
        buffers++;
        initial = from;
        now = from;
        edge = -1;
        subject.reset(from);
        compare(() -> "at the beginning");
        attempt();
    }

    /** Takes an edge from the current state. */
    void take(final int next) throws Disagreement {
        take(next, -1);
    }

    /**
     * Takes an edge from the current state.
     *
     * @param woken the edge of the thread that was parked, which it takes as soon as it can; -1 if nobody is woken
     */
    void take(final int next, final int woken) throws Disagreement {
        edge = next;
        move(edge);
        took(edge);
        if (woken >= 0) {
            subject.took(sleeper, graph.step(woken));
            took(woken);
            parked.merge(graph.step(woken).action(), 1, Integer::sum);
        } else if (Waits.ALL.contains(graph.step(edge).action())) {
            arrived.merge(graph.step(edge).action(), 1, Integer::sum);
        }
        compare(() -> "after " + graph.step(edge));
        attempt();
    }

    private void took(final int done) {
        taken.set(done);
        steps++;
        now = graph.target(done);
    }

    /** Lets a thread go on to an edge that it cannot take yet, so that it waits. */
    void park(final int woken) throws Disagreement {
        sleeper = subject.task(graph.process(woken));
        subject.go(sleeper);
        waits(woken);
    }

    /** Requires that the thread which was parked waits before an edge, which it cannot take yet. */
    void waits(final int woken) throws Disagreement {
        if (!subject.blocked(sleeper)) {
            throw new Disagreement(sleeper.process() + " goes on, and should wait before " + graph.step(woken) + differences(now));
        }
    }

    /** Whether the thread of a process stands at a gate, and is not also that of another process. */
    boolean stands(final String process, final String other) {
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
