// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.live.Lasso;
import dmabuf.revoke.live.Liveness;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Decides the properties of designs, each cell separately, from the graphs of the scene {@code deciding}: safety by what
 * TLC evaluated in every state and step, liveness by a search for a fair behaviour that breaks it.
 */
public final class Decisions {
    /** The scene in which the matrix is decided, and the name of the job that does it. */
    public static final String SCENE = "deciding";

    private final Workshop shop;
    private final Manifest manifest;
    private final Liveness liveness;

    public Decisions(final Workshop shop, final Manifest manifest) {
        this.shop = shop;
        this.manifest = manifest;
        this.liveness = new Liveness(shop.spec());
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
            final Jobs jobs = new Jobs(shop, line -> {});
            add(jobs, left, cells, g -> {});
            for (final Check c : jobs.run()) {
                throw new Undecided(c.detail());
            }
            kept.keep(left, cells);
        }
        final List<String> rows = designs.stream().map(Design::name).toList();
        final List<String> columns = List.copyOf(manifest.properties().keySet());
        cells.sort(Comparator.comparingInt((Cell c) -> rows.indexOf(c.design()))
                .thenComparingInt(c -> columns.indexOf(c.property())));
        return cells;
    }

    /** The result for every property of a design, with its counterexample, from an earlier run or decided now. */
    public List<Explanation> explanations(final Design d) throws Undecided, InterruptedException {
        final KeptCells kept = new KeptCells(shop);
        final Optional<List<Explanation>> known = kept.explanations(d);
        if (known.isPresent()) {
            return known.get();
        }
        final List<Explanation> all = explanations(shop.graph(d, SCENE));
        kept.keepExplanations(Map.of(d, all));
        return all;
    }

    private List<Explanation> explanations(final Graph g) throws Undecided {
        final List<Explanation> all = new ArrayList<>();
        for (final String p : manifest.properties().keySet()) {
            all.add(explained(g, p));
        }
        return all;
    }

    /** Receives each broken property as soon as it is known. */
    public interface Broken {
        void by(Explanation explanation);
    }

    /** Decides every property of a design, one after the other. */
    public List<Cell> decide(final Design d, final Broken broken) throws Undecided, InterruptedException {
        return decide(d, SCENE, broken);
    }

    /** The questions of Asides.tla whose situation occurs in a design. */
    public List<Aside> asides(final Design d) throws Undecided, InterruptedException {
        final Graph g = shop.graph(d, SCENE);
        return Aside.all(shop.spec()).stream().filter(a -> a.occurs(g)).toList();
    }

    /** Decides every property of a design in any scene. */
    public List<Cell> decide(final Design d, final String scene, final Broken broken)
            throws Undecided, InterruptedException {
        final Ahead<Void> text = Ahead.of("reads the spec, while TLC explores", this::readAhead);
        final Graph g = shop.graph(d, scene);
        final List<Cell> cells = new ArrayList<>();
        for (final String p : manifest.properties().keySet()) {
            final Explanation x = explained(g, p);
            cells.add(x.cell(d.name()));
            if (x.broken()) {
                broken.by(x);
            }
        }
        text.get();
        return cells;
    }

    private Void readAhead() throws Undecided {
        liveness.read();
        return null;
    }

    /**
     * Adds the job that decides every property of some designs and puts the cells into a synchronised list.
     *
     * @param seen receives each graph in which they are decided
     */
    void add(final Jobs jobs, final List<Design> designs, final List<Cell> cells, final Consumer<Graph> seen) {
        jobs.add(SCENE, 60, () -> {
            final KeptCells kept = new KeptCells(shop);
            final Map<Design, List<Explanation>> explained = new HashMap<>();
            final Map<String, Graph> graphs = shop.graphs(designs, SCENE);
            for (final Design d : designs) {
                seen.accept(graphs.get(d.name()));
                final List<Explanation> all = explanations(graphs.get(d.name()));
                all.forEach(x -> cells.add(x.cell(d.name())));
                explained.put(d, all);
            }
            kept.keepExplanations(explained);
        });
    }

    private Explanation explained(final Graph g, final String property) throws Undecided {
        return Explanation.of(property, counterexample(g, property), Occasions.of(g, property));
    }

    /** A shortest path to a situation of the manifest; null if it does not occur in the scene where designs are decided. */
    public Counterexample wayTo(final Manifest.Witness w) throws Undecided, InterruptedException {
        return Counterexample.toCase(shop.graph(Design.named(w.design(), shop.spec()), SCENE), w.name());
    }

    /** Decides a property in any graph of a design, under all conjuncts of the fairness. */
    Cell decide(final Graph g, final String property) throws Undecided {
        return explained(g, property).cell(g.origin().configuration());
    }

    /** The counterexample without one conjunct of the fairness; null if there is none. */
    Counterexample counterexampleWithout(final Manifest.Without w) throws Undecided, InterruptedException {
        final Graph g = shop.graph(Design.named(w.design(), shop.spec()), SCENE);
        final Lasso l = liveness.broken(g, w.property(), fairnessWithout(w.conjunct()));
        return l == null ? null : Counterexample.of(g, l);
    }

    /** All conjuncts of the fairness except one. */
    List<String> fairnessWithout(final String conjunct) throws Undecided {
        final List<String> rest = new ArrayList<>(shop.spec().fairness());
        if (!rest.remove(conjunct)) {
            throw new Undecided("Fairness.tla has no " + conjunct);
        }
        return rest;
    }

    /** The counterexample of a property; null if it holds. */
    public Counterexample counterexample(final Design d, final String property)
            throws Undecided, InterruptedException {
        Names.find("property", property, manifest.properties().keySet());
        return counterexample(shop.graph(d, SCENE), property);
    }

    /** The counterexample of a property in a graph; null if it holds. */
    public Counterexample counterexample(final Graph g, final String property) throws Undecided {
        if (manifest.liveness().contains(property)) {
            final Lasso l = liveness.broken(g, property, shop.spec().fairness());
            return l == null ? null : Counterexample.of(g, l);
        }
        if (property.equals("Refines") && !g.initialRefines()) {
            return Counterexample.initial(g);
        }
        if (!known(g, property)) {
            throw new Undecided("Properties.tla claims no " + property);
        }
        return Counterexample.to(g, property);
    }

    private static boolean known(final Graph g, final String claim) {
        final Graph.Verdicts s = g.verdictsOfState(0);
        final Graph.Verdicts e = g.verdictsOfEdge(0);
        return s.holding().contains(claim)
                || s.failing().contains(claim)
                || e.holding().contains(claim)
                || e.failing().contains(claim);
    }
}
