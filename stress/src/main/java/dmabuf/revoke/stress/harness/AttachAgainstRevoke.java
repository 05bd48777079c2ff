// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import static dmabuf.revoke.stress.harness.Calls.done;
import static dmabuf.revoke.stress.harness.Calls.result;
import static dmabuf.revoke.stress.harness.Calls.resultOrSkip;

import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.RevocableImporter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * The exporter's test in attach takes no lock: an importer that was let in may have missed the broadcast. Then it is
 * not dead, and it is map that refuses it.
 *
 * <pre>
 * { }
 *   driver:i2 attach  | exporter:x1 revoke ;
 *   driver:i2 lock?   |                    ;
 *   driver:i2 pin?    |                    ;
 *   driver:i2 map?    |                    ;
 *   driver:i2 unpin?  |                    ;
 *   driver:i2 unlock? |                    ;
 * exists (driver:i2 attach = OK /\ driver:i2 map = ENODEV)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code attach-against-revoke.litmus} and the graph of the spec.
 * What the table does not list is forbidden.
 */
@JCStressTest
@Description("The exporter's test in attach takes no lock: an importer that was let in may have missed the "
        + "broadcast. Then it is not dead, and it is map that refuses it.")
@Outcome(
        id = "ENODEV, -, -, -, -, -, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i2 attach fails with ENODEV, driver:i2 lock "
                + "is skipped, driver:i2 pin is skipped, driver:i2 map is skipped, driver:i2 unpin is skipped, "
                + "driver:i2 unlock is skipped, exporter:x1 revoke succeeds.")
@Outcome(
        id = "OK, -, -, -, -, -, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i2 attach succeeds, driver:i2 lock is "
                + "skipped, driver:i2 pin is skipped, driver:i2 map is skipped, driver:i2 unpin is skipped, "
                + "driver:i2 unlock is skipped, exporter:x1 revoke succeeds.")
@Outcome(
        id = "OK, OK, -, EINVAL, -, OK, OK",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: driver:i2 attach succeeds, driver:i2 lock succeeds, "
                + "driver:i2 pin is skipped, driver:i2 map fails with EINVAL, driver:i2 unpin is skipped, "
                + "driver:i2 unlock succeeds, exporter:x1 revoke succeeds.")
@Outcome(
        id = "OK, OK, OK, ENODEV, OK, OK, OK",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: driver:i2 attach succeeds, driver:i2 lock succeeds, "
                + "driver:i2 pin succeeds, driver:i2 map fails with ENODEV, driver:i2 unpin succeeds, "
                + "driver:i2 unlock succeeds, exporter:x1 revoke succeeds.")
@Outcome(
        id = "OK, OK, OK, OK, -, OK, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i2 attach succeeds, driver:i2 lock "
                + "succeeds, driver:i2 pin succeeds, driver:i2 map succeeds, driver:i2 unpin is skipped, "
                + "driver:i2 unlock succeeds, exporter:x1 revoke succeeds.")
@State
public class AttachAgainstRevoke {
    private final RevocableExporter exporter = new RevocableExporter();
    private final RevocableImporter i2 = new RevocableImporter(exporter.buffer());

    @Actor
    public void driver(final LL_Result r) {
        r.r1 = result(i2::attach)
                + ", " + resultOrSkip(i2::lock)
                + ", " + resultOrSkip(i2::pin)
                + ", " + resultOrSkip(i2::map)
                + ", " + resultOrSkip(i2::unpin)
                + ", " + resultOrSkip(i2::unlock);
    }

    @Actor
    public void exporter(final LL_Result r) {
        r.r2 = done(exporter::revoke);
    }
}
