// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.cut;

import dmabuf.revoke.child.WorkFolder;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.mutant.Hunt;
import dmabuf.revoke.model.mutant.ImplCompiler;
import dmabuf.revoke.model.schedule.Schedules;
import dmabuf.revoke.model.technique.Techniques;
import dmabuf.revoke.model.unit.UnitTests;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The hunt of one cut: compiles the file without the piece, and runs the techniques one after the other until one disagrees. A
 * hang counts as a disagreement only if the technique's watch detects it, never because time has passed.
 */
final class CutHunt {
    /** The techniques that take a second or a few run first; the others follow in their usual order. */
    private static final List<String> CHEAP = List.of(UnitTests.NAME, "faults", "dma", "properties");

    /**
     * A fixed seed, so that each run draws the same chains and schedules and the same cuts survive. With the date as the seed, as
     * in the check of impl itself, a cut could survive today and not tomorrow.
     */
    static final long SEED = 1;

    /** The outcome of a hunt. */
    enum Kind {
        CAUGHT,
        SURVIVES,
        /** The changed source is not valid Java. The cut says nothing, and does not count as caught. */
        DOES_NOT_COMPILE,
        /** The hunt could not be made, so it says nothing either. */
        UNDECIDED
    }

    /**
     * The result of a hunt.
     *
     * @param by the technique that caught it; those that did not, if none did; the compiler's message; or why it is undecided
     * @param seconds that the last technique took
     */
    record Found(Cut cut, Kind kind, String by, boolean hung, double seconds) {
        String text() {
            return switch (kind) {
                case CAUGHT -> String.format("%s %s after %.1f s", hung ? "hangs" : "caught by", hung ? "in " + by : by, seconds);
                case SURVIVES -> "survives " + by;
                case DOES_NOT_COMPILE -> "does not compile";
                case UNDECIDED -> by;
            };
        }
    }

    private final Graphs graphs;
    private final List<String> order;
    private final Path folder;

    /**
     * @param order the techniques to run, in this order
     * @param folder in which each hunt has a folder of its own
     */
    CutHunt(final Graphs graphs, final List<String> order, final Path folder) {
        this.graphs = graphs;
        this.order = order;
        this.folder = folder;
    }

    /** The techniques that each cut is checked with. */
    static List<String> order() {
        final Set<String> order = new LinkedHashSet<>(CHEAP);
        Techniques.all().forEach(t -> order.add(t.name()));
        order.add(Schedules.AT_LENGTH);
        return List.copyOf(order);
    }

    Found of(final Cut cut) throws InterruptedException {
        try (WorkFolder work = WorkFolder.open(folder, cut.where())) {
            final Path changed = work.path().resolve(cut.file().path());
            Files.createDirectories(changed.getParent());
            Files.writeString(changed, cut.changed());
            final Found found = search(cut, changed, work.path());
            work.forget();
            return found;
        } catch (IOException e) {
            return new Found(cut, Kind.UNDECIDED, "no folder in " + folder + ": " + Undecided.reason(e), false, 0);
        } catch (Undecided e) {
            return new Found(cut, Kind.UNDECIDED, e.getMessage(), false, 0);
        }
    }

    private Found search(final Cut cut, final Path changed, final Path place)
            throws Undecided, IOException, InterruptedException {
        final Path classes;
        try {
            classes = ImplCompiler.compile(cut.name(), List.of(changed), place.resolve("classes"));
        } catch (ImplCompiler.DoesNotCompile e) {
            return new Found(cut, Kind.DOES_NOT_COMPILE, e.getMessage(), false, 0);
        }
        final List<String> tried = new ArrayList<>();
        try (Hunt hunt = new Hunt(cut.name(), classes, place)) {
            for (final String t : order) {
                final long start = System.nanoTime();
                final Technique.Verdict v = hunt.verdict(t, graphs, SEED);
                if (!v.agrees()) {
                    final boolean hung = v.status() == Technique.Verdict.Status.HUNG;
                    return new Found(cut, Kind.CAUGHT, t, hung, (System.nanoTime() - start) / 1e9);
                }
                tried.add(t);
            }
        }
        return new Found(cut, Kind.SURVIVES, String.join(", ", tried), false, 0);
    }
}
