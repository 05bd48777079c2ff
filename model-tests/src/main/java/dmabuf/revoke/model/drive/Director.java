// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.drive;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.LongestCall;
import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.Exporter;
import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.impl.Step;
import dmabuf.revoke.model.watch.Patience;
import dmabuf.revoke.model.watch.Progress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Controls the threads of a scene, one for each process of a graph. After each move it waits until all stand still
 * ({@link Stillness}).
 */
public final class Director implements Probe, Subject<Actor> {
    private final Graph graph;
    private final Map<String, Actor> actors = new TreeMap<>();
    private final Actor[] threads;
    private final Progress progress = Progress.here();
    private final Stillness stillness;
    private final Map<String, String> callbacks = new TreeMap<>();
    private final Moves log = new Moves();
    private final Observed observed;
    private Scene scene;
    /** The exporter of the scene, in a list for {@link Stillness}. */
    private List<Exporter> whose = List.of();
    private String importers;
    private volatile boolean free;

    public Director(final Graph graph) {
        this.graph = graph;
        final int longest = LongestCall.of(graph);
        graph.events().stream()
                .filter(Objects::nonNull)
                .map(Event::process)
                .filter(p -> !p.startsWith("callback")).distinct()
                .forEach(p -> actors.put(p, new Actor(p, Thread.currentThread(), progress, longest)));
        threads = actors.values().toArray(new Actor[0]);
        stillness = new Stillness(threads, progress);
        ObservedBuffer.present(graph, k -> true).forEach(i -> callbacks.put(i, "callback:" + i));
        observed = new Observed(this, graph);
        actors.values().forEach(Thread::start);
    }

    @Override
    public String name() {
        return "impl";
    }

    @Override
    public void reset(final int initial) throws Disagreement {
        if (scene != null) {
            finish();
        }
        log.clear();
        importers = Recording.importers(graph, initial);
        scene = new Scene(graph, initial, this);
        whose = List.of(scene.exporter());
    }

    /**
     * Completes all calls: releases all threads, and makes the steps that they may wait for. Jobs end, workers unmap, locks are
     * released.
     */
    @Override
    public void finish() throws Disagreement {
        final Ending ending = new Ending(scene, actors);
        final Patience patience = stillness.patience();
        free = true;
        while (!ending.isOver()) {
            ending.help();
            stillness.pause(patience, whose);
        }
        free = false;
    }

    /** Ends the threads. A thread that waits in impl for an event that never comes is left behind: it is a daemon. */
    @Override
    public void end() {
        for (final Actor a : threads) {
            a.end();
        }
    }

    public Scene scene() {
        return scene;
    }

    public Collection<Actor> actors() {
        return actors.values();
    }

    public Actor actor(final String process) {
        return actors.get(process);
    }

    @Override
    public Actor task(final String process) {
        if (!process.startsWith("callback:")) {
            return actors.get(process);
        }
        final Object attachment = scene.importers().get(process.substring(9)).attachment();
        for (final Actor a : threads) {
            if (inCallback(a) && a.subject == attachment) {
                return a;
            }
        }
        return null;
    }

    @Override
    public void begin(final String process, final String op, final String arg) throws Disagreement {
        log.begin(process, op, arg);
        actors.get(process).begin(op, arg, () -> scene.call(process, op, arg));
        stillness.await(whose);
    }

    @Override
    public void go(final Actor a) throws Disagreement {
        final String process = processOf(a);
        final List<Actor> blocked = blocked();
        a.go();
        try {
            stillness.await(whose);
        } finally {
            log.go(process, a.taken);
            for (final Actor other : blocked) {
                if (!other.taken.isEmpty()) {
                    log.woken(other.process(), other.taken);
                }
            }
        }
    }

    private List<Actor> blocked() {
        List<Actor> blocked = List.of();
        for (final Actor other : threads) {
            if (other.at() == At.RUNNING) {
                blocked = blocked.isEmpty() ? new ArrayList<>() : blocked;
                blocked.add(other);
            }
        }
        return blocked;
    }

    @Override
    public void took(final Actor a, final dmabuf.revoke.graph.Step step) throws Disagreement {
        if (a.taken.size() != 1 || !a.taken.get(0).action().equals(step.action())) {
            throw new Disagreement("the spec takes " + step + ", impl took " + a.taken.stream().map(Step::action).toList()
                    + (a.failure == null ? "" : " and threw " + a.failure) + dump());
        }
    }

    @Override
    public List<String> differences(final int state) {
        return observed.differences(state);
    }

    @Override
    public void over(final Actor a) {
        log.over(a.process(), a.result);
        a.over();
    }

    /** The call was refused as misuse, and does not count as a move. */
    public void refused(final Actor a) {
        log.removeLast();
        a.over();
    }

    /** The process whose step a thread takes next: its own, or that of the callback that it runs. */
    private String processOf(final Actor a) {
        return inCallback(a) ? callbacks.get(scene.nameOf((Attachment) a.subject)) : a.process();
    }

    private static boolean inCallback(final Actor a) {
        return a.standsBefore(Step.INVALIDATE_UNMAPPED) || a.standsBefore(Step.CALLBACK_RETURN);
    }

    @Override
    public List<Recording.Move> log() {
        return log.moves();
    }

    @Override
    public Recording recording() {
        return new Recording(name(), Graphs.nameOf(graph), importers, log());
    }

    @Override
    public boolean blocked(final Actor a) {
        return a.at() == At.RUNNING && scene.exporter().blocks(a);
    }

    @Override
    public String dump() {
        return stillness.dump(whose);
    }

    /** Waits until all threads stand still. */
    public void settle() throws Disagreement {
        stillness.await(whose);
    }

    @Override
    public void record(final Step step, final Object subject) {
        progress.stepOfCall(step);
        if (Thread.currentThread() instanceof Actor a) {
            a.taken.add(step);
        }
    }

    @Override
    public void gate(final Step next, final Object subject) {
        if (!free && Thread.currentThread() instanceof Actor a) {
            a.gate(next, subject);
        }
    }
}
