// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import static dmabuf.revoke.stress.harness.Calls.done;
import static dmabuf.revoke.stress.harness.Calls.result;

import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.LegacyImporter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * An importer without a callback cannot be told. An exporter that revokes does not let it in, before, during or after.
 *
 * <pre>
 * on exporters with i1 = legacy
 * { }
 *   driver:i1 attach | exporter:x1 revoke ;
 * ~exists (driver:i1 attach = OK)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code legacy-importers-stay-out.litmus} and the graph of the
 * spec. What the table does not list is forbidden.
 */
@JCStressTest
@Description("An importer without a callback cannot be told. An exporter that revokes does not let it in, before, "
        + "during or after.")
@Outcome(
        id = "ENODEV, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 attach fails with ENODEV, exporter:x1 "
                + "revoke succeeds.")
@Outcome(
        id = "EOPNOTSUPP, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 attach fails with EOPNOTSUPP, "
                + "exporter:x1 revoke succeeds.")
@State
public class LegacyImportersStayOut {
    private final RevocableExporter exporter = new RevocableExporter();
    private final LegacyImporter i1 = new LegacyImporter(exporter.buffer());

    @Actor
    public void driver(final LL_Result r) {
        r.r1 = result(i1::attach);
    }

    @Actor
    public void exporter(final LL_Result r) {
        r.r2 = done(exporter::revoke);
    }
}
