package dmabuf.revoke.check;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.tlc.Outcome;
import dmabuf.revoke.tlc.Tautology;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Decides the properties of designs, each cell by itself.
 *
 * <p>Safety from the graphs of the scene {@code deciding}, in which TLC evaluated every claim in every state and step.
 * Liveness by TLC itself: what is expected to hold in one run for all designs with importers, and one with programs,
 * which shows that it holds for each, because no behaviour goes from one design to another, and in the scene
 * {@code deciding} an importer or a program is alone; what is expected to be refuted, or is, each by a run of its own.
 * Liveness that the manifest does not claim is not decided.
 */
public final class Decisions {
    private final Workshop shop;
    private final Manifest manifest;

    public Decisions(final Workshop shop, final Manifest manifest) {
        this.shop = shop;
        this.manifest = manifest;
    }

    /** Decides every property of some designs. */
    public List<Cell> decide(final List<Design> designs) throws Undecided, InterruptedException {
        final List<Cell> cells = Collections.synchronizedList(new ArrayList<>());
        final KeptCells kept = new KeptCells(shop);
        final List<Design> left = new ArrayList<>(designs);
        for (final Design d : designs) {
            kept.find(d).ifPresent(known -> {
                cells.addAll(known);
                left.remove(d);
            });
        }
        if (!left.isEmpty()) {
            final Jobs jobs = new Jobs(shop.kept(), line -> {});
            add(jobs, left, cells, g -> {});
            for (final Check c : jobs.run()) {
                throw new Undecided(c.detail());
            }
            left.forEach(d -> kept.keep(d, cells));
        }
        final List<String> rows = designs.stream().map(Design::name).toList();
        final List<String> columns = List.copyOf(manifest.properties().keySet());
        cells.sort(Comparator.comparingInt((Cell c) -> rows.indexOf(c.design()))
                .thenComparingInt(c -> columns.indexOf(c.property())));
        return cells;
    }

    /**
     * Adds the jobs that decide every property of some designs, and leave the cells in a synchronised list.
     *
     * @param seen is given each graph in which safety is decided
     */
    void add(final Jobs jobs, final List<Design> designs, final List<Cell> cells, final Consumer<Graph> seen) {
        jobs.add("deciding", 60, () -> {
            final Map<String, Graph> graphs = shop.graphs(designs, "deciding");
            for (final Design d : designs) {
                seen.accept(graphs.get(d.name()));
                for (final String p : manifest.safety()) {
                    cells.add(safety(d, graphs.get(d.name()), p));
                }
            }
        });
        for (final String p : manifest.liveness()) {
            final List<Design> easy =
                    designs.stream().filter(d -> !expected(d, p, Cell.Verdict.REFUTED) && !unclaimed(d, p)).toList();
            if (!easy.isEmpty()) {
                jobs.add(p, 30, () -> together(easy, p, cells));
            }
        }
        for (final String p : manifest.liveness()) {
            for (final Design d : designs) {
                if (unclaimed(d, p)) {
                    cells.add(manifest.cell(d.name(), p));
                } else if (expected(d, p, Cell.Verdict.REFUTED)) {
                    jobs.add(d.name() + " " + p, 3, () -> cells.add(liveness(d, p)));
                }
            }
        }
    }

    private boolean expected(final Design d, final String property, final Cell.Verdict verdict) {
        final Cell expected = manifest.cell(d.name(), property);
        return expected != null && expected.verdict() == verdict;
    }

    /** What takes long to decide and is claimed of nobody is not decided. */
    private boolean unclaimed(final Design d, final String property) {
        return expected(d, property, Cell.Verdict.NOT_CLAIMED);
    }

    private static Cell safety(final Design d, final Graph g, final String property) throws Undecided {
        if (property.equals("Refines") && !g.initialRefines()) {
            return Cell.refuted(d.name(), property, 1);
        }
        if (!known(g, property)) {
            throw new Undecided("Properties.tla claims no " + property);
        }
        final Counterexample c = Counterexample.to(g, property);
        return c == null ? Cell.holds(d.name(), property) : Cell.refuted(d.name(), property, c.length());
    }

    private static boolean known(final Graph g, final String claim) {
        final Graph.Verdicts s = g.verdictsOfState(0);
        final Graph.Verdicts e = g.verdictsOfEdge(0);
        return s.holding().contains(claim)
                || s.failing().contains(claim)
                || e.holding().contains(claim)
                || e.failing().contains(claim);
    }

    private void together(final List<Design> designs, final String property, final List<Cell> cells)
            throws Undecided, InterruptedException {
        if (designs.size() > 1 && hold(designs, property, "importers") && holdIfAny(designs, property, "programs")) {
            designs.forEach(d -> cells.add(Cell.holds(d.name(), property)));
            return;
        }
        for (final Design d : designs) {
            cells.add(liveness(d, property));
        }
    }

    private boolean hold(final List<Design> designs, final String property, final String who)
            throws Undecided, InterruptedException {
        final String name = designs.size() + "-designs-" + property + "-" + who;
        return shop.temporal(designs, "living-" + who, shop.spec().fairness(), property, name).holds();
    }

    /** The same, or the property says nothing of them. */
    private boolean holdIfAny(final List<Design> designs, final String property, final String who)
            throws Undecided, InterruptedException {
        try {
            return hold(designs, property, who);
        } catch (Tautology t) {
            return true;
        }
    }

    private Cell liveness(final Design d, final String property) throws Undecided, InterruptedException {
        final Outcome o = temporal(d, property);
        return o.holds() ? Cell.holds(d.name(), property) : Cell.refuted(d.name(), property, o.trace().size());
    }

    private Outcome temporal(final Design d, final String property) throws Undecided, InterruptedException {
        return shop.temporal(List.of(d), shop.spec().fairness(), property, d.name() + "-" + property);
    }

    /** A temporal property without one conjunct of the fairness. */
    Cell without(final Manifest.Without w) throws Undecided, InterruptedException {
        final List<String> rest = new ArrayList<>(shop.spec().fairness());
        if (!rest.remove(w.conjunct())) {
            throw new Undecided("Fairness.tla has no " + w.conjunct());
        }
        final Design d = Design.named(w.design(), shop.spec());
        final Outcome o = shop.temporal(List.of(d), rest, w.property(), d.name() + "-" + w.property() + "-without-" + w.conjunct());
        return o.holds() ? Cell.holds(d.name(), w.property()) : Cell.refuted(d.name(), w.property(), o.trace().size());
    }

    /** The counterexample of a property; null if it holds. */
    public Counterexample counterexample(final Design d, final String property)
            throws Undecided, InterruptedException {
        if (!manifest.properties().containsKey(property)) {
            throw new Undecided("no property is called " + property + "; there are "
                    + String.join(", ", manifest.properties().keySet()));
        }
        if (!manifest.liveness().contains(property)) {
            return Counterexample.to(shop.graph(d, "deciding"), property);
        }
        final Outcome o = temporal(d, property);
        return o.holds() ? null : Counterexample.lasso(shop.graph(d, "deciding"), o.trace(), o.backTo());
    }
}
