// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.interpret;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.oracle.History;
import dmabuf.revoke.oracle.Observation;
import dmabuf.revoke.trace.judge.Standard;
import dmabuf.revoke.trace.judge.Word;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The history of one buffer with all of its importers at once and all its fences: the trace before anything is left out.
 * Importers get names of their own, which are used again after they have left.
 */
final class Joint {
    private final List<Observation> events = new ArrayList<>();
    private final List<Long> lines = new ArrayList<>();
    private final LongSupplier line;
    private final Map<String, ArrayDeque<String>> free = new HashMap<>();
    private final Map<String, String> kinds = new LinkedHashMap<>();
    private final Map<Object, String> names = new HashMap<>();

    /** @param line the number of the current line */
    Joint(final LongSupplier line) {
        this.line = line;
    }

    /** For each event, the number of the line that shows it. */
    List<Long> lines() {
        return List.copyOf(lines);
    }

    private void add(final Observation o) {
        events.add(o);
        lines.add(line.getAsLong());
    }

    /** The participants by name: kinds of importers, and {@code cpu} for fences. */
    Map<String, String> kinds() {
        return kinds;
    }

    History history() {
        return new History(events);
    }

    private String name(final Object who, final String kind) {
        return names.computeIfAbsent(who, w -> {
            final ArrayDeque<String> left = free.computeIfAbsent(kind, k -> new ArrayDeque<>());
            if (!left.isEmpty()) {
                return left.removeLast();
            }
            final String prefix = kind.equals("cpu") ? "c" : "i";
            final String made = prefix + (1 + kinds.keySet().stream().filter(n -> n.startsWith(prefix)).count());
            kinds.put(made, kind);
            return made;
        });
    }

    void add(final Standard standard, final Word w) {
        if (standard.code(w) != Standard.UNSEEN) {
            add(w.observation);
        }
    }

    void add(final Standard standard, final Attachment a, final String kind, final Word w) {
        final String name = name(a, kind);
        if (standard.code(w) != Standard.UNSEEN) {
            add(Observation.of(renamed(w.event, name)));
        }
        if (w == Word.DETACHED || w.event.op().equals("attach") && w.event.kind() == Event.Kind.RETURN
                && !w.event.result().equals("OK")) {
            free.get(kind).add(name);
            names.remove(a);
        }
    }

    void add(final Standard standard, final Fence f, final Word w) {
        final String name = name(f, "cpu");
        if (standard.code(w) != Standard.UNSEEN) {
            add(Observation.of(renamed(w.event, name)));
        }
    }

    private static Event renamed(final Event e, final String name) {
        final String process = e.process().replaceFirst(":.*", ":" + name);
        return e.kind() == Event.Kind.CALL ? Event.call(process, e.op(), e.arg()) : Event.ret(process, e.op(), e.arg(),
                e.result());
    }
}
