// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.mutate;

import dmabuf.revoke.graph.Compare;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Decides mutants of a design: scene by scene, the cheap ones first, and in each scene those that are still alive.
 *
 * <p>A mutant is killed by a claim that fails in a state or a step and does not fail in the design; by a case from which no
 * path leads out (a revoke that cannot end); or by an error of TLC. If none of these occurs, it is killed by a claim that
 * the design breaks (as a known bug does) and the mutant keeps in every scene, or by an action or a case that occurs in the
 * design and not in the mutant, because the build checks these too. It is equivalent if its graphs are those of the design
 * in every scene.
 */
final class Campaign {
    /** The calls that must be able to end: the cases of Liveness.tla, or of Mutants.tla, in which they are under way. */
    static final List<String> ENDS = List.of("L1", "L3", "L4", "Calls");

    /** The maximum number of mutants in one run; more would only make the files larger. */
    private static final int BATCH = 60;

    private final MutantRuns runs;
    private final SortedMap<String, Cut> cuts;
    private final String design;
    private final Set<String> broken;
    private final List<String> scenes;
    private final Consumer<String> progress;
    private final SortedMap<String, Verdict> verdicts = new TreeMap<>();
    /** The mutants whose graph differs, each with the actions and cases that no longer occur in it. */
    private final Map<String, String> differing = new TreeMap<>();
    /** By scene, and then by mutant or design: the claims that it breaks there and that the design breaks too. */
    private final Map<String, Map<String, Set<String>>> breaks = new TreeMap<>();
    private final Set<String> wrong = new TreeSet<>();
    private Map<String, Set<String>> asked;

    /**
     * @param cuts by the names that the mutants have in the runs
     * @param broken claims that the design breaks itself
     * @param scenes in which they are explored
     */
    Campaign(
            final MutantRuns runs,
            final SortedMap<String, Cut> cuts,
            final String design,
            final Set<String> broken,
            final List<String> scenes,
            final Consumer<String> progress) {
        this.runs = runs;
        this.cuts = cuts;
        this.design = design;
        this.broken = broken;
        this.scenes = scenes;
        this.progress = progress;
    }

    /** The faults of the design itself; if there are any, verdicts on mutants mean little. */
    Set<String> wrong() {
        return wrong;
    }

    /** The pieces that the design evaluates; without any other piece it behaves in the same way. */
    Set<String> pieces() throws Undecided, InterruptedException {
        if (asked == null) {
            final Map<String, Set<String>> byScene = Collections.synchronizedMap(new TreeMap<>());
            final List<Callable<Void>> jobs = new ArrayList<>();
            for (final String scene : scenes) {
                jobs.add(() -> {
                    byScene.put(scene, runs.asked(design, cuts.keySet(), scene));
                    return null;
                });
            }
            twoAtATime(jobs);
            asked = byScene;
        }
        final Set<String> pieces = new TreeSet<>();
        asked.values().forEach(pieces::addAll);
        return pieces;
    }

    /** Decides those of the mutants whose pieces the design evaluates, with two runs of TLC at a time. */
    SortedMap<String, Verdict> decide(final Collection<String> mutants) throws Undecided, InterruptedException {
        final Set<String> mine = pieces();
        mine.retainAll(new TreeSet<>(mutants));
        final List<Callable<Void>> explore = new ArrayList<>();
        for (final String scene : scenes) {
            final List<String> here = mine.stream().filter(asked.get(scene)::contains).toList();
            final int parts = (here.size() + BATCH - 1) / BATCH;
            for (int p = 0; p < parts; p++) {
                final List<String> part = new ArrayList<>();
                for (int n = p; n < here.size(); n += parts) {
                    part.add(here.get(n));
                }
                explore.add(() -> explore(part, scene));
            }
        }
        twoAtATime(explore);
        for (final String m : mine) {
            if (!verdicts.containsKey(m)) {
                verdicts.put(m, differing.containsKey(m) ? differs(m) : verdict(m, Verdict.Kind.EQUIVALENT, design));
            }
        }
        return verdicts;
    }

    private Verdict verdict(final String mutant, final Verdict.Kind kind, final String by) {
        return new Verdict(cuts.get(mutant), kind, by);
    }

