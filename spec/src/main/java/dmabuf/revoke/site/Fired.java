// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Step;
import dmabuf.revoke.graph.Value;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the graphs say of each action: how often each design takes it, in which calls, and as which kernel function. */
final class Fired {
    /** The variables that hold the calls of the processes of a role. */
    private static final Map<String, String> CALLS = Map.of("exporter", "exp", "driver", "drv", "cpu", "cpu");

    /** What is known of one action. */
    static final class Of {
        final SortedMap<String, Long> byDesign = new TreeMap<>();
        final SortedSet<String> functions = new TreeSet<>();
        final SortedSet<String> sections = new TreeSet<>();
        /** The calls of the exporter, a driver or a program in which it is taken. */
        final SortedSet<String> calls = new TreeSet<>();

        long steps() {
            return byDesign.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private final SortedMap<String, Of> actions = new TreeMap<>();

    Fired(final Collection<Graph> graphs) {
        graphs.forEach(this::count);
    }

    private void count(final Graph g) {
        final Map<String, Integer> variables = new HashMap<>();
        CALLS.forEach((role, v) -> variables.put(role, g.variables().indexOf(v)));
        for (int e = 0; e < g.edges(); e++) {
            final Step s = g.step(e);
            final Of of = actions.computeIfAbsent(s.action(), a -> new Of());
            of.byDesign.merge(g.origin().configuration(), 1L, Long::sum);
            of.functions.add(s.function());
            of.sections.add(s.section());
            final String[] process = s.process().split(":", 2);
            final int variable = variables.getOrDefault(process[0], -1);
            final Event event = g.event(e);
            if (event != null && event.kind() == Event.Kind.CALL && variable >= 0) {
                of.calls.add(event.op());
            } else if (variable >= 0 && g.value(g.source(e), variable) instanceof Value.Rec calls
                    && calls.fields().containsKey(process[1])) {
                of.calls.add(calls.get(process[1]).get("op").text());
            }
        }
        actions.values().forEach(of -> of.calls.remove("idle"));
    }

    /** What is known of an action; null if no design takes it. */
    Of action(final String name) {
        return actions.get(name);
    }

    SortedMap<String, Of> actions() {
        return actions;
    }

    /** The designs of some that take an action. */
    List<String> takers(final String action, final Collection<String> designs) {
        final Of of = actions.get(action);
        return of == null ? List.of() : of.byDesign.keySet().stream().filter(designs::contains).toList();
    }
}
