// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import static dmabuf.revoke.stress.harness.Calls.done;
import static dmabuf.revoke.stress.harness.Calls.must;
import static dmabuf.revoke.stress.harness.Calls.result;
import static dmabuf.revoke.stress.harness.Calls.resultOrSkip;

import dmabuf.revoke.impl.Usage;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import dmabuf.revoke.impl.importers.OdpImporter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * An importer whose map waits for the jobs of others comes while such a job runs. When the device has signalled it gets
 * its mapping, or is refused, if the revoke came first.
 *
 * <pre>
 * on waiting
 * { driver:i1 attach = OK; driver:i2 attach = OK; driver:i2 map = OK; driver:i2 submit KERNEL = OK; }
 *   driver:i1 map    | device:i2 signal   ;
 *   driver:i1 unmap? | driver:i2 unmap?   ;
 *                    | exporter:x1 revoke ;
 * forall (driver:i2 unmap = OK)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code wait-for-another-job.litmus} and the graph of the spec.
 * What the table does not list is forbidden.
 */
@JCStressTest
@Description("An importer whose map waits for the jobs of others comes while such a job runs. When the device has "
        + "signalled it gets its mapping, or is refused, if the revoke came first.")
@Outcome(
        id = "ENODEV, -, OK, OK, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 map fails with ENODEV, driver:i1 unmap "
                + "is skipped, device:i2 signal succeeds, driver:i2 unmap succeeds, exporter:x1 revoke "
                + "succeeds.")
@Outcome(
        id = "OK, -, OK, OK, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 map succeeds, driver:i1 unmap is "
                + "skipped, device:i2 signal succeeds, driver:i2 unmap succeeds, exporter:x1 revoke succeeds.")
@Outcome(
        id = "OK, OK, OK, OK, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 map succeeds, driver:i1 unmap succeeds, "
                + "device:i2 signal succeeds, driver:i2 unmap succeeds, exporter:x1 revoke succeeds.")
@State
public class WaitForAnotherJob {
    private final RevocableExporter exporter = new RevocableExporter();
    private final OdpImporter i1 = new OdpImporter(exporter.buffer());
    private final DynamicImporter i2 = new DynamicImporter(exporter.buffer());

    public WaitForAnotherJob() {
        must("OK", result(i1::attach));
        must("OK", result(i2::attach));
        must("OK", result(i2::map));
        must("OK", result(() -> i2.submit(Usage.KERNEL)));
    }

    @Actor
    public void driver(final LL_Result r) {
        r.r1 = result(i1::map)
                + ", " + resultOrSkip(i1::unmap);
    }

    @Actor
    public void device(final LL_Result r) {
        r.r2 = result(i2::signal)
                + ", " + resultOrSkip(i2::unmap)
                + ", " + done(exporter::revoke);
    }
}
