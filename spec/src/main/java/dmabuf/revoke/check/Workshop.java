package dmabuf.revoke.check;

import dmabuf.revoke.graph.BadGraph;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.GraphFile;
import dmabuf.revoke.tlc.Outcome;
import dmabuf.revoke.tlc.Run;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Tlc;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where graphs and temporal verdicts come from: from TLC, or from the files that an earlier run left.
 *
 * <p>A file is taken only if it was made from the same text of the spec, the same design and the same scene; else it is
 * made again. Thread-safe.
 */
public final class Workshop {
    /** What TLC said of one temporal property. */
    record Temporal(boolean holds, int length, int distinct, Outcome outcome) {}

    private final Tlc tlc;
    private final Path folder;
    private final boolean fresh;
    private final Consumer<String> progress;

    /**
     * @param folder where the files are kept
     * @param fresh take nothing from earlier runs
     * @param progress is told of each run of TLC that ended
     */
    public Workshop(final Tlc tlc, final Path folder, final boolean fresh, final Consumer<String> progress) {
        this.tlc = tlc;
        this.folder = folder;
        this.fresh = fresh;
        this.progress = progress;
    }

    public SpecText spec() {
        return tlc.spec();
    }

    public Tlc tlc() {
        return tlc;
    }

    /** Where the graph of a design in a scene is kept. */
    public Path file(final Design d, final String scene) {
        return folder.resolve(d.name() + "-" + scene + ".graph");
    }

    /** The graph of a design in a scene of scenes/. */
    public Graph graph(final Design d, final String scene) throws Undecided, InterruptedException {
        return graph(d, scene, List.of());
    }

    /**
     * The graph of a design in a scene, and in the same run of TLC the given temporal properties: the graph's origin
     * says which were found to hold. If one of them is refuted, none is said to hold.
     */
    Graph graph(final Design d, final String scene, final List<String> properties)
            throws Undecided, InterruptedException {
        final String config = d.constants() + spec().file("scenes/" + scene + ".cfg");
        final String digest = spec().digest(d.definitions(), config, tlc.jarName(), GraphFile.FORMAT);
        final Path file = file(d, scene);
        if (!fresh && Files.exists(file)) {
            try {
                final Graph g = GraphFile.read(file);
                if (g.origin().digest().equals(digest)) {
                    return g;
                }
                progress.accept(file.getFileName() + " was made from another text of the spec: made again");
            } catch (IOException | BadGraph e) {
                progress.accept(e.getMessage() + ": made again");
            }
        }
        final long start = System.nanoTime();
        final String name = d.name() + "-" + scene;
        final List<String> fairness = properties.isEmpty() ? List.of() : spec().fairness();
        final Graph both = tlc.graph(
                Run.export(name, d.definitions(), config, fairness, properties), d.name(), scene, digest, properties);
        final Graph g = both != null
                ? both
                : tlc.graph(
                        Run.export(name, d.definitions(), config, List.of(), List.of()),
                        d.name(),
                        scene,
                        digest,
                        List.of());
        try {
            GraphFile.write(g, file);
        } catch (IOException e) {
            throw new Undecided("cannot write " + file + ": " + e.getMessage());
        }
        progress.accept(String.format(
                "%-32s %,9d states %,9d edges %5.1f s", name, g.states(), g.edges(), seconds(start)));
        return g;
    }

    /** The graph of the scene in which a design was decided, as it was left. */
    Graph decided(final Design d) throws Undecided {
        try {
            return GraphFile.read(file(d, "deciding"));
        } catch (IOException | BadGraph e) {
            throw new Undecided(e.getMessage());
        }
    }

    /** Decides temporal properties together, under the given conjuncts of the fairness. */
    Temporal temporal(
            final Design d, final List<String> fairness, final List<String> properties, final String name)
            throws Undecided, InterruptedException {
        final long start = System.nanoTime();
        final String config = d.constants() + spec().file("scenes/deciding.cfg");
        final Outcome o = tlc.run(Run.liveness(name, d.definitions(), config, fairness, properties));
        progress.accept(String.format(
                "%-32s %,9d states %-15s %5.1f s",
                name, o.distinct(), o.holds() ? "holds" : "refuted in " + o.trace().size(), seconds(start)));
        return new Temporal(o.holds(), o.trace().size(), o.distinct(), o);
    }

    private static double seconds(final long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
