// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.graph.BadGraph;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.GraphFile;
import dmabuf.revoke.keep.Kept;
import dmabuf.revoke.keep.Surroundings;
import dmabuf.revoke.tlc.Outcome;
import dmabuf.revoke.tlc.Run;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Tlc;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Makes graphs and temporal verdicts with TLC, or reads them from the files that an earlier run left.
 *
 * <p>A file is used only if it was made from the same text of the spec, the same design and the same scene; otherwise the graph
 * is made again. A file that is older than {@link Kept#since} is not used either. Designs that are requested together are
 * explored in one run of TLC, so that the start of the JVM and the warm-up are paid only once. Thread-safe.
 */
public final class Workshop {
    /** A run that explores more designs than this takes long. */
    private static final int SEVERAL = 10;

    /** The scenes in which a single design takes half a minute. */
    private static final Set<String> LARGE = Set.of("storm");

    private final Tlc tlc;
    private final Path folder;
    private final Instant since;
    private final TlcDigest digestOfTlc;
    private final Consumer<String> progress;

    /** By scene, a monitor: a thread that requests graphs of the scene waits while another thread makes some. */
    private final Map<String, Object> making = new ConcurrentHashMap<>();

    /**
     * @param folder where the files are kept
     * @param progress receives a line for each run of TLC that ended
     */
    public Workshop(final Tlc tlc, final Path folder, final Consumer<String> progress) throws Undecided {
        this.tlc = tlc;
        this.digestOfTlc = new TlcDigest(tlc);
        this.folder = folder;
        this.since = Kept.since();
        this.progress = progress;
    }

    /** A digest of what decides a run of TLC in addition to its text: {@link TlcDigest}. */
    public String digestOfTlc() throws Undecided {
        return digestOfTlc.hex();
    }

    /** Causes all digests to be computed again, because the files on which results depend may have changed. */
    public void forget() {
        digestOfTlc.forget();
        Surroundings.forget();
    }

    /** The other results that are kept, and reused if the graphs are. */
    public Kept kept() {
        return new Kept(folder.resolveSibling("kept"), since, progress);
    }

    public SpecText spec() {
        return tlc.spec();
    }

    public Tlc tlc() {
        return tlc;
    }

    /** The file for the graph of a design in a scene. */
    public Path file(final Design d, final String scene) {
        return file(d.name(), scene);
    }

    private Path file(final String name, final String scene) {
        return folder.resolve(name + "-" + scene + ".graph");
    }

    /** The graph of a design in a scene. */
    public Graph graph(final Design d, final String scene) throws Undecided, InterruptedException {
        return graphs(List.of(d), scene).get(d.name());
    }

    /**
     * The graph of another module, which defines InitX, NextX, StateX and StepX of its own.
     *
     * @param module its file, for example {@code Traced.tla}
     */
    public Graph graph(final Design d, final String scene, final String module) throws Undecided, InterruptedException {
        return graphs(List.of(d), scene, module).get(d.name());
    }

    /** The same for several designs, in one run. */
    public SortedMap<String, Graph> graphs(final List<Design> designs, final String scene, final String module)
            throws Undecided, InterruptedException {
        final String text = spec().file("scenes/" + scene + ".cfg");
        final Map<String, String> digests = new HashMap<>();
        for (final Design d : designs) {
            digests.put(d.name(), digest(d, d.config(text) + spec().file(module)));
        }
        final List<String> names = designs.stream().map(Design::name).toList();
        final String main = module.replace(".tla", "");
        final String name = (names.size() == 1 ? names.get(0) : names.size() + "-designs") + "-" + scene + "-" + main;
        final Run run = Run.export(name, main, "NextX", designs.get(0).definitions(), Design.config(designs, text));
        return graphs(names, scene, scene + "-" + main, isLengthy(names.size(), scene) ? run.atLength() : run, digests::get);
    }

    /** The graphs of several designs in a scene, by name. If one must be made again, all are. */
    public SortedMap<String, Graph> graphs(final List<Design> designs, final String scene)
            throws Undecided, InterruptedException {
        final String text = spec().file("scenes/" + scene + ".cfg");
        final Map<String, String> digests = new HashMap<>();
        for (final Design d : designs) {
            digests.put(d.name(), digest(d, d.config(text)));
        }
        final String name = (designs.size() == 1 ? designs.get(0).name() : designs.size() + "-designs") + "-" + scene;
        final List<String> names = designs.stream().map(Design::name).toList();
        final Run run = Run.export(name, designs.get(0).definitions(), Design.config(designs, text));
        return graphs(names, scene, isLengthy(designs.size(), scene) ? run.atLength() : run, digests::get);
    }

    private static boolean isLengthy(final int designs, final String scene) {
        return designs > SEVERAL || LARGE.contains(scene);
    }

    /** The graphs of the designs that a run explores, by name. If one must be made again, all are. */
    SortedMap<String, Graph> graphs(
            final List<String> names, final String scene, final Run run, final UnaryOperator<String> digests)
            throws Undecided, InterruptedException {
        return graphs(names, scene, scene, run, digests);
    }

    /** @param files the end of the names of their files: a scene may be explored by several modules */
    private SortedMap<String, Graph> graphs(
            final List<String> names, final String scene, final String files, final Run run, final UnaryOperator<String> digests)
            throws Undecided, InterruptedException {
        synchronized (making.computeIfAbsent(files, s -> new Object())) {
            final TreeMap<String, Graph> kept = new TreeMap<>();
            for (final String n : names) {
                final Graph g = kept(file(n, files), digests.apply(n));
                if (g != null) {
                    kept.put(n, g);
                }
            }
            if (kept.size() == names.size()) {
                return kept;
            }
            final long start = System.nanoTime();
            final String before = digestOfTlc();
            final SortedMap<String, Graph> made = tlc.graphs(run, scene, digests);
            if (!made.keySet().containsAll(names)) {
                throw new Undecided("TLC explored " + made.keySet() + ", and was asked for " + names);
            }
            if (digestOfTlc.isStill(before)) {
                keep(made, files);
            } else {
                progress.accept(run.name() + ": TLC or a class that takes part was changed meanwhile: the graph is not kept");
            }
            progress.accept(String.format(
                    "%-32s %,9d states %,9d edges %5.1f s", run.name(),
                    made.values().stream().mapToInt(Graph::states).sum(), made.values().stream().mapToInt(Graph::edges).sum(),
                    seconds(start)));
            return made;
        }
    }

    private void keep(final Map<String, Graph> made, final String files) throws Undecided {
        for (final Map.Entry<String, Graph> m : made.entrySet()) {
            final Path file = file(m.getKey(), files);
            try {
                GraphFile.write(m.getValue(), file);
                GraphMemory.hold(file, m.getValue());
            } catch (IOException e) {
                throw new Undecided("cannot write " + file, e);
            }
        }
    }

    /** The digest of all that the graph of a design in a scene depends on. */
    public String digestOf(final Design d, final String scene) throws Undecided {
        return digest(d, d.config(spec().file("scenes/" + scene + ".cfg")));
    }

    private String digest(final Design d, final String config) throws Undecided {
        return spec().digest(d.definitions(), config, digestOfTlc(), GraphFile.FORMAT);
    }

    /** Whether there is such a file, and it is recent enough. */
    private boolean recent(final Path file) {
        try {
            return Files.exists(file) && !Files.getLastModifiedTime(file).toInstant().isBefore(since);
        } catch (IOException e) {
            return false;
        }
    }

    /** The graph of an earlier run, if its file is complete and was made from the same input; else null. */
    private Graph kept(final Path file, final String digest) {
        if (!recent(file)) {
            return null;
        }
        try {
            final Optional<Graph> there = GraphMemory.find(file, digest);
            if (there.isPresent()) {
                return there.get();
            }
            final Graph g = GraphFile.read(file);
            if (g.origin().digest().equals(digest)) {
                GraphMemory.hold(file, g);
                return g;
            }
            progress.accept(file.getFileName() + " was made from another text of the spec: made again");
        } catch (IOException | BadGraph e) {
            progress.accept(e.getMessage() + ": made again");
        }
        return null;
    }

    /**
     * TLC's verdict on a temporal property of some designs in a scene, under the given conjuncts of the fairness. If it is
     * refuted, one of the designs refutes it.
     */
    Outcome temporal(
            final List<Design> designs, final String scene, final List<String> fairness, final String property, final String name)
            throws Undecided, InterruptedException {
        final String config = Design.config(designs, spec().file("scenes/" + scene + ".cfg"));
        final Run run = Run.liveness(name, designs.get(0).definitions(), config, fairness, property);
        final String key = spec().digest(run.definitions(), run.config(), digestOfTlc());
        final Optional<Kept.Value> left = kept().find(key);
        if (left.isPresent()) {
            return Outcome.parse(left.get().text());
        }
        final long start = System.nanoTime();
        final String before = digestOfTlc();
        final String log = tlc.log(run);
        final Outcome o = Outcome.parse(log);
        if (digestOfTlc.isStill(before)) {
            kept().keep(key, log);
        }
        progress.accept(String.format(
                "%-32s %,9d states %-15s %5.1f s",
                name, o.distinct(), o.holds() ? "holds" : "refuted in " + o.trace().size(), seconds(start)));
        return o;
    }

    private static double seconds(final long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
