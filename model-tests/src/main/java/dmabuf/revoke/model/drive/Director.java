package dmabuf.revoke.model.drive;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.PinnedImporter;
import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.impl.Step;
import dmabuf.revoke.model.watch.Hung;
import dmabuf.revoke.model.watch.Patience;
import dmabuf.revoke.model.watch.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The threads of a scene, one for each process of a graph, and the hand that lets them go. After each move it waits until
 * all stand still: idle, at a gate, returned, or blocked.
 *
 * <p><b>Blocked</b> means: queued on a lock or a wait of impl, and what it waits for cannot come, because its owner, or
 * whoever could bring it about, stands still too. That is read from impl's own queues, twice: in the first look somebody
 * may still have been on the way to his gate; if nothing has moved between the two, nothing will.
 */
public final class Director implements Probe {
    private final Graph graph;
    private final Map<String, Actor> actors = new TreeMap<>();
    private final Actor[] threads;
    private final Progress progress = Progress.here();
    private final Map<String, String> callbacks = new TreeMap<>();
    private final Moves log = new Moves();
    private Scene scene;
    private String importers;
    private volatile boolean free;

    public Director(final Graph graph) {
        this.graph = graph;
        graph.events().stream()
                .filter(Objects::nonNull)
                .map(Event::process)
                .filter(p -> !p.startsWith("callback"))
                .distinct()
                .forEach(p -> actors.put(p, new Actor(p, Thread.currentThread())));
        threads = actors.values().toArray(new Actor[0]);
        ObservedBuffer.present(graph, k -> true).forEach(i -> callbacks.put(i, "callback:" + i));
        actors.values().forEach(Thread::start);
    }

    /** A new buffer, with the importers of an initial state; all calls on the old one are brought to their end. */
    public void reset(final int initial) throws Disagreement {
        if (scene != null) {
            finish();
        }
        log.clear();
        importers = Recording.importers(graph, initial);
        scene = new Scene(graph, initial, this);
    }

    /** Lets all threads go, and does for them what they may wait for: jobs end, workers unmap, locks are let go. */
    private void finish() throws Disagreement {
        final Patience patience = patience();
        free = true;
        while (actors.values().stream().anyMatch(a -> a.at() != Actor.At.IDLE)) {
            scene.importers().forEach((name, i) -> {
                if (i.jobRuns()) {
                    i.job().signal();
                }
                help("worker:" + name, i.isTold(), "unmap");
                help("driver:" + name, i instanceof PinnedImporter && held(name), "unlock");
            });
            scene.programs().forEach((name, p) -> {
                if (p.fencePending()) {
                    p.fence().signal();
                }
                help("cpu:" + name, p.isVmapped(), "vunmap");
            });
            for (final Actor a : actors.values()) {
                if (a.at() == Actor.At.GATE) {
                    a.go();
                } else if (a.at() == Actor.At.RETURNED) {
                    a.over();
                }
            }
            pause(patience);
        }
        free = false;
    }

    /** Ends the threads. One that waits in impl for what never comes is left behind: it is a daemon. */
    public void end() {
        for (final Actor a : threads) {
            a.end();
        }
    }

    private boolean held(final String importer) {
        return scene.exporter().buffer().resv().lock().owner() == actors.get("driver:" + importer);
    }

    private void help(final String process, final boolean needed, final String op) {
        final Actor a = actors.get(process);
        if (needed && a != null && a.at() == Actor.At.IDLE) {
            a.begin(op, "-", () -> scene.call(process, op, "-"));
        }
    }

    private Patience patience() {
        return new Patience(actors::values, progress);
    }

