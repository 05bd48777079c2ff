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
import java.util.List;

/**
 * What the proof adds to verify: the reference design and Linux 7.3; with all that takes longer, the other designs that have an
 * invariant, and their bugs, each of which must be refuted.
 */
public final class ProvePart implements Part {
    static final String GROUP = "proof";

    private static final List<String> QUICK = List.of("Reference", "Linux73");

    @Override
    public List<String> groups() {
        return List.of(GROUP);
    }

    /** Where no solver is, none is fetched: a verification needs no network for that. */
    @Override
    public void add(final Jobs jobs, final Tools tools, final Settings settings) throws Undecided {
        if (!Solvers.here(Tools.home())) {
            jobs.add(Jobs.Job.of(GROUP, GROUP, 1, () -> List.of(Check.notRun(
                    GROUP, "any number of importers", "no solver is here; ./revoke prove fetches Z3 (63 MB), once"))));
            return;
        }
        for (final String design : QUICK) {
            add(jobs, tools, design, List.of(false, true));
        }
        if (settings.full()) {
            final Prover prover = new Prover(tools.spec());
            for (final String design : prover.designs()) {
                if (!QUICK.contains(design)) {
                    add(jobs, tools, design, List.of(false, true));
                }
            }
            for (final Manifest.Bug bug : tools.manifest().bugs().values()) {
                if (prover.designs().contains(bug.changes())) {
                    add(jobs, tools, bug.name(), List.of(false));
                }
            }
        }
    }

    private static void add(final Jobs jobs, final Tools tools, final String design, final List<Boolean> modes) {
        final String again = "./revoke prove " + design;
        jobs.add(Jobs.Job.of(GROUP, "proof of " + design, 10 * modes.size(), () -> {
                    final Prover prover = new Prover(tools.spec());
                    final Solver solver = Solvers.find(null, Tools.home(), Tools::progress);
                    final List<Check> checks = new ArrayList<>();
                    for (final boolean returns : modes) {
                        checks.add(check(tools.manifest(), prover.prove(design, returns, solver, line -> {}), again));
                    }
                    return checks;
                })
                .keyed(() -> new Digest()
                        .text("what", "proof of " + design + " " + modes)
                        .text("spec", tools.spec().digestOfAll())
                        .text("solver", System.getProperty(Solvers.GIVEN, ""))
                        .classes(ProvePart.class, "dmabuf.revoke")
                        .hex())
                .again(again));
    }

    /** Of a design that it is proved to be as the matrix has it; of a bug that something speaks against it. */
    static Check check(final Manifest manifest, final Verdict v, final String again) {
        final String name = v.design() + ", " + v.mode();
        final List<String> differs = v.differs(manifest);
        if (v.unknown() > 0) {
            return Check.undecided(GROUP, name, v.summary() + ": " + differs.get(0), again);
        }
        if (manifest.bugs().containsKey(v.design())) {
            final boolean bites = differs.stream().anyMatch(d -> d.endsWith("is refuted"));
            return Check.of(GROUP, name, bites || !refutable(manifest, v.design()), v.summary()
                    + (bites ? ", as " + differs.get(0) : ": nothing speaks against this bug"), again);
        }
        return Check.of(GROUP, name, differs.isEmpty(), v.summary() + (differs.isEmpty() ? "" : ": " + differs.get(0)), again);
    }

    /** Whether the matrix refutes a claim of a bug that its design keeps. */
    static boolean refutable(final Manifest manifest, final String bug) {
        final String of = manifest.bugs().get(bug).changes();
        return manifest.safety().stream().anyMatch(p -> manifest.refutes(bug, p) && !manifest.refutes(of, p));
    }
}
