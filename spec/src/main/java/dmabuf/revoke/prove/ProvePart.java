// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Jobs;
import dmabuf.revoke.check.Manifest;
import dmabuf.revoke.keep.Digest;
import dmabuf.revoke.service.Part;
import dmabuf.revoke.service.Settings;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.nio.file.Path;
import java.util.List;

/**
 * The proofs that are part of a verification: Reference and Linux73; with {@code --full} also the other designs that have an
 * invariant, and their bugs, each of which must be refuted.
 */
public final class ProvePart implements Part {
    static final String GROUP = "proof";

    private static final List<String> QUICK = List.of("Reference", "Linux73");

    @Override
    public List<String> groups() {
        return List.of(GROUP);
    }

    /** Adds no proofs if no solver is installed. It fetches none, so that a verification needs no network for it. */
    @Override
    public void add(final Jobs jobs, final Tools tools, final Settings settings) throws Undecided {
        if (!Solvers.here(Tools.home())) {
            jobs.add(Jobs.Job.of(GROUP, GROUP, 1, () -> List.of(Check.notRun(
                    GROUP, "any number of importers", "no solver is here; ./revoke prove fetches Z3 (63 MB), once"))));
            return;
        }
        for (final String design : QUICK) {
            add(jobs, tools, design);
        }
        if (settings.full()) {
            final Prover prover = new Prover(tools.spec());
            for (final String design : prover.designs()) {
                if (!QUICK.contains(design)) {
                    add(jobs, tools, design);
                }
            }
            for (final Manifest.Bug bug : tools.manifest().bugs().values()) {
                if (prover.designs().contains(bug.changes()) && refutable(tools.manifest(), bug.name())) {
                    bug(jobs, tools, bug);
                }
            }
        }
    }

    private static void add(final Jobs jobs, final Tools tools, final String design) {
        final String again = "./revoke prove " + design;
        jobs.add(job(tools, design, 20, () -> {
            final Prover prover = new Prover(tools.spec());
            final Solver solver = solver();
            final List<Check> checks = new ArrayList<>();
            for (final boolean returns : List.of(false, true)) {
                checks.add(check(tools.manifest(), prover.prove(design, returns, solver, line -> {}), again));
            }
            return checks;
        }));
    }

    private static void bug(final Jobs jobs, final Tools tools, final Manifest.Bug bug) {
        jobs.add(job(tools, bug.name(), 6, () -> {
            final String first = new Prover(tools.spec()).first(bug.name(), bug.changes(), tools.manifest(), solver());
            return List.of(Check.of(GROUP, "bug " + bug.name(), !first.isEmpty(),
                    first.isEmpty() ? "nothing speaks against it" : "refuted: " + first, "./revoke prove " + bug.name()));
        }));
    }

    /** The key of a proof. It depends on the solver: the file that was named, or the version of the default one. */
    static Digest key(final Tools tools, final String design) throws Undecided {
        final String given = System.getProperty(Solvers.GIVEN, "");
        final Digest key = new Digest()
                .text("what", "proof of " + design)
                .text("spec", tools.spec().digestOfAll())
                .classes(ProvePart.class, "dmabuf.revoke");
        return given.isEmpty() ? key.text("solver", Solvers.fetched(Tools.home())) : key.file(Path.of(given));
    }

    private static Solver solver() throws Undecided, InterruptedException {
        return Solvers.find(null, Tools.home(), Tools::progress);
    }

    private static Jobs.Job job(final Tools tools, final String design, final int seconds, final Jobs.Work work) {
        return Jobs.Job.of(GROUP, "proof of " + design, seconds, work)
                .keyed(() -> key(tools, design))
                .again("./revoke prove " + design);
    }

    /** Whether the proof of a design agrees with the matrix. */
    static Check check(final Manifest manifest, final Verdict v, final String again) {
        final String name = v.design() + ", " + v.mode();
        final List<String> differs = v.differs(manifest);
        if (v.unknown() > 0) {
            return Check.undecided(GROUP, name, v.summary() + ": " + differs.get(0), again);
        }
        return Check.of(GROUP, name, differs.isEmpty(), v.summary() + (differs.isEmpty() ? "" : ": " + differs.get(0)), again);
    }

    /** Whether the matrix refutes a claim of a bug that it does not refute of the design that the bug changes. */
    static boolean refutable(final Manifest manifest, final String bug) {
        final String of = manifest.bugs().get(bug).changes();
        return manifest.safety().stream().anyMatch(p -> manifest.refutes(bug, p) && !manifest.refutes(of, p));
    }
}