    /** Gives way; a thread that will never stand still hangs: a verdict of its own, never a pass. */
    private void pause(final Patience patience) throws Disagreement {
        try {
            patience.pause();
        } catch (Hung h) {
            throw new Disagreement(h.getMessage() + "\n" + Standing.of(scene.exporter()) + "\nthe threads:" + dump());
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

    /** The thread that takes the steps of a process: those of a callback are taken by the exporter's thread. */
    public Actor thread(final String process) {
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

    /** Begins a call; its thread stands before its first step then. */
    public void begin(final String process, final String op, final String arg) throws Disagreement {
        log.begin(process, op, arg);
        actors.get(process).begin(op, arg, () -> scene.call(process, op, arg));
        settle();
    }

    /** Lets a thread take its next step; one that is blocked after that takes it when another lets it. */
    public void go(final Actor a) throws Disagreement {
        final String process = processOf(a);
        final List<Actor> blocked = blocked();
        a.go();
        try {
            settle();
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
            if (other.at() == Actor.At.RUNNING) {
                blocked = blocked.isEmpty() ? new ArrayList<>() : blocked;
                blocked.add(other);
            }
        }
        return blocked;
    }

    /** A call that came back is over. */
    public void over(final Actor a) {
        log.over(a.process(), a.result);
        a.over();
    }

    /** A call was refused as misuse: it was no move. */
    public void refused(final Actor a) {
        log.removeLast();
        a.over();
    }

    /** Whose step a thread takes next: its own, or that of the callback that it runs. */
    private String processOf(final Actor a) {
        return inCallback(a) ? callbacks.get(scene.nameOf((Attachment) a.subject)) : a.process();
    }

    private static boolean inCallback(final Actor a) {
        return a.standsBefore(Step.INVALIDATE_UNMAPPED) || a.standsBefore(Step.CALLBACK_RETURN);
    }

    /** Makes a recorded move. */
    public void move(final Recording.Move m) throws Disagreement {
        final Actor a = thread(m.process());
        final boolean possible = a != null
                && switch (m.kind()) {
                    case BEGIN -> a.at() == Actor.At.IDLE;
                    case GO -> a.at() == Actor.At.GATE;
                    case OVER -> a.at() == Actor.At.RETURNED;
                    case WOKEN -> false;
                };
        if (!possible) {
            throw new Disagreement("the move " + m + " cannot be made:" + dump());
        }
        switch (m.kind()) {
            case BEGIN -> begin(m.process(), m.words().get(0), m.words().get(1));
            case GO -> go(a);
            default -> over(a);
        }
    }

    /** What was done with this buffer so far. A copy. */
    public List<Recording.Move> log() {
        return log.moves();
    }

    /** The same, to be kept: what a failure leaves. */
    public Recording recording() {
        return new Recording(Graphs.nameOf(graph), importers, log());
    }

    public boolean blocked(final Actor a) {
        return a.at() == Actor.At.RUNNING && scene.exporter().blocks(a);
    }

    /**
     * Waits until all threads stand still. Who comes to a gate or back wakes the director; who comes to be blocked does not,
     * so the director looks again after a while. It never spins: on few cores that takes the time from those that it waits
     * for.
     */
    public void settle() throws Disagreement {
        Patience patience = null;
        int still = 0;
        while (still < 2) {
            if (!anyRuns()) {
                return;
            }
            still = allStandStill() ? still + 1 : 0;
            if (still == 0) {
                patience = patience == null ? patience() : patience;
                pause(patience);
            }
        }
    }

    private boolean anyRuns() {
        for (final Actor a : threads) {
            if (a.at() == Actor.At.RUNNING) {
                return true;
            }
        }
        return false;
    }

    private boolean allStandStill() {
        for (final Actor a : threads) {
            if (a.at() == Actor.At.RUNNING && !scene.exporter().blocks(a)) {
                return false;
            }
        }
        return true;
    }

    /** Where all threads are, for people. */
    public String dump() {
        final StringBuilder text = new StringBuilder();
        for (final Actor a : actors.values()) {
            text.append("\n  ").append(a.process()).append(' ').append(a.op).append(' ').append(a.at());
            if (a.at() == Actor.At.RUNNING) {
                text.append(scene.exporter().blocks(a) ? ", blocked: " : ": ").append(Arrays.stream(a.getStackTrace())
                        .filter(f -> f.getClassName().startsWith("dmabuf."))
                        .limit(4)
                        .map(f -> f.getMethodName() + ":" + f.getLineNumber())
                        .toList());
            } else if (a.at() == Actor.At.GATE) {
                text.append(" before ").append(a.next.action());
            }
        }
        return text.toString();
    }

    @Override
    public void record(final Step step, final Object subject) {
        progress.step(step);
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
