package dmabuf.revoke.check;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Decides every design and every bug of the manifest, makes the base graph, and compares all of it with what the
 * manifest expects.
 *
 * <p>Two runs of TLC at a time. What fires and what occurs is counted over all graphs of the run: an action that
 * nothing reaches, or a property of whose case nothing makes an instance, is a failure.
 */
public final class Verification {
    /** The scene and the design of the graph that the oracle is made of. */
    public static final String BASE_DESIGN = "Reference";

    public static final String BASE_SCENE = "history";

    /** What was found. {@code base} is null if it could not be made. */
    public record Result(
            List<Check> checks,
            List<Cell> cells,
            List<Manifest.Counts> graphs,
            List<Manifest.Without> without,
            Map<String, Long> fired,
            Graph base) {}

    private final Workshop shop;
    private final Manifest manifest;
    private final Decisions decisions;
    private final List<Check> checks = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, List<Cell>> cells = Collections.synchronizedMap(new TreeMap<>());
    private final Map<String, Manifest.Counts> counts = Collections.synchronizedMap(new TreeMap<>());
    private final Map<String, Manifest.Without> without = Collections.synchronizedMap(new TreeMap<>());
    private final Map<String, Long> fired = new TreeMap<>();
    private final Map<String, Boolean> cases = new TreeMap<>();
    private final boolean withBase;
    private Graph base;

    public Verification(final Workshop shop, final Manifest manifest) {
        this(shop, manifest, true);
    }

    /** @param withBase the base graph too */
    Verification(final Workshop shop, final Manifest manifest, final boolean withBase) {
        this.withBase = withBase;
        this.shop = shop;
        this.manifest = manifest;
        this.decisions = new Decisions(shop, manifest);
    }

    public Result run() throws InterruptedException, Undecided {
        final Map<String, Callable<Void>> jobs = new LinkedHashMap<>();
        if (withBase) {
            jobs.put("base graph", () -> graph(BASE_DESIGN, BASE_SCENE));
        }
        for (final String d : manifest.configurations()) {
            jobs.put(d, () -> decide(Design.named(d, shop.spec())));
        }
        for (final Manifest.Counts c : manifest.graphs()) {
            if (!c.scene().equals("deciding") && !c.scene().equals(BASE_SCENE)) {
                jobs.put(c.design() + " " + c.scene(), () -> graph(c.design(), c.scene()));
            }
        }
        for (final Manifest.Without w : manifest.without()) {
            jobs.put("without " + w.conjunct(), () -> without(w));
        }
        runAll(jobs);
        for (final String d : manifest.configurations()) {
            compare(d);
        }
        manifest.graphs().forEach(this::compare);
        for (final String f : shop.spec().fairness()) {
            if (manifest.without().stream().noneMatch(w -> w.conjunct().equals(f))) {
                checks.add(Check.of("fairness", f, false, "no run shows what is lost without it", ""));
            }
        }
        complete();
        reach();
        final List<Cell> all = new ArrayList<>();
        for (final String d : manifest.configurations()) {
            for (final String p : manifest.properties().keySet()) {
                found(d, p).ifPresent(all::add);
            }
        }
        return new Result(List.copyOf(checks), all, List.copyOf(counts.values()),
                List.copyOf(without.values()), fired, base);
    }

