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
 * An importer attaches while the file is closed. If it gets in after the close has begun, it is map that refuses it.
 *
 * <pre>
 * on closing with i1 = revocable
 * { }
 *   driver:i1 attach  | exporter:x1 close ;
 *   driver:i1 lock?   |                   ;
 *   driver:i1 pin?    |                   ;
 *   driver:i1 map?    |                   ;
 *   driver:i1 unpin?  |                   ;
 *   driver:i1 unlock? |                   ;
 * exists (driver:i1 attach = OK /\ driver:i1 map = ENODEV)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code attach-against-close.litmus} and the graph of the spec.
 * What the table does not list is forbidden.
 */
@JCStressTest
@Description("An importer attaches while the file is closed. If it gets in after the close has begun, it is map "
        + "that refuses it.")
@Outcome(
        id = "ENODEV, -, -, -, -, -, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 attach fails with ENODEV, driver:i1 lock "
                + "is skipped, driver:i1 pin is skipped, driver:i1 map is skipped, driver:i1 unpin is skipped, "
                + "driver:i1 unlock is skipped, exporter:x1 close succeeds.")
@Outcome(
        id = "OK, -, -, -, -, -, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 attach succeeds, driver:i1 lock is "
                + "skipped, driver:i1 pin is skipped, driver:i1 map is skipped, driver:i1 unpin is skipped, "
                + "driver:i1 unlock is skipped, exporter:x1 close succeeds.")
@Outcome(
        id = "OK, OK, -, EINVAL, -, OK, OK",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: driver:i1 attach succeeds, driver:i1 lock succeeds, "
                + "driver:i1 pin is skipped, driver:i1 map fails with EINVAL, driver:i1 unpin is skipped, "
                + "driver:i1 unlock succeeds, exporter:x1 close succeeds.")
@Outcome(
        id = "OK, OK, OK, ENODEV, OK, OK, OK",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: driver:i1 attach succeeds, driver:i1 lock succeeds, "
                + "driver:i1 pin succeeds, driver:i1 map fails with ENODEV, driver:i1 unpin succeeds, "
                + "driver:i1 unlock succeeds, exporter:x1 close succeeds.")
@Outcome(
        id = "OK, OK, OK, OK, -, OK, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 attach succeeds, driver:i1 lock "
                + "succeeds, driver:i1 pin succeeds, driver:i1 map succeeds, driver:i1 unpin is skipped, "
                + "driver:i1 unlock succeeds, exporter:x1 close succeeds.")
@State
public class AttachAgainstClose {
    private final RevocableExporter exporter = new RevocableExporter();
    private final RevocableImporter i1 = new RevocableImporter(exporter.buffer());

    @Actor
    public void driver(final LL_Result r) {
        r.r1 = result(i1::attach)
                + ", " + resultOrSkip(i1::lock)
                + ", " + resultOrSkip(i1::pin)
                + ", " + resultOrSkip(i1::map)
                + ", " + resultOrSkip(i1::unpin)
                + ", " + resultOrSkip(i1::unlock);
    }

    @Actor
    public void exporter(final LL_Result r) {
        r.r2 = done(exporter::close);
    }
}
