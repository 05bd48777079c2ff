package dmabuf.revoke.model;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.DmaFence;
import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.RevocableExporter;
import dmabuf.revoke.impl.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The state of impl while all threads stand still, in the variables of the spec. What has no counterpart is not compared:
 * what is fixed ({@code design, kind}), the history variable {@code asked}, the timer of designs that impl is not, and
 * {@code todo} and the steps left of an exporter's call, which the next steps show.
 */
final class Observed {
    private final Director director;
    private final Graph graph;
    private final Map<String, Integer> variables = new HashMap<>();
    private final Map<String, String> callbacks = new HashMap<>();

    Observed(final Director director, final Graph graph) {
        this.director = director;
        this.graph = graph;
        graph.variables().forEach(v -> variables.put(v, variables.size()));
        Scene.kinds(graph, graph.initial()[0]).keySet().forEach(i -> callbacks.put(i, "callback:" + i));
    }

    /** What differs between impl and a state of the graph; empty if nothing does. */
    List<String> differences(final int state) {
        final List<String> found = new ArrayList<>();
        final RevocableExporter e = director.scene().exporter();
        compare(found, state, "flag", new Value.Bool(e.isRevoked()));
        compare(found, state, "closed", new Value.Bool(e.isClosed()));
        compare(found, state, "comp", new Value.Bool(e.isComplete()));
        compare(found, state, "count", new Value.Int(e.count()));
        compare(found, state, "outer", owner(e.outer().owner()));
        compare(found, state, "resv", owner(e.buffer().resv().lock().owner()));
        compare(found, state, "list", new Value.Seq(e.buffer().attachments().stream()
                .map(a -> (Value) new Value.Str(director.scene().nameOf(a)))
                .toList()));
        each(found, state, "mapped", i -> new Value.Bool(holds(i, Attachment::isMapped)));
        each(found, state, "pinned", i -> new Value.Bool(holds(i, Attachment::isPinned)));
        each(found, state, "told", i -> new Value.Bool(i.isTold()));
        each(found, state, "dead", i -> new Value.Bool(i.isDead()));
        each(found, state, "job", Observed::job);
        for (final Actor a : director.actors()) {
            call(found, state, a);
        }
        callbacks(found, state);
        return found;
    }

    private static boolean holds(final Importer i, final Function<Attachment, Boolean> what) {
        return i.attachment() != null && what.apply(i.attachment());
    }

    private static Value job(final Importer i) {
        final DmaFence f = i.job();
        return new Value.Str(f == null || f.isSignalled() ? "none" : f.usage().name());
    }

    private static Value owner(final Thread t) {
        return new Value.Str(t == null ? "free" : ((Actor) t).who());
    }

    private void each(
            final List<String> found, final int state, final String variable, final Function<Importer, Value> what) {
        final SortedMap<String, Value> fields = new TreeMap<>();
        director.scene().importers().forEach((name, i) -> fields.put(name, what.apply(i)));
        compare(found, state, variable, new Value.Rec(fields));
    }

    /** Whether a process is in the call that the spec has it in, and with which result it will come back. */
    private void call(final List<String> found, final int state, final Actor a) {
        final String variable =
                switch (a.role()) {
                    case "exporter" -> "exp";
                    case "driver" -> "drv";
                    case "worker" -> "wrk";
                    default -> "dev";
                };
        final Value spec = value(state, variable).get(a.who());
        differ(found, a.process(), " is in", spec.get("op").text(), a.op);
        if (variable.equals("exp")) {
            final boolean done = !a.op.equals("idle") && spec.get("left").elements().isEmpty();
            differ(found, a.process(), " is done", done, a.at() == Actor.At.RETURNED);
        } else {
            differ(found, a.process(), " is called with", spec.get("arg").text(), a.arg);
            differ(found, a.process(), " is done", spec.get("at").text().equals("done"), a.at() == Actor.At.RETURNED);
            differ(found, a.process(), " was tested", spec.get("at").text().equals("tested"),
                    a.at() == Actor.At.GATE && a.next == Step.ATTACH_INSERT);
            if (a.at() == Actor.At.RETURNED) {
                differ(found, a.process(), " returns", spec.get("res").text(), a.result);
            }
        }
    }

    private void callbacks(final List<String> found, final int state) {
        for (final String i : director.scene().importers().keySet()) {
            final String callback = callbacks.get(i);
            final Actor a = director.thread(callback);
            final String at = a == null ? "idle" : a.next == Step.CALLBACK_RETURN ? "done" : "called";
            differ(found, callback, " is", value(state, "cb").get(i).get("at").text(), at);
        }
    }

    private Value value(final int state, final String variable) {
        return graph.value(state, variables.get(variable));
    }

    private void compare(final List<String> found, final int state, final String variable, final Value impl) {
        differ(found, variable, "", value(state, variable), impl);
    }

    private static void differ(
            final List<String> found, final String who, final String what, final Object spec, final Object impl) {
        if (!spec.equals(impl)) {
            found.add(who + what + ": " + spec + " in the spec, " + impl + " in impl");
        }
    }
}
