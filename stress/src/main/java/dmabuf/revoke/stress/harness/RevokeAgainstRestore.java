// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import static dmabuf.revoke.stress.harness.Calls.done;
import static dmabuf.revoke.stress.harness.Calls.must;
import static dmabuf.revoke.stress.harness.Calls.result;
import static dmabuf.revoke.stress.harness.Calls.resultOrSkip;

import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import dmabuf.revoke.impl.importers.RevocableImporter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Of a revoked buffer: a revoke that comes before the restore does nothing; one that comes after it is the last word,
 * for map and for attach.
 *
 * <pre>
 * { driver:i1 attach = OK; exporter:x1 revoke = OK; }
 *   exporter:x2 restore | exporter:x1 revoke ;
 *   driver:i1 map       | driver:i2 attach   ;
 *   worker:i1 unmap?    |                    ;
 *   driver:i1 unmap?    |                    ;
 * ~exists (driver:i1 map = ENODEV /\ driver:i2 attach = OK)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code revoke-against-restore.litmus} and the graph of the spec.
 * What the table does not list is forbidden.
 */
@JCStressTest
@Description("Of a revoked buffer: a revoke that comes before the restore does nothing; one that comes after it "
        + "is the last word, for map and for attach.")
@Outcome(
        id = "OK, ENODEV, -, -, OK, ENODEV",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: exporter:x2 restore succeeds, driver:i1 map fails "
                + "with ENODEV, worker:i1 unmap is skipped, driver:i1 unmap is skipped, exporter:x1 revoke "
                + "succeeds, driver:i2 attach fails with ENODEV.")
@Outcome(
        id = "OK, OK, -, OK, OK, ENODEV",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: exporter:x2 restore succeeds, driver:i1 map "
                + "succeeds, worker:i1 unmap is skipped, driver:i1 unmap succeeds, exporter:x1 revoke "
                + "succeeds, driver:i2 attach fails with ENODEV.")
@Outcome(
        id = "OK, OK, -, OK, OK, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: exporter:x2 restore succeeds, driver:i1 map "
                + "succeeds, worker:i1 unmap is skipped, driver:i1 unmap succeeds, exporter:x1 revoke "
                + "succeeds, driver:i2 attach succeeds.")
@Outcome(
        id = "OK, OK, OK, -, OK, ENODEV",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: exporter:x2 restore succeeds, driver:i1 map succeeds, "
                + "worker:i1 unmap succeeds, driver:i1 unmap is skipped, exporter:x1 revoke succeeds, "
                + "driver:i2 attach fails with ENODEV.")
@State
public class RevokeAgainstRestore {
    private final RevocableExporter exporter = new RevocableExporter();
    private final DynamicImporter i1 = new DynamicImporter(exporter.buffer());
    private final RevocableImporter i2 = new RevocableImporter(exporter.buffer());

    public RevokeAgainstRestore() {
        must("OK", result(i1::attach));
        must("OK", done(exporter::revoke));
    }

    @Actor
    public void exporterX2(final LL_Result r) {
        r.r1 = done(exporter::restore)
                + ", " + result(i1::map)
                + ", " + resultOrSkip(i1::work)
                + ", " + resultOrSkip(i1::unmap);
    }

    @Actor
    public void exporterX1(final LL_Result r) {
        r.r2 = done(exporter::revoke)
                + ", " + result(i2::attach);
    }
}