    /** The verdict on a mutant in which no claim fails: whether the build would notice a difference. */
    private Verdict differs(final String mutant) throws Undecided, InterruptedException {
        final Set<String> kept = new TreeSet<>();
        for (final String scene : scenes) {
            final Map<String, Set<String>> here = breaks.get(scene);
            kept.addAll(here == null ? Set.of() : here.get(design));
        }
        for (final String scene : scenes) {
            // A mutant whose piece is not evaluated behaves as the design does; in some scenes a design has no initial state.
            if (!kept.isEmpty() && !asked.get(scene).isEmpty()) {
                if (!breaks.containsKey(scene)) {
                    judge(List.of(), scene, runs.explore(design, broken, List.of(), scene));
                }
                kept.removeAll(breaks.get(scene).getOrDefault(mutant, breaks.get(scene).get(design)));
            }
        }
        if (!kept.isEmpty()) {
            return verdict(mutant, Verdict.Kind.KILLED, "no longer refuted (" + String.join(", ", kept) + ")");
        }
        final String missing = differing.get(mutant);
        return missing.isEmpty()
                ? verdict(mutant, Verdict.Kind.SURVIVES, design)
                : verdict(mutant, Verdict.Kind.KILLED, missing);
    }

    /** Explores the mutants of a batch that are still alive. */
    private Void explore(final List<String> part, final String scene) throws Undecided, InterruptedException {
        final long start = System.nanoTime();
        final List<String> alive = new ArrayList<>(part);
        synchronized (this) {
            alive.removeAll(verdicts.keySet());
        }
        if (!alive.isEmpty()) {
            final int killed = judge(alive, scene, runs.explore(design, broken, alive, scene));
            progress.accept(String.format(
                    "%-32s %3d mutants, %d killed %5.1f s", design + " " + scene, alive.size(), killed,
                    (System.nanoTime() - start) / 1e9));
        }
        return null;
    }

    private static void twoAtATime(final List<Callable<Void>> jobs) throws Undecided, InterruptedException {
        final ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            for (final Future<Void> f : jobs.stream().map(two::submit).toList()) {
                f.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Undecided u) {
                throw u;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            two.shutdownNow();
        }
    }

    private synchronized int judge(final List<String> mutants, final String scene, final MutantRuns.Found found) {
        final Graph base = found.graphs().get(design);
        final Map<String, Set<String>> here = breaks.computeIfAbsent(scene, s -> new TreeMap<>());
        final Set<String> endless = endless(base);
        for (final String c : note(here, design, base, endless)) {
            wrong.add(design + " breaks " + c + " in " + scene);
        }
        if (!endless.isEmpty() && ENDS.stream().noneMatch(broken::contains)) {
            wrong.add(design + " has no way to the end of " + String.join(", ", endless) + " in " + scene);
        }
        int killed = 0;
        for (final String m : mutants) {
            if (found.failures().containsKey(m)) {
                killed++;
                verdicts.putIfAbsent(m, verdict(m, Verdict.Kind.KILLED, "an error of TLC in " + scene));
                continue;
            }
            final Graph g = found.graphs().get(m);
            final Set<String> failing = note(here, m, g, endless);
            if (!failing.isEmpty()) {
                killed++;
                verdicts.putIfAbsent(m, verdict(m, Verdict.Kind.KILLED, String.join(", ", failing) + " in " + scene));
            } else if (!Compare.equal(base, g)) {
                final String missing = missing(base, g);
                if (missing == null) {
                    differing.putIfAbsent(m, "");
                } else {
                    differing.put(m, missing + " in " + scene);
                }
            }
        }
        return killed;
    }

    /**
     * The faults of a mutant, or of the design. Also records which of the claims it breaks that the design breaks as well.
     *
     * @param endless the calls that cannot end in the design
     */
    private Set<String> note(
            final Map<String, Set<String>> here, final String name, final Graph g, final Set<String> endless) {
        final Set<String> failing = Compare.failing(g);
        final Set<String> known = new TreeSet<>(failing);
        known.retainAll(broken);
        failing.removeAll(broken);
        if (failing.isEmpty()) {
            // Otherwise it was not explored completely.
            for (final String e : endless(g)) {
                (endless.contains(e) ? known : failing).add(e + " (no way to its end)");
            }
        }
        here.put(name, known);
        return failing;
    }

    private static Set<String> endless(final Graph g) {
        return ENDS.stream().filter(e -> Compare.endless(g, e)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The actions and cases that occur in the design and not in a mutant; null if there are none. */
    private static String missing(final Graph base, final Graph g) {
        final Set<String> lost = Compare.fired(base);
        lost.removeAll(Compare.fired(g));
        final Set<String> unmet = Compare.met(base);
        unmet.removeAll(Compare.met(g));
        lost.addAll(unmet);
        return lost.isEmpty() ? null : "reached (no " + String.join(", ", lost) + ")";
    }
}
