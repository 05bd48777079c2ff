package dmabuf.revoke.model.drive;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.impl.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The state of impl while all threads stand still, in the variables of the spec: the buffer, and in which call each
 * process is. Of an exporter's call the steps left are not compared: the next steps show them.
 */
public final class Observed {
    private final Director director;
    private final ObservedBuffer buffer;
    private final Map<String, String> callbacks = new HashMap<>();

    public Observed(final Director director, final Graph graph) {
        this.director = director;
        this.buffer = new ObservedBuffer(graph, t -> ((Actor) t).who());
        Scene.kinds(graph, graph.initial()[0]).keySet().forEach(i -> callbacks.put(i, "callback:" + i));
    }

    /** What differs between impl and a state of the graph; empty if nothing does. */
    public List<String> differences(final int state) {
        final List<String> found = buffer.differences(director.scene(), state);
        for (final Actor a : director.actors()) {
            call(found, state, a);
        }
        callbacks(found, state);
        return found;
    }

    /** Whether a process is in the call that the spec has it in, and with which result it will come back. */
    private void call(final List<String> found, final int state, final Actor a) {
        final String variable =
                switch (a.role()) {
                    case "exporter" -> "exp";
                    case "driver" -> "drv";
                    case "worker" -> "wrk";
                    case "cpu", "fence" -> a.role();
                    default -> "dev";
                };
        final Value spec = buffer.value(state, variable).get(a.who());
        ObservedBuffer.differ(found, a.process(), " is in", spec.get("op").text(), a.op);
        if (variable.equals("exp")) {
            final boolean done = !a.op.equals("idle") && spec.get("left").elements().isEmpty();
            ObservedBuffer.differ(found, a.process(), " is done", done, a.at() == Actor.At.RETURNED);
        } else {
            ObservedBuffer.differ(found, a.process(), " is called with", spec.get("arg").text(), a.arg);
            ObservedBuffer.differ(found, a.process(), " is done", spec.get("at").text().equals("done"), a.at() == Actor.At.RETURNED);
            ObservedBuffer.differ(found, a.process(), " was tested", spec.get("at").text().equals("tested"),
                    a.standsBefore(Step.ATTACH_INSERT) || a.standsBefore(Step.BEGIN_WAIT));
            ObservedBuffer.differ(found, a.process(), " waits in map", spec.get("at").text().equals("waiting"),
                    a.standsBefore(Step.MAP_WAIT));
            if (a.at() == Actor.At.RETURNED) {
                ObservedBuffer.differ(found, a.process(), " returns", spec.get("res").text(), a.result);
            }
        }
    }

    private void callbacks(final List<String> found, final int state) {
        for (final String i : director.scene().importers().keySet()) {
            final String callback = callbacks.get(i);
            final Actor a = director.thread(callback);
            final String at = a == null ? "idle" : a.standsBefore(Step.CALLBACK_RETURN) ? "done" : "called";
            ObservedBuffer.differ(found, callback, " is", buffer.value(state, "cb").get(i).get("at").text(), at);
        }
    }
}
