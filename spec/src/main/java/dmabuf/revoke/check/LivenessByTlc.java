// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.live.Lasso;
import dmabuf.revoke.live.Liveness;
import dmabuf.revoke.tlc.Outcome;
import dmabuf.revoke.tlc.Tautology;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides liveness by TLC itself, in addition to the graphs: every cell, every conjunct of the fairness left out, every other
 * scene.
 *
 * <p>If both find that a claim is broken, TLC's lasso must be a fair behaviour of the graph that breaks the claim, and TLC must
 * accept the lasso from the graph as such a behaviour. Claims that hold are decided in one run for all designs with importers and
 * one with programs. This is enough for each design: no behaviour changes its design, and in the scene of the matrix an importer
 * or a program is alone.
 */
final class LivenessByTlc {
    static final String GROUP = "liveness by TLC";

    private static final String AGAIN = "./revoke verify --full";

    private final Workshop shop;
    private final Manifest manifest;
    private final Decisions decisions;
    private final Liveness liveness;

    LivenessByTlc(final Workshop shop, final Manifest manifest) {
        this(shop, manifest, new Liveness(shop.spec()));
    }

    /** @param liveness the decisions that are compared with TLC's */
    LivenessByTlc(final Workshop shop, final Manifest manifest, final Liveness liveness) {
        this.shop = shop;
        this.manifest = manifest;
        this.decisions = new Decisions(shop, manifest);
        this.liveness = liveness;
    }

    void add(final Jobs jobs) throws Undecided {
        final List<Design> designs = new ArrayList<>();
        for (final String d : manifest.configurations()) {
            designs.add(Design.named(d, shop.spec()));
        }
        for (final String p : manifest.liveness()) {
            job(jobs, p + " by TLC", 60, () -> all(designs, p));
        }
        for (final Manifest.Without w : manifest.without()) {
            job(jobs, w.property() + " without " + w.conjunct() + " by TLC", 5, () -> List.of(same(
                    Design.named(w.design(), shop.spec()), w.property(), decisions.fairnessWithout(w.conjunct()),
                    w.design() + "-" + w.property() + "-without-" + w.conjunct())));
        }
        for (final Manifest.Live l : manifest.live()) {
            final String name = l.design() + " " + l.scene() + " " + l.property();
            job(jobs, name + " by TLC", 60, () -> List.of(elsewhere(l, name)));
        }
    }

    private static void job(final Jobs jobs, final String name, final int seconds, final Jobs.Work work) {
        jobs.add(Jobs.Job.of(GROUP, name, seconds, work).again(AGAIN));
    }

    /** Decides one property of all designs. */
    List<Check> all(final List<Design> designs, final String property) throws Undecided, InterruptedException {
        final List<String> fairness = shop.spec().fairness();
        final List<Check> checks = new ArrayList<>();
        final List<Design> hold = new ArrayList<>();
        for (final Design d : designs) {
            if (liveness.broken(shop.graph(d, Decisions.SCENE), property, fairness) == null) {
                hold.add(d);
            } else {
                checks.add(same(d, property, fairness, d.name() + "-" + property));
            }
        }
        if (hold.size() > 1 && hold(hold, property, "importers") && hold(hold, property, "programs")) {
            hold.forEach(d -> checks.add(Check.of(GROUP, d.name() + " " + property, true, "both say that it holds", AGAIN)));
            return checks;
        }
        for (final Design d : hold) {
            checks.add(same(d, property, fairness, d.name() + "-" + property));
        }
        return checks;
    }

    /** Whether the property holds of all designs, or is about users that the scene does not have. */
    private boolean hold(final List<Design> designs, final String property, final String who)
            throws Undecided, InterruptedException {
        final String name = designs.size() + "-designs-" + property + "-" + who;
        try {
            return shop.temporal(designs, "living-" + who, shop.spec().fairness(), property, name).holds();
        } catch (Tautology t) {
            return true;
        }
    }

    private Check elsewhere(final Manifest.Live l, final String name) throws Undecided, InterruptedException {
        final Outcome o = shop.temporal(
                List.of(Design.named(l.design(), shop.spec())), l.scene(), shop.spec().fairness(), l.property(),
                name.replace(' ', '-'));
        return Check.of(
                GROUP, name, o.holds(),
                (o.holds() ? "holds" : "refuted in " + o.trace().size()) + " in " + o.distinct() + " states", AGAIN);
    }

    /** Whether TLC and the graph agree on a property, and each accepts the other's lasso. */
    Check same(final Design d, final String property, final List<String> fairness, final String name)
            throws Undecided, InterruptedException {
        final Graph g = shop.graph(d, Decisions.SCENE);
        final Lasso ours = liveness.broken(g, property, fairness);
        final Outcome o = shop.temporal(List.of(d), Decisions.SCENE, fairness, property, name);
        if (ours == null || o.holds()) {
            return Check.of(
                    GROUP, name, ours == null && o.holds(),
                    ours == null && o.holds() ? "both say that it holds"
                            : "the graph says that it " + (ours == null ? "holds" : "is broken") + ", TLC that it "
                                    + (o.holds() ? "holds" : "is broken"),
                    AGAIN);
        }
        final List<String> faults = new ArrayList<>();
        liveness.faults(g, property, fairness, Liveness.located(g, o.trace(), o.backTo()))
                .forEach(f -> faults.add("the graph says of TLC's lasso that " + f));
        faults.addAll(refused(d, property, fairness, Counterexample.of(g, ours)));
        return Check.of(
                GROUP, name, faults.isEmpty(),
                faults.isEmpty()
                        ? "both break it: in " + ours.length() + " states, TLC in " + o.trace().size()
                        : String.join("; ", faults),
                AGAIN);
    }

    /** TLC's objections to a lasso; empty if it accepts it. */
    List<String> refused(
            final Design d, final String property, final List<String> fairness, final Counterexample lasso)
            throws Undecided, InterruptedException {
        final String scene = shop.spec().file("scenes/" + Decisions.SCENE + ".cfg");
        final Outcome o = shop.tlc().run(LassoRun.of(d, scene, lasso, fairness, property));
        final List<String> faults = new ArrayList<>();
        if (o.holds()) {
            faults.add("TLC says that our lasso is not fair, or breaks no claim");
        }
        if (o.distinct() != lasso.length()) {
            faults.add("TLC finds of our lasso " + o.distinct() + " places, not " + lasso.length());
        }
        return faults;
    }
}
