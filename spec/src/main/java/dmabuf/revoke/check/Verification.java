// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.graph.Compare;
import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Decides every design and every bug of the manifest, makes the base graph, and compares the results with the manifest.
 *
 * <p>The actions that fire and the cases that occur are counted over all graphs of the run: an action that never fires, or
 * a property whose case never occurs, is a failure.
 */
public final class Verification {
    /** The scene and the design of the graph that the oracle uses. */
    public static final String BASE_DESIGN = "Reference";

    public static final String BASE_SCENE = "history";

    /** The scene in which the whole matrix is decided once more. */
    private static final String AGAIN = "threads";

    /** The speed of TLC with an export, on a quiet core. */
    private static final int STATES_A_SECOND = 5_000;

    /** The results. */
    public record Result(
            List<Check> checks,
            List<Cell> cells,
            List<Manifest.Counts> graphs,
            List<Manifest.Without> without,
            Map<String, Long> fired) {}

    private final Workshop shop;
    private final Manifest manifest;
    private final Decisions decisions;
    private final List<Check> checks = Collections.synchronizedList(new ArrayList<>());
    /** Is created when the jobs are added, so that its keys are those at the beginning of the run. */
    private KeptCells kept;

    private final List<Cell> cells = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Manifest.Without> without = Collections.synchronizedMap(new TreeMap<>());
    private final Tally tally;
    private final boolean withBase;

    public Verification(final Workshop shop, final Manifest manifest) {
        this(shop, manifest, true);
    }

    /** @param withBase whether the base graph is made too */
    Verification(final Workshop shop, final Manifest manifest, final boolean withBase) {
        this.withBase = withBase;
        this.shop = shop;
        this.manifest = manifest;
        this.tally = new Tally(manifest.witnesses());
        this.decisions = new Decisions(shop, manifest);
    }

    /** Decides everything. */
    public Result run() throws InterruptedException, Undecided {
        final Jobs jobs = new Jobs(shop, line -> {});
        add(jobs);
        final List<Check> failed = jobs.run();
        return result(failed);
    }

    /** The name of the job that makes the graphs of a scene. */
    public static String job(final String scene) {
        return "scene " + scene;
    }

    /** Adds the jobs that decide everything. */
    public void add(final Jobs jobs) throws Undecided {
        kept = new KeptCells(shop);
        final Map<String, List<Design>> scenes = new LinkedHashMap<>();
        if (withBase) {
            scenes.put(BASE_SCENE, new ArrayList<>());
        }
        for (final Manifest.Counts c : manifest.graphs()) {
            if (!c.scene().equals("deciding") && (withBase || !c.scene().equals(BASE_SCENE))) {
                scenes.computeIfAbsent(c.scene(), n -> new ArrayList<>()).add(Design.named(c.design(), shop.spec()));
            }
        }
        for (final Manifest.Live l : manifest.live()) {
            final Design d = Design.named(l.design(), shop.spec());
            final List<Design> explored = scenes.computeIfAbsent(l.scene(), n -> new ArrayList<>());
            if (!explored.contains(d)) {
                explored.add(d);
            }
        }
        scenes.forEach((scene, explored) -> jobs.add(job(scene), size(scene, explored), () -> scene(scene, explored)));
        decisions.add(jobs, designs(), cells, tally::add);
        jobs.add(Jobs.Job.of(Jobs.RUN, "without a conjunct", 1, this::without).after(Set.of(Decisions.SCENE)));
    }

    /** About how long the graphs of a scene take, in seconds, estimated from the states that the manifest expects. */
    private int size(final String scene, final List<Design> explored) {
        return 1 + manifest.graphs().stream()
                .filter(c -> c.scene().equals(scene) && explored.stream().anyMatch(d -> d.name().equals(c.design())))
                .mapToInt(Manifest.Counts::distinct)
                .sum() / STATES_A_SECOND;
    }

    private List<Design> designs() throws Undecided {
        final List<Design> designs = new ArrayList<>();
        for (final String d : manifest.configurations()) {
            designs.add(Design.named(d, shop.spec()));
        }
        return designs;
    }

    /**
     * The results, after the jobs have ended.
     *
     * @param failed checks of jobs that failed
     */
    public Result result(final List<Check> failed) throws Undecided {
        checks.addAll(failed);
        final Comparison comparison = new Comparison(manifest, shop.spec(), cells, tally);
        checks.addAll(comparison.checks(withBase));
        final List<Design> whole = designs().stream()
                .filter(d -> manifest.properties().keySet().stream().allMatch(p -> Matrix.find(cells, d.name(), p) != null))
                .toList();
        kept.keep(whole, cells);
        return new Result(List.copyOf(checks), comparison.matrix(), tally.counts(),
                List.copyOf(without.values()), tally.fired());
    }

