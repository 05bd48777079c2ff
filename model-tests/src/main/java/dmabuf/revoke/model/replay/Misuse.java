// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.replay;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.impl.MisuseException;
import dmabuf.revoke.model.drive.Actor;
import dmabuf.revoke.model.drive.Director;
import dmabuf.revoke.model.drive.Disagreement;
import dmabuf.revoke.model.drive.Subject;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * In each state of a graph, every idle process tries every call that the graph does not have there: that is misuse, and
 * must throw before it takes a step.
 */
final class Misuse implements Attempts {
    /** The case of Properties.tla that says that the graph has room for no further call. */
    private static final String FULL = "Full";

    private final Graph graph;
    private final Director director;
    private final BitSet tried = new BitSet();
    private final Map<String, Set<List<String>>> calls = new TreeMap<>();
    private long attempts;

    Misuse(final Graph graph, final Director director) {
        this.graph = graph;
        this.director = director;
        for (final Event e : graph.events()) {
            if (e != null && e.kind() == Event.Kind.CALL && !e.process().startsWith("callback")) {
                calls.computeIfAbsent(e.process(), p -> new LinkedHashSet<>()).add(List.of(e.op(), e.arg()));
            }
        }
    }

    /** How many calls were tried. */
    @Override
    public long count() {
        return attempts;
    }

    /** {@return whether any call was tried} Tries all such calls in a state, once. */
    @Override
    public boolean attempt(final int state) throws Disagreement {
        if (tried.get(state) || graph.verdictsOfState(state).met().contains(FULL)) {
            return false;
        }
        tried.set(state);
        final Set<Event> allowed = new LinkedHashSet<>();
        for (int e = graph.firstEdge(state); e < graph.firstEdge(state + 1); e++) {
            allowed.add(graph.event(e));
        }
        boolean any = false;
        for (final Map.Entry<String, Set<List<String>>> c : calls.entrySet()) {
            final Actor a = director.actor(c.getKey());
            final List<List<String>> misuse = a.at() != Subject.At.IDLE
                    ? List.of()
                    : c.getValue().stream()
                            .filter(x -> !allowed.contains(Event.call(c.getKey(), x.get(0), x.get(1))))
                            .toList();
            if (!misuse.isEmpty()) {
                any = true;
                tryAll(a, misuse);
            }
        }
        return any;
    }

    private void tryAll(final Actor a, final List<List<String>> misuse) throws Disagreement {
        a.attempt(() -> {
            for (final List<String> call : misuse) {
                try {
                    director.scene().call(a.process(), call.get(0), call.get(1));
                    return "misuse, and no exception: " + call;
                } catch (MisuseException expected) {
                    // Expected.
                } catch (Actor.Allowed e) {
                    return "misuse, and " + e.getMessage() + ": " + call;
                }
            }
            return null;
        });
        director.settle();
        attempts += misuse.size();
        if (a.failure != null || a.result != null) {
            throw new Disagreement(a.process() + " " + (a.failure != null ? a.failure : a.result));
        }
        a.over();
    }
}
