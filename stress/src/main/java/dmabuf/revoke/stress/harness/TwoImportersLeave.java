// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import static dmabuf.revoke.stress.harness.Calls.done;
import static dmabuf.revoke.stress.harness.Calls.must;
import static dmabuf.revoke.stress.harness.Calls.result;

import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import dmabuf.revoke.impl.importers.RevocableImporter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * Two importers leave while a revoke walks the list of attachments, and one comes back. The walk reaches its end, and
 * then nobody gets in.
 *
 * <pre>
 * { driver:i1 attach = OK; driver:i2 attach = OK; }
 *   driver:i1 detach | exporter:x1 revoke ;
 *   driver:i2 detach |                    ;
 *   driver:i1 attach |                    ;
 * finally { driver:i2 attach; }
 * forall (driver:i2 attach = ENODEV)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code two-importers-leave.litmus} and the graph of the spec. What
 * the table does not list is forbidden.
 */
@JCStressTest
@Description("Two importers leave while a revoke walks the list of attachments, and one comes back. The walk "
        + "reaches its end, and then nobody gets in.")
@Outcome(
        id = "OK, OK, ENODEV, OK, ENODEV",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 detach succeeds, driver:i2 detach "
                + "succeeds, driver:i1 attach fails with ENODEV, exporter:x1 revoke succeeds, driver:i2 attach "
                + "fails with ENODEV.")
@Outcome(
        id = "OK, OK, OK, OK, ENODEV",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 detach succeeds, driver:i2 detach "
                + "succeeds, driver:i1 attach succeeds, exporter:x1 revoke succeeds, driver:i2 attach fails "
                + "with ENODEV.")
@State
public class TwoImportersLeave {
    private final RevocableExporter exporter = new RevocableExporter();
    private final DynamicImporter i1 = new DynamicImporter(exporter.buffer());
    private final RevocableImporter i2 = new RevocableImporter(exporter.buffer());

    public TwoImportersLeave() {
        must("OK", result(i1::attach));
        must("OK", result(i2::attach));
    }

    @Actor
    public void driver(final LLL_Result r) {
        r.r1 = result(i1::detach)
                + ", " + result(i2::detach)
                + ", " + result(i1::attach);
    }

    @Actor
    public void exporter(final LLL_Result r) {
        r.r2 = done(exporter::revoke);
    }

    @Arbiter
    public void afterwards(final LLL_Result r) {
        r.r3 = result(i2::attach);
    }
}
