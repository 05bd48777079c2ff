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

/**
 * Decides mutants of a design: scene by scene, the cheap ones first, and in each those that are still alive.
 *
 * <p>A mutant is killed by a claim that fails in a state or a step, by a case that some state has and no way leads out of
 * (a revoke that cannot end), or by an error of TLC; if by none of these, then by an action or a case that occurs in the
 * design and not in it, as the build would be. It is equivalent if its graphs are the design's in every scene; what no step of the design asks for is not
 * explored at all.
 */
final class Campaign {
    /** What must be able to end: by the case of Properties.tla, or of Mutants.tla, that says that it is under way. */
    static final List<String> ENDS = List.of("L1", "L3", "L4", "Calls");

    /** Mutants of one run: more would only make the files larger. */
    private static final int BATCH = 60;

    private final MutantRuns runs;
    private final SortedMap<String, Cut> cuts;
    private final Set<String> broken;
    private final Consumer<String> progress;
    private final SortedMap<String, Verdict> verdicts = new TreeMap<>();
    /** Those whose graph is another one, with what no longer occurs in it. */
    private final Map<String, String> differing = new TreeMap<>();
    private final Set<String> wrong = new TreeSet<>();

    /**
     * @param cuts by the names that the mutants have in the runs
     * @param broken claims that the design breaks itself
     */
    Campaign(
            final MutantRuns runs,
            final SortedMap<String, Cut> cuts,
            final Set<String> broken,
            final Consumer<String> progress) {
        this.broken = broken;
        this.runs = runs;
        this.cuts = cuts;
        this.progress = progress;
    }

    /** What speaks against the design itself: if there is anything, no verdict on a mutant means much. */
    Set<String> wrong() {
        return wrong;
    }

    /** Decides some mutants of a design, two runs of TLC at a time. */
    SortedMap<String, Verdict> decide(final String design, final Collection<String> mutants, final List<String> scenes)
            throws Undecided, InterruptedException {
        final Map<String, Set<String>> asked = asked(design, scenes);
        final List<Callable<Void>> explore = new ArrayList<>();
        for (final String scene : scenes) {
            final List<String> here = mutants.stream().filter(asked.get(scene)::contains).toList();
            final int parts = (here.size() + BATCH - 1) / BATCH;
            for (int p = 0; p < parts; p++) {
                final List<String> part = new ArrayList<>();
                for (int n = p; n < here.size(); n += parts) {
                    part.add(here.get(n));
                }
                explore.add(() -> explore(design, part, scene));
            }
        }
        twoAtATime(explore);
        for (final String m : mutants) {
            final Cut c = cuts.get(m);
            if (asked.values().stream().noneMatch(a -> a.contains(m))) {
                verdicts.put(m, new Verdict(c, Verdict.Kind.ELSEWHERE, "no step of " + design));
            } else if (differing.containsKey(m)) {
                final String missing = differing.get(m);
                verdicts.putIfAbsent(
                        m,
                        new Verdict(c, missing.isEmpty() ? Verdict.Kind.SURVIVES : Verdict.Kind.KILLED, missing));
            } else {
                verdicts.putIfAbsent(m, new Verdict(c, Verdict.Kind.EQUIVALENT, "to " + design));
            }
        }
        return verdicts;
    }

    /** By scene, the pieces that the design asks for. */
    private Map<String, Set<String>> asked(final String design, final List<String> scenes)
            throws Undecided, InterruptedException {
        final Map<String, Set<String>> asked = Collections.synchronizedMap(new TreeMap<>());
        final List<Callable<Void>> jobs = new ArrayList<>();
        for (final String scene : scenes) {
            jobs.add(() -> {
                asked.put(scene, runs.asked(design, cuts.keySet(), scene));
                return null;
            });
        }
        twoAtATime(jobs);
        return asked;
    }

    /** Explores those of a part that are still alive. */
    private Void explore(final String design, final List<String> part, final String scene)
            throws Undecided, InterruptedException {
        final long start = System.nanoTime();
        final List<String> alive = new ArrayList<>(part);
        synchronized (this) {
            alive.removeAll(verdicts.keySet());
        }
        if (!alive.isEmpty()) {
            final int killed = judge(design, alive, scene, runs.explore(design, alive, scene));
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

    private synchronized int judge(
            final String design, final List<String> mutants, final String scene, final MutantRuns.Found found) {
        final Graph base = found.graphs().get(design);
        int killed = 0;
        for (final String c : failing(base)) {
            wrong.add(design + " breaks " + c + " in " + scene);
        }
        for (final String e : ENDS) {
            if (Compare.endless(base, e)) {
                wrong.add(design + " has no way to the end of " + e + " in " + scene);
            }
        }
        for (final String m : mutants) {
            final String by = found.failures().containsKey(m)
                    ? "an error of TLC"
                    : killer(base, found.graphs().get(m));
            if (by != null) {
                killed++;
                verdicts.putIfAbsent(m, new Verdict(cuts.get(m), Verdict.Kind.KILLED, by + " in " + scene));
            } else if (!Compare.equal(base, found.graphs().get(m))) {
                final String missing = missing(base, found.graphs().get(m));
                if (missing == null) {
                    differing.putIfAbsent(m, "");
                } else {
                    differing.put(m, missing + " in " + scene);
                }
            }
        }
        return killed;
    }

    /** What speaks against a mutant; null if nothing does. */
    private String killer(final Graph base, final Graph g) {
        final Set<String> failing = failing(g);
        if (!failing.isEmpty()) {
            return String.join(", ", failing);
        }
        for (final String e : ENDS) {
            if (Compare.endless(g, e)) {
                return e + " (no way to its end)";
            }
        }
        return null;
    }

    /** The actions and cases that occur in the design and not in a mutant; null if all do. */
    private static String missing(final Graph base, final Graph g) {
        final Set<String> lost = Compare.fired(base);
        lost.removeAll(Compare.fired(g));
        final Set<String> unmet = Compare.met(base);
        unmet.removeAll(Compare.met(g));
        lost.addAll(unmet);
        return lost.isEmpty() ? null : "reached (no " + String.join(", ", lost) + ")";
    }

    private Set<String> failing(final Graph g) {
        final Set<String> failing = Compare.failing(g);
        failing.removeAll(broken);
        return failing;
    }
}
