package dmabuf.revoke.check;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides the properties of one design.
 *
 * <p>Safety from the graph of the scene {@code deciding}, in which TLC evaluated every claim in every state and step.
 * Liveness by TLC itself in the same scene: what is expected to hold together with the graph, and what is expected to be
 * refuted, or is, each by a run of its own.
 */
public final class Decisions {
    private final Workshop shop;
    private final Manifest manifest;

    public Decisions(final Workshop shop, final Manifest manifest) {
        this.shop = shop;
        this.manifest = manifest;
    }

    /** Decides every property of a design, each by itself. */
    public List<Cell> decide(final Design d) throws Undecided, InterruptedException {
        final List<String> easy = manifest.liveness().stream()
                .filter(p -> {
                    final Cell c = manifest.cell(d.name(), p);
                    return c == null || c.verdict() == Cell.Verdict.HOLDS;
                })
                .toList();
        final Graph g = shop.graph(d, "deciding", easy);
        final List<String> proved = List.of(g.origin().proved().split(" "));
        final List<Cell> cells = new ArrayList<>();
        for (final Manifest.Property p : manifest.properties().values()) {
            if (!p.liveness()) {
                cells.add(safety(d, g, p.name()));
            } else if (proved.contains(p.name())) {
                cells.add(Cell.holds(d.name(), p.name()));
            } else {
                final Workshop.Temporal t = temporal(d, p.name());
                cells.add(t.holds() ? Cell.holds(d.name(), p.name()) : Cell.refuted(d.name(), p.name(), t.length()));
            }
        }
        return cells;
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

    private Workshop.Temporal temporal(final Design d, final String property) throws Undecided, InterruptedException {
        return shop.temporal(d, shop.spec().fairness(), List.of(property), d.name() + "-" + property);
    }

    /** What is lost without one conjunct of the fairness. */
    Cell without(final Manifest.Without w) throws Undecided, InterruptedException {
        final List<String> rest = new ArrayList<>(shop.spec().fairness());
        if (!rest.remove(w.conjunct())) {
            throw new Undecided("Fairness.tla has no " + w.conjunct());
        }
        final Design d = Design.named(w.design(), shop.spec());
        final Workshop.Temporal t =
                shop.temporal(d, rest, List.of(w.property()), d.name() + "-without-" + w.conjunct());
        return t.holds() ? Cell.holds(d.name(), w.property()) : Cell.refuted(d.name(), w.property(), t.length());
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
        final Workshop.Temporal t = temporal(d, property);
        return t.holds()
                ? null
                : Counterexample.lasso(
                        shop.graph(d, "deciding"),
                        t.outcome().trace(),
                        t.outcome().backTo());
    }
}
