// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.linux;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Step;
import dmabuf.revoke.model.drive.Disagreement;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Recording;
import dmabuf.revoke.model.drive.Scene;
import dmabuf.revoke.model.drive.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A running Linux as the subject of a replay. Each move is a line to the agent of its guest; the answer is the state.
 *
 * <p>Linux does not name its steps: the gate that a thread has reached is compared, and the recorded name is that of the spec's
 * step.
 */
public final class Steered implements Subject<LinuxTask> {
    /** Its name in recordings. */
    public static final String NAME = "Linux";

    private static final String CALLBACK = "callback:";

    private final Graph graph;
    private final Guest guest;
    private final LinuxState state;
    private final Map<String, LinuxTask> tasks = new TreeMap<>();
    private final List<Recording.Move> log = new ArrayList<>();
    private String importers = "";
    private Answer answer = Answer.of("r=OK");

    /** @param guest which others may use too, one after the other */
    public Steered(final Graph graph, final Guest guest) {
        this.graph = graph;
        this.guest = guest;
        this.state = new LinuxState(graph);
        graph.events().stream()
                .filter(Objects::nonNull)
                .map(Event::process)
                .filter(p -> !p.startsWith(CALLBACK)).distinct()
                .forEach(p -> tasks.put(p, new LinuxTask(p)));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void reset(final int initial) throws Disagreement {
        log.clear();
        importers = Recording.importers(graph, initial);
        ask("scene " + String.join(" ", Scene.kinds(graph, initial).values()));
    }

    /** For a callback in progress: the exporter's task that holds the lock. */
    @Override
    public LinuxTask task(final String process) {
        if (!process.startsWith(CALLBACK)) {
            return tasks.get(process);
        }
        return answer.call(process) == null ? null : tasks.get("exporter:" + answer.value("resv"));
    }

    @Override
    public void begin(final String process, final String op, final String arg) throws Disagreement {
        log.add(new Recording.Move(Recording.Kind.BEGIN, process, List.of(op, arg)));
        ask("begin " + process + " " + op + " " + arg);
    }

    @Override
    public void go(final LinuxTask task) throws Disagreement {
        log.add(new Recording.Move(Recording.Kind.GO, processOf(task), List.of()));
        ask("go " + task.process());
    }

    @Override
    public void took(final LinuxTask task, final Step step) throws Disagreement {
        took(task, step.process(), step.action());
    }

    @Override
    public void named(final Recording.Move recorded) throws Disagreement {
        if (recorded.kind() == Recording.Kind.GO || recorded.kind() == Recording.Kind.WOKEN) {
            for (final String action : recorded.words()) {
                took(task(recorded.process()), recorded.process(), action);
            }
        }
    }

    /** @param task null if it was that of a callback that has returned by now */
    private void took(final LinuxTask task, final String process, final String action) throws Disagreement {
        if (task != null && task.blocked()) {
            throw new Disagreement("the spec takes " + action + " of " + process + ", Linux waits" + dump());
        }
        final Recording.Move last = log.get(log.size() - 1);
        final boolean own = last.kind() == Recording.Kind.GO && last.process().equals(process) && last.words().isEmpty();
        if (own) {
            log.remove(log.size() - 1);
        }
        log.add(new Recording.Move(own ? Recording.Kind.GO : Recording.Kind.WOKEN, process, List.of(action)));
    }

    @Override
    public void over(final LinuxTask task) throws Disagreement {
        log.add(new Recording.Move(Recording.Kind.OVER, task.process(), List.of(String.valueOf(task.result()))));
        ask("over " + task.process());
    }

    @Override
    public boolean blocked(final LinuxTask task) {
        return task.blocked();
    }

    @Override
    public List<String> differences(final int now) {
        return state.differences(answer, now);
    }

    /** The variables of the spec that are compared. */
    public List<String> compared() {
        return List.copyOf(state.compared(answer));
    }

    @Override
    public void finish() throws Disagreement {
        ask("scene absent absent");
    }

    /** Leaves the guest running: it belongs to its creator. */
    @Override
    public void end() {
        // There are no resources to release.
    }

    @Override
    public String dump() {
        final StringBuilder text = new StringBuilder();
        for (final LinuxTask t : tasks.values()) {
            text.append("\n  ").append(t);
            if (t.blocked() || t.strays()) {
                text.append(": ").append(stack(t));
            }
        }
        return text.toString();
    }

    @Override
    public List<Recording.Move> log() {
        return List.copyOf(log);
    }

    @Override
    public Recording recording() {
        return new Recording(NAME, Graphs.nameOf(graph), importers, log());
    }

    /** The kernel stack of a thread, innermost first. */
    String stack(final LinuxTask t) {
        try {
            return Stack.text(guest.ask("stack " + t.process()));
        } catch (Disagreement d) {
            return "not known: " + d.getMessage();
        }
    }

    private String processOf(final LinuxTask task) {
        for (final String p : answer.calls().keySet()) {
            if (p.startsWith(CALLBACK) && task(p) == task) {
                return p;
            }
        }
        return task.process();
    }

    private void ask(final String line) throws Disagreement {
        answer = Answer.of(guest.ask(line));
        tasks.values().forEach(t -> t.now(answer));
        if (!answer.result().equals("OK")) {
            throw new Disagreement("Linux refuses to " + line + ": " + answer.result() + dump());
        }
        for (final LinuxTask t : tasks.values()) {
            if (t.strays()) {
                throw new Disagreement("after " + line + " a thread neither stands at a gate nor waits for what the spec knows:"
                        + dump());
            }
        }
    }
}
