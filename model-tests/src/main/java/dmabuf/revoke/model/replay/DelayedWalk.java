// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.replay;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.drive.Actor;
import dmabuf.revoke.model.drive.Disagreement;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * Takes the paths of {@link Delays} on impl, each with a new buffer. If the process that is delayed cannot take its step for a
 * part of the path up to the end, its thread is parked during that part.
 */
final class DelayedWalk {
    private final Graph graph;
    private final Stepper<Actor> stepper;
    private final BooleanSupplier stopped;

    /** @param stopped whether the result is no longer needed */
    DelayedWalk(final Graph graph, final BooleanSupplier stopped) {
        this.graph = graph;
        this.stepper = EdgeReplay.stepper(graph);
        this.stopped = stopped;
    }

    /** Takes all paths. */
    ReplayResult replay(final long seed) {
        final Random random = new Random(seed + graph.origin().scene().hashCode());
        return stepper.result(() -> {
            for (final Delays.Path p : new Delays(graph, random).paths()) {
                if (!stopped.getAsBoolean()) {
                    take(p);
                }
            }
        }, found -> EdgeReplay.ofImpl(graph, () -> false).shortest(found, stepper));
    }

    private void take(final Delays.Path path) throws Disagreement {
        final List<Integer> edges = path.edges();
        final int last = edges.size() - 1;
        stepper.begin(path.initial());
        for (final int e : edges.subList(0, path.parked())) {
            stepper.take(e);
        }
        if (path.woken() >= 0) {
            stepper.park(path.woken());
        }
        for (final int e : edges.subList(path.parked(), last)) {
            stepper.take(e);
            stepper.waits(path.woken());
        }
        stepper.take(edges.get(last), path.woken());
        finish(path.process());
    }

    /** Takes the steps of a process as long as it has one, until it returns. */
    private void finish(final String process) throws Disagreement {
        for (int e = next(process); e >= 0; e = graph.event(e) == null ? next(process) : -1) {
            stepper.take(e);
        }
    }

    /** {@return the next step of a process, or its return; -1 if it has none} */
    private int next(final String process) {
        for (int e = graph.firstEdge(stepper.now()); e < graph.firstEdge(stepper.now() + 1); e++) {
            final Event event = graph.event(e);
            if (graph.process(e).equals(process) && (event == null || event.kind() == Event.Kind.RETURN)) {
                return e;
            }
        }
        return -1;
    }
}