    private void runAll(final Map<String, Callable<Void>> jobs) throws InterruptedException {
        final ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            final Map<String, Future<Void>> running = new LinkedHashMap<>();
            jobs.forEach((name, job) -> running.put(name, two.submit(job)));
            for (final Map.Entry<String, Future<Void>> r : running.entrySet()) {
                try {
                    r.getValue().get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof Undecided)) {
                        throw new IllegalStateException(r.getKey(), e.getCause());
                    }
                    checks.add(Check.undecided("run", r.getKey(), e.getCause().getMessage(), "./revoke verify"));
                }
            }
        } finally {
            two.shutdownNow();
        }
    }

    private Void decide(final Design d) throws Undecided, InterruptedException {
        cells.put(d.name(), decisions.decide(d));
        return count(shop.decided(d));
    }

    private Void graph(final String design, final String scene) throws Undecided, InterruptedException {
        final Graph g = shop.graph(Design.named(design, shop.spec()), scene);
        for (final String p : manifest.safety()) {
            final Cell expected = manifest.cell(design, p);
            if (expected != null && expected.verdict() == Cell.Verdict.HOLDS) {
                final Counterexample c = Counterexample.to(g, p);
                checks.add(Check.of(
                        "scenes", design + " " + scene + " " + p, c == null,
                        c == null ? "holds in " + g.states() + " states" : "refuted in " + c.length(), "./revoke verify"));
            }
        }
        if (scene.equals(BASE_SCENE)) {
            base = g;
            for (final Manifest.Witness w : manifest.witnesses()) {
                final Counterexample c = Counterexample.toCase(g, w.name());
                checks.add(Check.of(
                        "witness", w.name(), c != null,
                        c == null ? "not reached: " + w.sentence() : "reached in " + c.length() + ": " + w.sentence(),
                        "./revoke verify"));
            }
        }
        return count(g);
    }

    /** What fires and what occurs in a graph, added to what did before. */
    private synchronized Void count(final Graph g) {
        counts.put(
                g.origin().configuration() + "/" + g.origin().scene(),
                new Manifest.Counts(
                        g.origin().configuration(),
                        g.origin().scene(),
                        g.origin().generated(),
                        g.origin().distinct(),
                        g.origin().depth()));
        final Set<Graph.Verdicts> seen = new HashSet<>();
        for (int e = 0; e < g.edges(); e++) {
            fired.merge(g.step(e).action(), 1L, Long::sum);
            seen.add(g.verdictsOfEdge(e));
        }
        for (int s = 0; s < g.states(); s++) {
            seen.add(g.verdictsOfState(s));
        }
        for (final Graph.Verdicts v : seen) {
            v.met().forEach(c -> cases.put(c, true));
            v.unmet().forEach(c -> cases.putIfAbsent(c, false));
        }
        return null;
    }

    private Void without(final Manifest.Without w) throws Undecided, InterruptedException {
        final Cell c = decisions.without(w);
        final boolean ok = c.verdict() == Cell.Verdict.REFUTED && c.length() == w.length();
        without.put(w.conjunct(), new Manifest.Without(w.conjunct(), w.design(), w.property(), c.length()));
        checks.add(Check.of(
                "fairness",
                w.conjunct(),
                ok,
                "without it " + w.property() + " of " + w.design() + " is "
                        + (c.verdict() == Cell.Verdict.HOLDS ? "not refuted" : c.text())
                        + (ok ? "" : "; expected: refuted in " + w.length()),
                "./revoke verify"));
        return null;
    }

    /** A cell as the matrix shows it: not claimed where the manifest says so, whatever was found. */
    public static Cell claimed(final Cell expected, final Cell found) {
        return expected != null && expected.verdict() == Cell.Verdict.NOT_CLAIMED ? expected : found;
    }

    private Optional<Cell> found(final String design, final String property) {
        return cells.getOrDefault(design, List.of()).stream()
                .filter(c -> c.property().equals(property))
                .map(c -> claimed(manifest.cell(design, property), c))
                .findFirst();
    }

    private void compare(final String design) {
        final String group = manifest.designs().containsKey(design) ? "designs" : "bugs";
        for (final String p : manifest.properties().keySet()) {
            final Cell expected = manifest.cell(design, p);
            final Optional<Cell> found = found(design, p);
            if (found.isEmpty()) {
                continue;
            }
            final boolean ok = expected != null
                    && expected.verdict() == found.get().verdict()
                    && expected.length() == found.get().length();
            checks.add(Check.of(
                    group, design + " " + p, ok,
                    found.get().text() + (ok ? "" : "; expected: " + (expected == null ? "nothing" : expected.text())),
                    "./revoke explain " + design + " " + p));
        }
        final Manifest.Bug bug = manifest.bugs().get(design);
        if (bug != null && cells.containsKey(design)) {
            final boolean caught = found(design, bug.shownBy()).filter(Verification::refuted).isPresent();
            final boolean kept = found(bug.changes(), bug.shownBy()).filter(Verification::refuted).isEmpty();
            checks.add(Check.of(
                    "bugs", design + " is caught", caught && kept,
                    caught ? "by " + bug.shownBy() + (kept ? "" : ", which " + bug.changes() + " breaks too") : "by nothing",
                    "./revoke explain " + design));
        }
    }

    private static boolean refuted(final Cell c) {
        return c.verdict() == Cell.Verdict.REFUTED;
    }

    /** What the manifest ought to say and does not, or says of what is not there. */
    private void complete() throws Undecided {
        for (final Manifest.Counts c : counts.values()) {
            final boolean listed = manifest.graphs().stream()
                    .anyMatch(g -> g.design().equals(c.design()) && g.scene().equals(c.scene()));
            if (!listed) {
                checks.add(Check.of("manifest", c.design() + " " + c.scene(), false, "no graph line", "./revoke manifest"));
            }
        }
        for (final Cell c : manifest.cells().values()) {
            if (!manifest.configurations().contains(c.design()) || !manifest.properties().containsKey(c.property())) {
                checks.add(Check.of("manifest", c.design() + " " + c.property(), false, "a cell of nothing", ""));
            }
        }
        final String designs = shop.spec().file("Designs.tla");
        for (final Manifest.Bug b : manifest.bugs().values()) {
            final boolean changes = designs.contains(b.name() + " == [ " + b.changes() + " EXCEPT ");
            checks.add(Check.of(
                    "manifest", b.name(), changes,
                    changes ? "changes " + b.changes() : "does not change " + b.changes() + " in Designs.tla", ""));
        }
        for (final String a : shop.spec().unnamedActions()) {
            checks.add(Check.of("manifest", a, false, "an action without Step", ""));
        }
    }

    private void compare(final Manifest.Counts expected) {
        final Manifest.Counts found = counts.get(expected.design() + "/" + expected.scene());
        if (found != null) {
            final boolean ok = found.equals(expected);
            checks.add(Check.of(
                    "counts", expected.design() + " " + expected.scene(), ok,
                    text(found) + (ok ? "" : "; expected: " + text(expected)), "./revoke verify"));
        } else if (withBase) {
            checks.add(Check.undecided(
                    "counts", expected.design() + " " + expected.scene(), "not explored", "./revoke verify"));
        }
    }

    private static String text(final Manifest.Counts c) {
        return c.distinct() + " distinct, " + c.generated() + " generated, depth " + c.depth();
    }

    private void reach() {
        for (final String a : new TreeSet<>(shop.spec().actions())) {
            final long times = fired.getOrDefault(a, 0L);
            checks.add(Check.of("reached", "action " + a, times > 0, "fires " + times + " times", "./revoke verify"));
        }
        for (final String p : manifest.properties().keySet()) {
            final boolean met = cases.getOrDefault(p, false);
            checks.add(Check.of("reached", "case of " + p, met, met ? "occurs" : "never occurs", "./revoke verify"));
        }
    }
}
