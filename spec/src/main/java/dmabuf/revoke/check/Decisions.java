package dmabuf.revoke.check;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.live.Lasso;
import dmabuf.revoke.live.Liveness;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Decides the properties of designs, each cell by itself, from the graphs of the scene {@code deciding}: safety by what
 * TLC evaluated in every state and step, liveness by a search for a fair behaviour that breaks it.
 */
public final class Decisions {
    /** The scene in which the matrix is decided, and the job that does it. */
    static final String SCENE = "deciding";

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

    /** Is told of each property that is broken, as soon as it is known. */
    public interface Broken {
        void by(String property, Counterexample counterexample);
    }

    /** Decides every property of a design, one after the other. */
    public List<Cell> decide(final Design d, final Broken broken) throws Undecided, InterruptedException {
        final Thread reader = new Thread(this::readAhead, "reads the spec");
        reader.setDaemon(true);
        reader.start(); // while TLC explores
        final Graph g = shop.graph(d, SCENE);
        final List<Cell> cells = new ArrayList<>();
        for (final String p : manifest.properties().keySet()) {
            final Counterexample c = counterexample(g, p);
            cells.add(cell(g, p, c));
            if (c != null) {
                broken.by(p, c);
            }
        }
        reader.join();
        return cells;
    }

    private void readAhead() {
        try {
            liveness.read();
        } catch (Undecided u) {
            return; // it is read, and refused, once more by the thread that needs it
        }
    }

    /**
     * Adds the job that decides every property of some designs, and leaves the cells in a synchronised list.
     *
     * @param seen is given each graph in which they are decided
     */
    void add(final Jobs jobs, final List<Design> designs, final List<Cell> cells, final Consumer<Graph> seen) {
        jobs.add(SCENE, 60, () -> {
            final Map<String, Graph> graphs = shop.graphs(designs, SCENE);
            for (final Design d : designs) {
                seen.accept(graphs.get(d.name()));
                for (final String p : manifest.properties().keySet()) {
                    cells.add(decide(graphs.get(d.name()), p));
                }
            }
        });
    }

    private static Cell cell(final Graph g, final String property, final Counterexample c) throws Undecided {
        final String design = g.origin().configuration();
        final int occasions = Occasions.of(g, property);
        return c == null ? Cell.kept(design, property, occasions) : Cell.refuted(design, property, c.length(), occasions);
    }

    /** A property in any graph of a design, under the whole fairness. */
    Cell decide(final Graph g, final String property) throws Undecided {
        return cell(g, property, counterexample(g, property));
    }

    /** The counterexample that there is without one conjunct; null if there is none. */
    Counterexample counterexampleWithout(final Manifest.Without w) throws Undecided, InterruptedException {
        final Graph g = shop.graph(Design.named(w.design(), shop.spec()), SCENE);
        final Lasso l = liveness.broken(g, w.property(), fairnessWithout(w.conjunct()));
        return l == null ? null : Counterexample.of(g, l);
    }

    /** All conjuncts of the fairness but one. */
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

    private Counterexample counterexample(final Graph g, final String property) throws Undecided {
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
