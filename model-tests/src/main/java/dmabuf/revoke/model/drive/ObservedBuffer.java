// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.drive;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.DmaFence;
import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One buffer of impl and its importers, in the variables of the spec. Variables without a counterpart are not compared: the fixed
 * ones ({@code design, kind}), the history variable {@code asked}, the timer of designs that impl does not implement, and
 * {@code todo}, which the next steps show. The references of the file are no variable: {@code list, vma} and {@code vmapped} say
 * who holds one.
 */
public final class ObservedBuffer {
    private final Graph graph;
    private final Function<Thread, String> names;
    private final Map<String, Integer> variables = new HashMap<>();
    private final List<Part<Scene>> parts = new ArrayList<>();

    /** @param names of threads that may own a lock, as the spec has them */
    public ObservedBuffer(final Graph graph, final Function<Thread, String> names) {
        this(graph, names, true);
    }

    /**
     * A buffer at rest, of which only one of several users is observed ({@link Scene#only}): counts over all users are not
     * compared.
     */
    public static ObservedBuffer ofOneOfSeveral(final Graph graph) {
        return new ObservedBuffer(graph, Thread::getName, false);
    }

    private ObservedBuffer(final Graph graph, final Function<Thread, String> names, final boolean all) {
        this.graph = graph;
        this.names = names;
        graph.variables().forEach(v -> variables.put(v, variables.size()));
        buffer("flag", s -> s.exporter().isRevoked());
        buffer("closed", s -> s.exporter().isClosed());
        buffer("comp", s -> s.exporter().isComplete());
        buffer("outer", s -> owner(s.exporter().outer().owner()));
        buffer("resv", s -> owner(s.exporter().buffer().resv().lock().owner()));
        buffer("list", ObservedBuffer::attached);
        final SortedSet<String> programs = present(graph, Scene::isProgram);
        if (all) {
            buffer("count", s -> s.exporter().count());
            parts.add(Part.of(graph, "references", s -> references(s, programs), s -> s.exporter().buffer().file().references()));
        }
        present(graph, Scene::isImporter).forEach(this::importer);
        programs.forEach(this::program);
    }

    /** The users of the buffer that are of some kinds in any initial state. */
    static SortedSet<String> present(final Graph graph, final Predicate<String> kinds) {
        final SortedSet<String> found = new TreeSet<>();
        for (final int s : graph.initial()) {
            Scene.kinds(graph, s).forEach((name, kind) -> {
                if (kinds.test(kind)) {
                    found.add(name);
                }
            });
        }
        return found;
    }

    /**
     * The exporter holds one reference as long as the scene lasts; each attachment, each area and each kernel mapping holds one
     * too.
     */
    private int references(final int state, final SortedSet<String> programs) {
        int references = 1 + value(state, "list").elements().size();
        for (final String p : programs) {
            references += value(state, "vma").get(p).text().equals("none") ? 0 : 1;
            references += ((Value.Bool) value(state, "vmapped").get(p)).value() ? 1 : 0;
        }
        return references;
    }

    private void importer(final String name) {
        final Function<Scene, Importer> who = s -> s.importers().get(name);
        one("mapped", name, who, i -> holds(i, Attachment::isMapped));
        one("pinned", name, who, i -> holds(i, Attachment::isPinned));
        one("deferred", name, who, Importer::isDeferred);
        one("dead", name, who, Importer::isDead);
        one("hw", name, who, Importer::isInstalled);
        one("job", name, who, i -> pending(i.job()));
    }

    private void program(final String name) {
        final Function<Scene, Program> who = s -> s.programs().get(name);
        one("vma", name, who, p -> p.page().name().toLowerCase(Locale.ROOT));
        one("vmapped", name, who, Program::isVmapped);
        one("begun", name, who, Program::hasBegun);
        one("foreign", name, who, p -> pending(p.fence()));
    }

    /** What differs between a buffer and a state of the graph; empty if nothing does. */
    public List<String> differences(final Scene scene, final int state) {
        return Part.differences(List.of(), parts, scene, "impl", state);
    }

    /** The value of a variable in a state. */
    Value value(final int state, final String variable) {
        return graph.value(state, variables.get(variable));
    }

    private static boolean holds(final Importer i, final Predicate<Attachment> what) {
        return i.attachment() != null && what.test(i.attachment());
    }

    private static String pending(final DmaFence f) {
        return f == null || f.isSignalled() ? "none" : f.usage().name();
    }

    private static List<String> attached(final Scene s) {
        final List<Attachment> list = s.exporter().buffer().attachments();
        final List<String> whose = new ArrayList<>(list.size());
        for (final Attachment a : list) {
            if (s.sees(a)) {
                whose.add(s.nameOf(a));
            }
        }
        return whose;
    }

    private String owner(final Thread t) {
        return t == null ? "free" : names.apply(t);
    }

    private void buffer(final String variable, final Function<Scene, Object> impl) {
        parts.add(Part.of(graph, variable, s -> Part.plain(value(s, variable)), impl));
    }

    /** Adds a part for one user; it is not compared in a scene in which the user is absent. */
    private <W> void one(
            final String variable, final String name, final Function<Scene, W> who, final Function<W, Object> impl) {
        parts.add(Part.of(graph, variable + " of " + name, s -> Part.plain(value(s, variable).get(name)), scene -> {
            final W w = who.apply(scene);
            return w == null ? null : impl.apply(w);
        }));
    }
}
