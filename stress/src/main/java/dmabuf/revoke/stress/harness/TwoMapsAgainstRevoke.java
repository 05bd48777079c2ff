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
 * Importers are told newest first: who finds the revocable one dead finds the dynamic one, which came later, told.
 * Their mappings go in the callback of the one, by the worker or the driver of the other.
 *
 * <pre>
 * { driver:i2 attach = OK; driver:i1 attach = OK; }
 *   driver:i1 map     | exporter:x1 revoke ;
 *   driver:i2 lock?   |                    ;
 *   driver:i2 pin?    |                    ;
 *   driver:i2 map?    |                    ;
 *   driver:i2 unlock? |                    ;
 *   worker:i1 unmap?  |                    ;
 *   driver:i1 unmap?  |                    ;
 * ~exists (driver:i1 map = OK /\ driver:i2 lock = - /\ worker:i1 unmap = - \/ driver:i1 map = ENODEV /\ driver:i2 map = OK)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code two-maps-against-revoke.litmus} and the graph of the spec.
 * What the table does not list is forbidden.
 */
@JCStressTest
@Description("Importers are told newest first: who finds the revocable one dead finds the dynamic one, which came "
        + "later, told. Their mappings go in the callback of the one, by the worker or the driver of the "
        + "other.")
@Outcome(
        id = "ENODEV, -, -, -, -, -, -, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 map fails with ENODEV, driver:i2 lock is "
                + "skipped, driver:i2 pin is skipped, driver:i2 map is skipped, driver:i2 unlock is skipped, "
                + "worker:i1 unmap is skipped, driver:i1 unmap is skipped, exporter:x1 revoke succeeds.")
@Outcome(
        id = "OK, -, -, -, -, OK, -, OK",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: driver:i1 map succeeds, driver:i2 lock is skipped, "
                + "driver:i2 pin is skipped, driver:i2 map is skipped, driver:i2 unlock is skipped, worker:i1 "
                + "unmap succeeds, driver:i1 unmap is skipped, exporter:x1 revoke succeeds.")
@Outcome(
        id = "OK, OK, -, EINVAL, OK, OK, -, OK",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: driver:i1 map succeeds, driver:i2 lock succeeds, "
                + "driver:i2 pin is skipped, driver:i2 map fails with EINVAL, driver:i2 unlock succeeds, "
                + "worker:i1 unmap succeeds, driver:i1 unmap is skipped, exporter:x1 revoke succeeds.")
@Outcome(
        id = "OK, OK, OK, OK, OK, -, OK, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 map succeeds, driver:i2 lock succeeds, "
                + "driver:i2 pin succeeds, driver:i2 map succeeds, driver:i2 unlock succeeds, worker:i1 unmap "
                + "is skipped, driver:i1 unmap succeeds, exporter:x1 revoke succeeds.")
@Outcome(
        id = "OK, OK, OK, OK, OK, OK, -, OK",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: driver:i1 map succeeds, driver:i2 lock succeeds, "
                + "driver:i2 pin succeeds, driver:i2 map succeeds, driver:i2 unlock succeeds, worker:i1 unmap "
                + "succeeds, driver:i1 unmap is skipped, exporter:x1 revoke succeeds.")
@State
public class TwoMapsAgainstRevoke {
    private final RevocableExporter exporter = new RevocableExporter();
    private final DynamicImporter i1 = new DynamicImporter(exporter.buffer());
    private final RevocableImporter i2 = new RevocableImporter(exporter.buffer());

    public TwoMapsAgainstRevoke() {
        must("OK", result(i2::attach));
        must("OK", result(i1::attach));
    }

    @Actor
    public void driver(final LL_Result r) {
        r.r1 = result(i1::map)
                + ", " + resultOrSkip(i2::lock)
                + ", " + resultOrSkip(i2::pin)
                + ", " + resultOrSkip(i2::map)
                + ", " + resultOrSkip(i2::unlock)
                + ", " + resultOrSkip(i1::work)
                + ", " + resultOrSkip(i1::unmap);
    }

    @Actor
    public void exporter(final LL_Result r) {
        r.r2 = done(exporter::revoke);
    }
}
