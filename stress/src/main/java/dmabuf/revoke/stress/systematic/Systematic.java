// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.systematic;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.drive.Scene;
import dmabuf.revoke.stress.litmus.BadLitmus;
import dmabuf.revoke.stress.litmus.Litmus;
import dmabuf.revoke.stress.litmus.LitmusGraphs;
import dmabuf.revoke.stress.litmus.LitmusReport;
import dmabuf.revoke.stress.litmus.Outcomes;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The systematic corpus: the families that are enumerated, and their files. */
public final class Systematic {
    /**
     * A family of tests.
     *
     * @param scene as a litmus test names it; empty for the usual one
     * @param width the number of columns
     * @param calls at most in a column
     * @param longest how many calls lead to a start at most
     */
    public record Family(String scene, int width, int calls, int longest) {}

    /** All families: dynamic and revocable importers, programs, close, the other kinds, move; and three columns. */
    public static final List<Family> FAMILIES = List.of(
            new Family("", 2, 2, 5),
            new Family("programs", 2, 2, 3),
            new Family("cpu-jobs", 2, 2, 3),
            new Family("closing", 2, 2, 3),
            new Family("races", 2, 2, 3),
            new Family("Mover/exporters", 2, 2, 3),
            new Family("three", 3, 2, 4));

    private Systematic() {}

    /** Enumerates a family for each population of its scene. */
    public static List<Corpus> of(final Family family, final LitmusGraphs graphs) throws Undecided, BadLitmus, InterruptedException {
        final Graph graph = graphs.of(family.scene());
        final List<Corpus> all = new ArrayList<>();
        for (final int initial : graph.initial()) {
            final SortedMap<String, String> kinds = new TreeMap<>();
            if (graph.initial().length > 1) {
                Scene.kinds(graph, initial).entrySet().stream()
                        .filter(k -> !k.getValue().equals("absent"))
                        .forEach(k -> kinds.put(k.getKey(), k.getValue()));
            }
            all.add(new Generator(
                            graph, new Litmus.Stage(family.scene(), kinds, 1), Outcomes.nested(graph), family.width(), family.calls(),
                            family.longest())
                    .from(initial));
        }
        return all;
    }

    /** Makes a folder for tests, or refuses one with other files. */
    public static void prepare(final Path folder) throws Undecided {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> there = Files.list(folder)) {
                final Optional<Path> foreign = there.filter(p -> !p.toString().endsWith(Litmus.SUFFIX)).findFirst();
                if (foreign.isPresent()) {
                    throw new Undecided("cannot write the tests into " + folder + ": it has " + foreign.get().getFileName()
                            + ", and should be empty, or have older tests only");
                }
            }
        } catch (IOException e) {
            throw new Undecided("cannot write the tests into " + folder, e);
        }
    }

    /** Writes the tests into a folder, and replaces those in it. {@return how many there are} */
    public static int write(final Path folder, final List<Corpus> all) throws Undecided {
        prepare(folder);
        try {
            try (Stream<Path> there = Files.list(folder)) {
                for (final Path old : there.toList()) {
                    Files.delete(old);
                }
            }
            int many = 0;
            for (final Corpus c : all) {
                for (final Outcomes o : c.tests()) {
                    Files.writeString(folder.resolve(o.litmus().name() + Litmus.SUFFIX), LitmusReport.file(o.litmus()));
                    many++;
                }
            }
            return many;
        } catch (IOException e) {
            throw new Undecided("cannot write the tests into " + folder, e);
        }
    }
}
