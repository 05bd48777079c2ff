// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.drive;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.impl.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The state of impl while all threads stand still, in the variables of the spec: the buffer, and the call of each process. The
 * remaining steps of an exporter's call are not compared: the next steps show them.
 */
public final class Observed {
    private final Director director;
    private final Graph graph;
    private final ObservedBuffer buffer;
    private final List<Part<Director>> parts = new ArrayList<>();

    public Observed(final Director director, final Graph graph) {
        this.director = director;
        this.graph = graph;
        this.buffer = new ObservedBuffer(graph, t -> ((Actor) t).who());
        director.actors().forEach(this::call);
        ObservedBuffer.present(graph, Scene::isImporter).forEach(this::callback);
    }

    /** What differs between impl and a state of the graph; empty if nothing does. */
    public List<String> differences(final int state) {
        return Part.differences(buffer.differences(director.scene(), state), parts, director, "impl", state);
    }

    /** Compares the call of a process, and the result that it will return, with the spec. */
    private void call(final Actor a) {
        final String variable = CallVariables.of(a.role());
        field(a, variable, " is in", v -> v.get("op").text().intern(), () -> a.op);
        field(a, variable, " is done", v -> at(v, "done"), () -> a.at() == Subject.At.RETURNED);
        if (!variable.equals("exp")) {
            field(a, variable, " is called with", v -> v.get("arg").text().intern(), () -> a.arg);
            field(a, variable, " was tested", v -> at(v, "tested"),
                    () -> a.standsBefore(Step.ATTACH_INSERT) || a.standsBefore(Step.BEGIN_WAIT)
                            || a.standsBefore(Step.FAULT_INSERT));
            field(a, variable, " waits in map", v -> at(v, "waiting"), () -> a.standsBefore(Step.MAP_WAIT));
            field(a, variable, " returns", v -> at(v, "done") ? v.get("res").text().intern() : "-",
                    () -> a.at() == Subject.At.RETURNED ? String.valueOf(a.result) : "-");
        }
    }

    private static boolean at(final Value call, final String where) {
        return call.get("at").text().equals(where);
    }

    private interface Read {
        Object now();
    }

    private void field(
            final Actor a, final String variable, final String what, final Function<Value, Object> spec, final Read impl) {
        parts.add(Part.of(graph, a.process() + what, s -> spec.apply(buffer.value(s, variable).get(a.who())), d -> impl.now()));
    }

    private void callback(final String importer) {
        final String process = "callback:" + importer;
        parts.add(Part.of(graph, process + " is", s -> buffer.value(s, "cb").get(importer).get("at").text().intern(), d -> {
            if (d.scene().importers().get(importer) == null) {
                return null;
            }
            final Actor a = d.task(process);
            return a == null ? "idle" : a.standsBefore(Step.CALLBACK_RETURN) ? "done" : "called";
        }));
    }
}
