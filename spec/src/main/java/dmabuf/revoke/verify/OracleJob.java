// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.verify;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Jobs;
import dmabuf.revoke.check.Verification;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.keep.Digest;
import dmabuf.revoke.oracle.OracleCheck;
import dmabuf.revoke.oracle.SeededBug;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compares the oracle, and each seeded bug of the oracle, with TLC. */
final class OracleJob {
    private static final String GROUP = "oracle";

    private OracleJob() {}

    static void add(final Jobs jobs, final Tools tools) throws Undecided {
        final Design d = Design.named(Verification.BASE_DESIGN, tools.spec());
        jobs.add(Jobs.Job.of(GROUP, GROUP, 20, () -> checks(tools, d))
                .after(Set.of(Verification.job(Verification.BASE_SCENE)))
                .keyed(() -> key(tools, d)));
    }

    private static Digest key(final Tools tools, final Design d) throws Undecided {
        return new Digest()
                .text("what", GROUP)
                .text("graph", tools.shop().digestOf(d, Verification.BASE_SCENE))
                .text("contract", tools.spec().digestOfAll())
                .classes(OracleJob.class, "dmabuf.revoke");
    }

    private static List<Check> checks(final Tools tools, final Design d) throws Undecided, InterruptedException {
        final String again = "./revoke verify";
        final Graph base = tools.shop().graph(d, Verification.BASE_SCENE);
        final String scene = tools.spec().file("scenes/" + Verification.BASE_SCENE + ".cfg");
        final OracleCheck.Result o =
                OracleCheck.check(base, tools.shop().tlc(), d.definitions(), d.config(scene), OracleCheck.SEED);
        final List<Check> checks = new ArrayList<>();
        final List<String> failures = o.failures();
        checks.add(Check.of(
                GROUP, "agrees with TLC", failures.isEmpty(),
                o.histories() + " histories, " + o.accepted() + " accepted, " + o.refused() + " refused, "
                        + o.overlapping() + " overlapping, seed " + o.seed()
                        + (failures.isEmpty() ? "" : ": " + String.join("; ", failures)),
                again));
        for (final SeededBug bug : SeededBug.values()) {
            final String by = o.caught().get(bug);
            checks.add(Check.of(
                    GROUP, "seeded bug " + bug, by != null,
                    by == null ? "caught by nothing" : "caught by " + by.lines().findFirst().orElse(""), again));
        }
        return checks;
    }
}
