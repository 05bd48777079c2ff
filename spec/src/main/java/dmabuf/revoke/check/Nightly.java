// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.tlc.Outcome;
import dmabuf.revoke.tlc.Place;
import dmabuf.revoke.tlc.Run;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Tlc;
import dmabuf.revoke.tlc.TlcServer;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The checks that take too long for every change: the inductive invariant, the claims in millions of states, liveness by
 * TLC itself.
 */
public final class Nightly {
    /** The minimum number of states of a nightly run. */
    static final int ENOUGH = 10_000_000;

    static final String SCENE = "nightly";

    private static final String GROUP = "nightly";
    private static final String AGAIN = "./revoke verify --full";

    private final Workshop shop;
    private final Manifest manifest;
    private final Path folder;
    private final Consumer<String> progress;

    /** Where TLC's workers find their server; null if TLC is one process. */
    private final Place place;

    /**
     * @param folder where TLC works
     * @param progress receives a line when a run of TLC has ended
     */
    public Nightly(
            final Workshop shop, final Manifest manifest, final Path folder, final Consumer<String> progress) {
        this(shop, manifest, folder, progress, null);
    }

    /** @param place where TLC's workers find their server; null if TLC is one process */
    public Nightly(
            final Workshop shop, final Manifest manifest, final Path folder, final Consumer<String> progress, final Place place) {
        this.shop = shop;
        this.manifest = manifest;
        this.folder = folder;
        this.progress = progress;
        this.place = place;
    }

    /** Adds the jobs of all these checks. */
    public void add(final Jobs jobs) throws Undecided {
        final String design = Verification.BASE_DESIGN;
        new LivenessByTlc(shop, manifest).add(jobs);
        new Induction(shop, manifest, design, progress).add(jobs);
        jobs.add(Jobs.Job.of(ConfigurationRuns.GROUP, ConfigurationRuns.GROUP, 180,
                        () -> new ConfigurationRuns(shop.spec(), shop.tlc().jarFile(), folder).all())
                .again(AGAIN));
        jobs.add(Jobs.Job.of(GROUP, "claims in " + ENOUGH + " states", 1700, () -> claims(design, SCENE, ENOUGH))
                .onItsOwn()
                .again(AGAIN));
    }

    static String config(final SpecText spec, final Manifest manifest, final String design, final String scene)
            throws Undecided {
        return head(spec, manifest, design, scene) + "INIT Init\nNEXT Next\n" + symmetry(spec, scene)
                + "INVARIANTS TypeOK ClaimsHold\nPROPERTY StepClaimsHold\nCHECK_DEADLOCK FALSE\n";
    }

    /** The same for TLC's server. */
    static String served(final SpecText spec, final Manifest manifest, final String design, final String scene)
            throws Undecided {
        return head(spec, manifest, design, scene) + "INIT InitS\nNEXT NextS\n" + symmetry(spec, scene)
                + "INVARIANTS TypeOK ClaimsHold StepsKeepClaims\nCHECK_DEADLOCK FALSE\n";
    }

    private static String head(final SpecText spec, final Manifest manifest, final String design, final String scene)
            throws Undecided {
        return Design.named(design, spec).config(spec.file("scenes/" + scene + ".cfg"))
                + "CONSTANT Broken = "
                + manifest.broken(design).stream().map(b -> '"' + b + '"').collect(Collectors.joining(", ", "{", "}")) + "\n";
    }

    /** Threads of the exporter that are model values have the same operations. */
    private static String symmetry(final SpecText spec, final String scene) throws Undecided {
        return spec.file("scenes/" + scene + ".cfg").contains("Exporters = {\"") ? "" : "SYMMETRY SameRoles\n";
    }

    /** Checks the claims of a design in one scene, of any size. */
    public List<Check> safety(final String design, final String scene) throws Undecided, InterruptedException {
        return claims(design, scene, 1);
    }

    /**
     * Checks the claims of a design by TLC itself with two workers, in a scene with symmetric threads of the exporter.
     *
     * @param enough how many distinct states there must be at least
     */
    List<Check> claims(final String design, final String scene, final int enough)
            throws Undecided, InterruptedException {
        final SpecText spec = shop.spec();
        final long start = System.nanoTime();
        final Outcome o = place == null
                ? new Tlc(spec, folder, 2).run(run(design, scene, "Nightly", config(spec, manifest, design, scene)))
                : new TlcServer(spec, folder, place, progress)
                        .run(run(design, scene, "Served", served(spec, manifest, design, scene)));
        progress.accept(String.format(
                "%-32s %,9d states %-15s %5.1f s", design + "-" + scene, o.distinct(), o.holds() ? "holds" : "refuted",
                (System.nanoTime() - start) / 1e9));
        final List<Check> checks = new ArrayList<>();
        checks.add(Check.of(
                "scenes", design + " " + scene, o.holds(),
                o.holds() ? "all claims hold in " + o.distinct() + " states up to symmetry"
                        : o.violation() + (place == null ? " in " + o.trace().size() + " states" : broken(o)),
                AGAIN));
        if (o.holds()) {
            checks.add(place == null && enough > 1 ? Comparison.large(manifest, design, scene, o, enough, AGAIN)
                    : Comparison.distinct(manifest, design, scene, o, enough, AGAIN));
        }
        return checks;
    }

    private static Run run(final String design, final String scene, final String module, final String config) {
        return new Run(design + "-" + scene, module, "", config, Run.Operators.RECALL, true);
    }

    /** What the last step of a counterexample says of the claims about steps; TLC's server prints only this step. */
    private static String broken(final Outcome o) {
        final Value breaks = o.trace().get(o.trace().size() - 1).get("breaks");
        return breaks == null || breaks.equals(new Value.Members(List.of())) ? "" : "; the last step breaks " + breaks;
    }
}
