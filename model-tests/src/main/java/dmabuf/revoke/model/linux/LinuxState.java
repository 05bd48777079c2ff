// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.linux;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.impl.Usage;
import dmabuf.revoke.model.drive.CallVariables;
import dmabuf.revoke.model.drive.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The state of Linux in the variables of the spec. The graph says which variables there are, and the agent's answers use the same
 * names. A variable that is in no answer does not exist in Linux or cannot be observed, and is not compared.
 */
final class LinuxState {
    private final Graph graph;
    private final List<Part<Answer>> parts = new ArrayList<>();
    private final SortedSet<String> variables = new TreeSet<>();

    LinuxState(final Graph graph) {
        this.graph = graph;
        for (int v = 0; v < graph.variables().size(); v++) {
            final String name = graph.variables().get(v);
            final Value first = graph.value(graph.initial()[0], v);
            if (CallVariables.ROLES.containsKey(name) && first instanceof Value.Rec calls) {
                final int variable = v;
                calls.fields().keySet().forEach(who -> call(variable, CallVariables.ROLES.get(name) + ":" + who, who));
            } else if (first instanceof Value.Rec r && !name.equals("move")) {
                for (final String who : r.fields().keySet()) {
                    one(v, name + " of " + who, name + "." + who, x -> x.get(who));
                }
            } else if (!(first instanceof Value.Rec)) {
                one(v, name, name, x -> x);
            }
        }
        for (final Usage u : Usage.values()) {
            one(graph.variables().indexOf("job"), "fences to " + u + " have signalled", "signaled." + u, jobs -> signalled(jobs, u));
        }
    }

    /** The differences between Linux and a state of the graph; empty if there are none. */
    List<String> differences(final Answer answer, final int state) {
        return Part.differences(List.of(), parts, answer, "Linux", state);
    }

    /** The variables that an answer has, and that are compared therefore. */
    SortedSet<String> compared(final Answer answer) {
        final SortedSet<String> compared = new TreeSet<>(variables);
        compared.removeIf(v -> answer.values().keySet().stream().noneMatch(k -> k.equals(v) || k.startsWith(v + ".")));
        return compared;
    }

    private void one(final int variable, final String what, final String key, final Function<Value, Value> of) {
        variables.add(key.replaceFirst("\\..*", ""));
        parts.add(Part.of(graph, what, s -> text(of.apply(graph.value(s, variable))), a -> a.value(key)));
    }

    private static String text(final Value v) {
        final Object plain = v instanceof Value.Members ? "" : Part.plain(v);
        return plain instanceof List<?> l
                ? String.join(",", l.stream().map(String::valueOf).toList()).intern() : String.valueOf(plain).intern();
    }

    /** Whether no job is running with a fence of this class or of a stronger one. */
    private static Value signalled(final Value jobs, final Usage u) {
        return new Value.Bool(((Value.Rec) jobs).fields().values().stream()
                .map(Value::text)
                .noneMatch(j -> !j.equals("none") && Usage.valueOf(j).ordinal() <= u.ordinal()));
    }

    /** Compares the call of a process: its operation and argument, the step before which it stands, and its result. */
    private void call(final int variable, final String process, final String who) {
        final String call = process + " ";
        parts.add(Part.of(graph, call + "is in", s -> graph.value(s, variable).get(who).get("op").text().intern(),
                a -> a.call(process) == null ? "idle" : a.call(process).op()));
        parts.add(Part.of(graph, call + "stands before", s -> graph.value(s, variable).get(who).get("at").text().intern(),
                a -> before(a.call(process))));
        parts.add(Part.of(graph, call + "is called with", s -> field(graph.value(s, variable).get(who), "arg"),
                a -> a.call(process) == null ? "-" : a.call(process).arg()));
        if (process.startsWith("callback:")) {
            return; // A callback has no result.
        }
        parts.add(Part.of(graph, call + "returns", s -> result(graph.value(s, variable).get(who)),
                a -> a.call(process) != null && a.call(process).how().equals("returned") ? a.call(process).where() : "-"));
    }

    private static String before(final Answer.Call c) {
        if (c == null) {
            return "idle";
        }
        return switch (c.how()) {
            case "returned" -> "done";
            case "running" -> "no step: it runs";
            default -> c.where();
        };
    }

    /** A field of a call, or a dash: an exporter's call has no argument. */
    private static String field(final Value call, final String name) {
        return ((Value.Rec) call).fields().containsKey(name) ? call.get(name).text().intern() : "-";
    }

    private static String result(final Value call) {
        if (!call.get("at").text().equals("done")) {
            return "-";
        }
        return ((Value.Rec) call).fields().containsKey("res") ? call.get("res").text().intern() : "OK";
    }
}
