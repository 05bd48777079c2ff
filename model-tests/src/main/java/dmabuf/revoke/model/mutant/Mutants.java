// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.mutant;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Names;
import dmabuf.revoke.child.WorkFolder;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.replay.Replay;
import dmabuf.revoke.model.storm.Storm;
import dmabuf.revoke.model.technique.Techniques;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Hunts the known faults of impl: each must be caught by a technique, and each technique must catch its canary.
 *
 * <p>All are hunted in this JVM, each in its own class loader ({@link Hunt}). A mutant that cannot be built is a failure: it
 * proves nothing any more.
 */
public final class Mutants {
    /** The group of the checks of mutants. */
    public static final String GROUP = "mutants";

    /** The group of the checks of canaries. */
    public static final String CANARIES_GROUP = "canaries";

    /** By technique, the mutant that shows that the technique can fail. */
    static final Map<String, String> CANARIES =
            Map.of(
                    "replay", "flag-after-the-broadcast",
                    "delays", "worker-waits-for-the-job-of-its-call",
                    "faults", "lock-leaked-when-a-callback-throws",
                    "dma", "iommu-does-not-wait",
                    "properties", "no-fence-wait",
                    Storm.NAME, "oldest-attachment-first",
                    "schedules", "poll-armed-after-callback-is-added");

    /** How often the technique that is tried first is repeated after it missed the mutant, before the hint is called wrong. */
    private static final int CHANCES = 2;

    private final Path home;
    private final Graphs graphs;
    private final long seed;
    private final boolean all;
    private final Path folder;

    /**
     * @param home of the project
     * @param all whether the techniques that run for a set time also hunt the mutants that the others miss; else they hunt only
     *     the mutants that name them
     */
    public Mutants(final Path home, final Graphs graphs, final long seed, final boolean all) {
        this(home, graphs, seed, all, Tools.target().resolve("mutants"));
    }

    /** @param folder in which each hunt has a folder of its own */
    Mutants(final Path home, final Graphs graphs, final long seed, final boolean all, final Path folder) {
        this.all = all;
        this.folder = folder;
        this.home = home;
        this.graphs = graphs;
        this.seed = seed;
    }

    /**
     * Hunts every mutant. The hunt of a canary also shows whether its technique can fail.
     *
     * @param many of them at a time
     */
    public List<Check> run(final int many) throws Undecided, InterruptedException {
        final List<Callable<Found>> hunts = new ArrayList<>();
        Mutant.names(home).forEach(m -> hunts.add(() -> hunt(m)));
        final Map<String, Found> done = new LinkedHashMap<>();
        for (final Found h : SideBySide.run(many, GROUP, hunts)) {
            done.put(h.check.name(), h);
        }
        final List<Check> checks = new ArrayList<>();
        done.values().forEach(h -> checks.add(h.check));
        Techniques.all().forEach(t -> checks.add(canary(t.name(), done.get(CANARIES.get(t.name())))));
        return checks;
    }

    /** @param by the technique that caught it; empty if none did */
    private record Found(Check check, String by) {}

    /** Hunts one mutant. {@return the result of its hunt} */
    public Check one(final String mutant) throws Undecided, InterruptedException {
        return hunt(Names.find("mutant", mutant, Mutant.names(home))).check;
    }

    /** Hunts the canary of one technique with that technique alone. */
    public Check canary(final String technique) throws InterruptedException {
        final String mutant = CANARIES.get(technique);
        return canary(technique, mutant == null ? null : hunt(mutant));
    }

    private static Check canary(final String technique, final Found found) {
        final String mutant = CANARIES.get(technique);
        final boolean caught = found != null && found.by.equals(technique);
        return Check.of(
                CANARIES_GROUP, technique, caught,
                mutant == null ? "has no canary" : (caught ? "catches " : "does not catch ") + mutant,
                "./revoke mutants " + mutant);
    }

    /** Tries one technique after the other, until one catches the mutant. */
    private Found hunt(final String mutant) throws InterruptedException {
        final Found f = search(mutant);
        Tools.progress(String.format("%-9s %-36s %s", f.check.group(), f.check.name(), f.check.detail()));
        return f;
    }

    private Found search(final String mutant) throws InterruptedException {
        final String again = "./revoke mutants " + mutant + " --seed " + seed;
        try (WorkFolder work = WorkFolder.open(folder, mutant)) {
            final Found found = search(Mutant.named(home, mutant), work.path(), again);
            if (found.check.ok()) {
                work.forget();
            }
            return found;
        } catch (IOException e) {
            return new Found(Check.undecided(GROUP, mutant, "no folder in " + folder + ": " + Undecided.reason(e), again), "");
        }
    }

    private Found search(final Mutant m, final Path place, final String again) throws InterruptedException {
        try (Hunt hunt = new Hunt(m, place)) {
            final StringBuilder tried = new StringBuilder();
            final List<String> order = order(m);
            for (final String t : order) {
                final long start = System.nanoTime();
                if (hunt.caught(t, graphs, seed)) {
                    final String how = String.format("caught by %s after %.1f s", t, (System.nanoTime() - start) / 1e9);
                    return new Found(hinted(m, hunt, order.get(0), t, how, again), t);
                }
                tried.append(tried.isEmpty() ? "" : ", ").append(t);
            }
            return new Found(Check.of(
                    GROUP, m.name(), false, "caught by none of " + tried + "; its classes are in " + place, again), "");
        } catch (Undecided u) {
            // A file that cannot be written says nothing about the mutant; a patch that does not fit impl any more is a failure.
            final String why = u.getMessage() + "; what was made of it is in " + place;
            return new Found(u.getCause() instanceof IOException
                    ? Check.undecided(GROUP, m.name(), why, again)
                    : Check.of(GROUP, m.name(), false, why, again), "");
        }
    }

    /**
     * The check of a mutant that was caught: the technique that is tried first must be the one that catches it. A randomized one
     * may have missed it by chance, and is repeated.
     */
    private Check hinted(
            final Mutant m, final Hunt hunt, final String first, final String by, final String how, final String again)
            throws Undecided, InterruptedException {
        boolean right = first.equals(by);
        for (int more = 1; more <= CHANCES && !right; more++) {
            right = hunt.caught(first, graphs, seed + more);
        }
        return Check.of(GROUP, m.name(), right, right ? how : how + ", and not by " + first
                + ", which was tried first: the first line of " + m.patch().getFileName() + " must be: # try " + by + " first", again);
    }

    /**
     * All techniques. The one whose canary the mutant is, or that the mutant names to save time, comes first. Each scene is
     * replayed separately, so that the hunt says in which one the mutant was caught.
     */
    List<String> order(final Mutant mutant) throws Undecided {
        final List<String> names = new ArrayList<>(Replay.GRAPHS.stream().map(s -> Replay.ONE + s).toList());
        Techniques.all().stream().filter(t -> all || !t.takesSetTime()).forEach(t -> names.add(t.name()));
        String first = mutant.tryFirst();
        for (final Map.Entry<String, String> canary : CANARIES.entrySet()) {
            first = canary.getValue().equals(mutant.name()) ? canary.getKey() : first;
        }
        if (!first.isEmpty()) {
            names.remove(first);
            names.add(0, Techniques.named(first).name());
        }
        return names;
    }
}
