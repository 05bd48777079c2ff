package dmabuf.revoke.model.drive;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.DmaFence;
import dmabuf.revoke.impl.Exporter;
import dmabuf.revoke.impl.Importer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * One buffer of impl and its importers, in the variables of the spec. What has no counterpart is not compared: what is
 * fixed ({@code design, kind}), the history variable {@code asked}, the timer of designs that impl is not, and {@code
 * todo}, which the next steps show.
 */
public final class ObservedBuffer {
    private final Graph graph;
    private final Function<Thread, String> names;
    private final Map<String, Integer> variables = new HashMap<>();

    /** @param names of threads that may own a lock, as the spec has them */
    public ObservedBuffer(final Graph graph, final Function<Thread, String> names) {
        this.graph = graph;
        this.names = names;
        graph.variables().forEach(v -> variables.put(v, variables.size()));
    }

    /** What differs between a buffer and a state of the graph; empty if nothing does. */
    public List<String> differences(final Scene scene, final int state) {
        final List<String> found = new ArrayList<>();
        final Exporter e = scene.exporter();
        compare(found, state, "flag", new Value.Bool(e.isRevoked()));
        compare(found, state, "closed", new Value.Bool(e.isClosed()));
        compare(found, state, "comp", new Value.Bool(e.isComplete()));
        compare(found, state, "count", new Value.Int(e.count()));
        compare(found, state, "outer", owner(e.outer().owner()));
        compare(found, state, "resv", owner(e.buffer().resv().lock().owner()));
        compare(found, state, "list", new Value.Seq(e.buffer().attachments().stream()
                .map(a -> (Value) new Value.Str(scene.nameOf(a)))
                .toList()));
        each(found, scene, state, "mapped", i -> new Value.Bool(holds(i, Attachment::isMapped)));
        each(found, scene, state, "pinned", i -> new Value.Bool(holds(i, Attachment::isPinned)));
        each(found, scene, state, "told", i -> new Value.Bool(i.isTold()));
        each(found, scene, state, "dead", i -> new Value.Bool(i.isDead()));
        each(found, scene, state, "job", i -> pending(i.job()));
        of(found, scene.programs(), state, "vma", p -> new Value.Str(p.page().name().toLowerCase(Locale.ROOT)));
        of(found, scene.programs(), state, "vmapped", p -> new Value.Bool(p.isVmapped()));
        of(found, scene.programs(), state, "begun", p -> new Value.Bool(p.hasBegun()));
        of(found, scene.programs(), state, "foreign", p -> pending(p.fence()));
        return found;
    }

    /** The value of a variable in a state. */
    Value value(final int state, final String variable) {
        return graph.value(state, variables.get(variable));
    }

    private static boolean holds(final Importer i, final Function<Attachment, Boolean> what) {
        return i.attachment() != null && what.apply(i.attachment());
    }

    private static Value pending(final DmaFence f) {
        return new Value.Str(f == null || f.isSignalled() ? "none" : f.usage().name());
    }

    private Value owner(final Thread t) {
        return new Value.Str(t == null ? "free" : names.apply(t));
    }

    private void each(
            final List<String> found, final Scene scene, final int state, final String variable,
            final Function<Importer, Value> what) {
        of(found, scene.importers(), state, variable, what);
    }

    /** Compares for those who are there; of who is absent nothing is known. */
    private <T> void of(
            final List<String> found, final SortedMap<String, T> who, final int state, final String variable,
            final Function<T, Value> what) {
        final Value spec = value(state, variable);
        who.forEach((name, u) -> differ(found, variable, " of " + name, spec.get(name), what.apply(u)));
    }

    private void compare(final List<String> found, final int state, final String variable, final Value impl) {
        differ(found, variable, "", value(state, variable), impl);
    }

    static void differ(
            final List<String> found, final String who, final String what, final Object spec, final Object impl) {
        if (!spec.equals(impl)) {
            found.add(who + what + ": " + spec + " in the spec, " + impl + " in impl");
        }
    }
}
