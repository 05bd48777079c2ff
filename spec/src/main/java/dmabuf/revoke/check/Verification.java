package dmabuf.revoke.check;

import dmabuf.revoke.graph.Compare;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.tlc.Outcome;
import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.tlc.Violated;
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
import java.util.stream.IntStream;

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

    /** The scene in which the whole matrix is decided once more. */
    private static final String AGAIN = "threads";

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
    private final List<Cell> cells = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Manifest.Counts> counts = Collections.synchronizedMap(new TreeMap<>());
    private final Map<String, Manifest.Without> without = Collections.synchronizedMap(new TreeMap<>());
    private final Map<String, Long> fired = new TreeMap<>();
    private final Map<String, Boolean> cases = new TreeMap<>();
    private final Map<String, Integer> reached = new TreeMap<>();
    private final boolean withBase;
    private final WithBase whenBase;
    private Graph base;

    /** What is done with the base graph as soon as there is one, while the rest is decided. */
    public interface WithBase {
        List<Check> of(Graph base) throws Undecided, InterruptedException;
    }

    public Verification(final Workshop shop, final Manifest manifest, final WithBase whenBase) {
        this(shop, manifest, true, whenBase);
    }

    /** @param withBase the base graph too */
    Verification(
            final Workshop shop, final Manifest manifest, final boolean withBase, final WithBase whenBase) {
        this.withBase = withBase;
        this.whenBase = whenBase;
        this.shop = shop;
        this.manifest = manifest;
        this.decisions = new Decisions(shop, manifest);
    }

    public Result run() throws InterruptedException, Undecided {
        final List<Design> designs = new ArrayList<>();
        for (final String d : manifest.configurations()) {
            designs.add(Design.named(d, shop.spec()));
        }
        final Jobs jobs = new Jobs();
        final Map<String, List<Design>> scenes = new LinkedHashMap<>();
        if (withBase) {
            scenes.put(BASE_SCENE, new ArrayList<>());
        }
        for (final Manifest.Counts c : manifest.graphs()) {
            if (!c.scene().equals("deciding") && (withBase || !c.scene().equals(BASE_SCENE))) {
                scenes.computeIfAbsent(c.scene(), n -> new ArrayList<>()).add(Design.named(c.design(), shop.spec()));
            }
        }
        scenes.forEach((scene, explored) -> jobs.add(scene, () -> scene(scene, explored)));
        decisions.add(jobs, designs, cells);
        for (final Manifest.Live l : manifest.live().stream().filter(l -> !l.full()).toList()) {
            jobs.add(l.design() + " " + l.scene() + " " + l.property(), () -> checks.add(live(shop, l)));
        }
        for (final Manifest.Without w : manifest.without()) {
            jobs.add("without " + w.conjunct() + " " + w.property(), () -> without(w));
        }
        jobs.run().forEach((name, u) -> checks.add(
                u instanceof Violated
                        ? Check.of("run", name, false, u.getMessage(), "./revoke verify")
                        : Check.undecided("run", name, u.getMessage(), "./revoke verify")));
        for (final Design d : designs) {
            if (cells.stream().anyMatch(c -> c.design().equals(d.name()) && !manifest.liveness().contains(c.property()))) {
                count(shop.left(d, "deciding"));
            }
        }
        manifest.configurations().forEach(this::compare);
        manifest.graphs().forEach(this::compare);
        for (final String f : shop.spec().fairness()) {
            if (manifest.without().stream().noneMatch(w -> w.conjunct().equals(f))) {
                checks.add(Check.of("fairness", f, false, "no run shows what is lost without it", ""));
            }
        }
        for (final Manifest.Same s : manifest.same()) {
            if (manifest.graphs().stream().noneMatch(g -> g.scene().equals(s.scene()))) {
                checks.add(Check.of("same", s.design() + " as " + s.as(), false, "no graph line of " + s.scene(), ""));
            }
        }
        complete();
        reach();
        witnesses();
        final List<Cell> all = new ArrayList<>();
        for (final String d : manifest.configurations()) {
            for (final String p : manifest.properties().keySet()) {
                found(d, p).ifPresent(all::add);
            }
        }
        return new Result(List.copyOf(checks), all, List.copyOf(counts.values()),
                List.copyOf(without.values()), fired, base);
    }

    /**
     * Explores designs in another scene: what holds must hold there too, and in {@link #AGAIN} nothing else may, unless
     * the occasion never comes.
     */
    private void scene(final String scene, final List<Design> designs) throws Undecided, InterruptedException {
        final Map<String, Graph> graphs = shop.graphs(designs, scene);
        manifest.same().stream().filter(s -> s.scene().equals(scene)).forEach(s -> checks.add(same(s, graphs)));
        for (final Graph g : graphs.values()) {
            final String design = g.origin().configuration();
            for (final String p : manifest.safety()) {
                final Cell expected = manifest.cell(design, p);
                final boolean compared = expected != null
                        && (expected.verdict() == Cell.Verdict.HOLDS
                                || refuted(expected) && scene.equals(AGAIN) && occurs(g, p));
                if (compared) {
                    final Counterexample c = Counterexample.to(g, p);
                    final Cell found = c == null ? Cell.holds(design, p) : Cell.refuted(design, p, c.length());
                    checks.add(Check.of(
                            "scenes", design + " " + scene + " " + p, found.verdict() == expected.verdict(),
                            found.text() + " in " + g.states() + " states", "./revoke verify"));
                }
            }
            count(g);
            if (scene.equals(BASE_SCENE) && design.equals(BASE_DESIGN)) {
                base = g;
                checks.addAll(whenBase.of(g));
            }
        }
    }

    /** Whether a graph has an instance of what a property speaks of. */
    private static boolean occurs(final Graph g, final String property) {
        return IntStream.range(0, g.states()).anyMatch(s -> g.verdictsOfState(s).met().contains(property))
                || IntStream.range(0, g.edges()).anyMatch(e -> g.verdictsOfEdge(e).met().contains(property));
    }

    /** The shortest way to a situation that must be reached, in some graph of the design that the manifest names. */
    private void witness(final Graph g) {
        for (final Manifest.Witness w : manifest.witnesses()) {
            final Counterexample c =
                    w.design().equals(g.origin().configuration()) ? Counterexample.toCase(g, w.name()) : null;
            if (c != null) {
                reached.merge(w.name(), c.length(), Math::min);
            }
        }
    }

    private void witnesses() {
        for (final Manifest.Witness w : manifest.witnesses()) {
            final Integer length = reached.get(w.name());
            checks.add(Check.of(
                    "witness", w.name(), length != null,
                    (length == null ? "not reached: " : "reached in " + length + ": ") + w.sentence(),
                    "./revoke verify"));
        }
    }

    /** What fires and what occurs in a graph, added to what did before. */
    private synchronized void count(final Graph g) {
        witness(g);
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
    }

    /** Whether a property that is not of safety holds in another scene too. */
    static Check live(final Workshop shop, final Manifest.Live l) throws Undecided, InterruptedException {
        final Outcome o = shop.temporal(
                List.of(Design.named(l.design(), shop.spec())), l.scene(), shop.spec().fairness(), l.property(),
                l.design() + "-" + l.scene() + "-" + l.property());
        return Check.of(
                "scenes", l.design() + " " + l.scene() + " " + l.property(), o.holds(),
                (o.holds() ? "holds" : "refuted in " + o.trace().size()) + " in " + o.distinct() + " states",
                "./revoke verify" + (l.full() ? " --full" : ""));
    }

    /** Whether two designs do the same where nobody is ever told ENODEV. */
    static Check same(final Manifest.Same s, final Map<String, Graph> graphs) {
        final Graph g = graphs.get(s.design());
        final Graph as = graphs.get(s.as());
        final boolean equal = g != null && as != null && Compare.equal(g, as);
        final boolean refused = g != null && g.events().stream().anyMatch(e -> e != null && e.result().equals("ENODEV"));
        return Check.of(
                "same", s.design() + " as " + s.as() + " in " + s.scene(), equal && !refused,
                s.sentence() + ": " + (g == null || as == null ? "not explored" : !equal ? "no, the graphs differ"
                        : refused ? "no, some call returns ENODEV" : g.states() + " states, " + g.edges() + " edges"),
                "./revoke verify");
    }

    private void without(final Manifest.Without w) throws Undecided, InterruptedException {
        final Cell c = decisions.without(w);
        final boolean ok = c.verdict() == Cell.Verdict.REFUTED && c.length() == w.length();
        without.put(w.conjunct() + " " + w.property(), new Manifest.Without(w.conjunct(), w.design(), w.property(), c.length()));
        checks.add(Check.of(
                "fairness",
                w.conjunct() + " " + w.property(),
                ok,
                "without it " + w.property() + " of " + w.design() + " is "
                        + (c.verdict() == Cell.Verdict.HOLDS ? "not refuted" : c.text())
                        + (ok ? "" : "; expected: refuted in " + w.length()),
                "./revoke verify"));
    }

    /** A cell as the matrix shows it: not claimed where the manifest says so, whatever was found. */
    public static Cell claimed(final Cell expected, final Cell found) {
        return expected != null && expected.verdict() == Cell.Verdict.NOT_CLAIMED ? expected : found;
    }

    private Optional<Cell> found(final String design, final String property) {
        return cells.stream()
                .filter(c -> c.design().equals(design) && c.property().equals(property))
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
        if (bug != null && found(design, bug.shownBy()).isPresent()) {
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
        for (final String d : shop.spec().designs()) {
            if (withBase && !manifest.configurations().contains(d)) {
                checks.add(Check.of("manifest", d, false, "a design or bug without a line", "./revoke manifest"));
            }
        }
        final String designs = shop.spec().file("Bugs.tla");
        for (final Manifest.Bug b : manifest.bugs().values()) {
            final boolean changes = designs.contains(b.name() + " == [ " + b.changes() + " EXCEPT ");
            checks.add(Check.of(
                    "manifest", b.name(), changes,
                    changes ? "changes " + b.changes() : "does not change " + b.changes() + " in Bugs.tla", ""));
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
        } else {
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