    /**
     * Explores designs in another scene. A claim that holds must hold there too; in {@link #AGAIN} a claim that is refuted
     * must be refuted there too, unless its case does not occur.
     */
    private void scene(final String scene, final List<Design> designs) throws Undecided, InterruptedException {
        final Map<String, Graph> graphs = shop.graphs(designs, scene);
        manifest.same().stream().filter(s -> s.scene().equals(scene)).forEach(s -> checks.add(same(s, graphs)));
        for (final Graph g : graphs.values()) {
            final String design = g.origin().configuration();
            for (final String p : manifest.properties().keySet()) {
                final Optional<Boolean> refuted = refuted(g, p);
                if (refuted.isPresent()) {
                    final Cell found = decisions.decide(g, p);
                    checks.add(Check.of(
                            "scenes", design + " " + scene + " " + p, found.isRefuted() == refuted.get(),
                            found.text() + " in " + g.states() + " states", "./revoke verify"));
                }
            }
            tally.add(g);
        }
    }

    /** Whether the graph of another scene must refute a property; empty if that is not checked. */
    private Optional<Boolean> refuted(final Graph g, final String property) throws Undecided {
        final String design = g.origin().configuration();
        final boolean again = g.origin().scene().equals(AGAIN);
        final Cell expected = manifest.cell(design, property);
        if (manifest.live().contains(new Manifest.Live(design, property, g.origin().scene()))) {
            return Optional.of(false);
        }
        if (expected == null || expected.verdict() == Cell.Verdict.NOT_CLAIMED) {
            return Optional.empty();
        }
        final boolean asked = expected.isRefuted()
                ? again && Occasions.of(g, property) > 0
                : !manifest.liveness().contains(property) || again && !hangs(design);
        return asked ? Optional.of(expected.isRefuted()) : Optional.empty();
    }

    /** Whether a design breaks a liveness claim: a call that hangs may block others that would not hang alone. */
    private boolean hangs(final String design) {
        return manifest.liveness().stream()
                .map(p -> manifest.cell(design, p))
                .anyMatch(c -> c != null && c.isRefuted());
    }

    /**
     * Whether two designs have the same graph, except for a difference that is expected and occurs, in a scene where no call
     * ever fails with ENODEV.
     */
    static Check same(final Manifest.Same s, final Map<String, Graph> graphs) {
        final Graph g = graphs.get(s.design());
        final Graph as = graphs.get(s.as());
        final Compare.Difference d = g == null || as == null ? null : Compare.difference(g, as, s.but());
        final String wrong;
        if (d == null) {
            wrong = "not explored";
        } else if (!operations(g, "OK").containsAll(operations(g, "-")) || operations(g, "OK").isEmpty()) {
            wrong = "not every operation is seen to return";
        } else if (!operations(g, "ENODEV").isEmpty()) {
            wrong = "no, some call returns ENODEV";
        } else if (!d.first().isEmpty()) {
            wrong = "no, the graphs differ: " + d.first();
        } else {
            wrong = d.expected() > 0 ? "" : "no step leads to " + s.but() + ", the difference that is expected";
        }
        return Check.of(
                "same", s.design() + " as " + s.as() + " in " + s.scene(), wrong.isEmpty(),
                s.sentence() + ": " + (wrong.isEmpty()
                        ? g.states() + " states, " + g.edges() + " edges, of which " + d.expected() + " lead to " + s.but() : wrong),
                "./revoke verify");
    }

    /** The operations of the events with this result; a call has the result {@code -}. */
    private static Set<String> operations(final Graph g, final String result) {
        return g.events().stream()
                .filter(e -> e != null && e.result().equals(result))
                .map(Event::op)
                .collect(Collectors.toSet());
    }

    private List<Check> without() throws Undecided, InterruptedException {
        for (final Manifest.Without w : manifest.without()) {
            without(w);
        }
        return List.of();
    }

    private void without(final Manifest.Without w) throws Undecided, InterruptedException {
        final Counterexample c = decisions.counterexampleWithout(w);
        final int length = c == null ? 0 : c.length();
        final boolean ok = c != null && length == w.length();
        without.put(w.conjunct() + " " + w.property(), new Manifest.Without(w.conjunct(), w.design(), w.property(), length));
        checks.add(Check.of(
                "fairness",
                w.conjunct() + " " + w.property(),
                ok,
                "without it " + w.property() + " of " + w.design() + " is "
                        + (c == null ? "not refuted" : "refuted in " + length)
                        + (ok ? "" : "; expected: refuted in " + w.length()),
                "./revoke verify"));
    }
}
