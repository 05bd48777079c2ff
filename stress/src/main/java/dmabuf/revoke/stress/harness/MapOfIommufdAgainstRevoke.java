// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import static dmabuf.revoke.stress.harness.Calls.done;
import static dmabuf.revoke.stress.harness.Calls.must;
import static dmabuf.revoke.stress.harness.Calls.result;
import static dmabuf.revoke.stress.harness.Calls.resultOrSkip;

import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.IommufdImporter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * iommufd holds the lock from pin to map: a revoke comes before both, or after both.
 *
 * <pre>
 * on races with i1 = iommufd
 * { driver:i1 attach = OK; }
 *   driver:i1 lock?   | exporter:x1 revoke ;
 *   driver:i1 pin?    |                    ;
 *   driver:i1 map?    |                    ;
 *   driver:i1 unlock? |                    ;
 * ~exists (driver:i1 pin = OK /\ driver:i1 map = -)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code map-of-iommufd-against-revoke.litmus} and the graph of the
 * spec. What the table does not list is forbidden.
 */
@JCStressTest
@Description("iommufd holds the lock from pin to map: a revoke comes before both, or after both.")
@Outcome(
        id = "OK, OK, ENODEV, OK, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 lock succeeds, driver:i1 pin succeeds, "
                + "driver:i1 map fails with ENODEV, driver:i1 unlock succeeds, exporter:x1 revoke succeeds.")
@Outcome(
        id = "OK, OK, OK, OK, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 lock succeeds, driver:i1 pin succeeds, "
                + "driver:i1 map succeeds, driver:i1 unlock succeeds, exporter:x1 revoke succeeds.")
@State
public class MapOfIommufdAgainstRevoke {
    private final RevocableExporter exporter = new RevocableExporter();
    private final IommufdImporter i1 = new IommufdImporter(exporter.buffer());

    public MapOfIommufdAgainstRevoke() {
        must("OK", result(i1::attach));
    }

    @Actor
    public void driver(final LL_Result r) {
        r.r1 = resultOrSkip(i1::lock)
                + ", " + resultOrSkip(i1::pin)
                + ", " + resultOrSkip(i1::map)
                + ", " + resultOrSkip(i1::unlock);
    }

    @Actor
    public void exporter(final LL_Result r) {
        r.r2 = done(exporter::revoke);
    }
}
