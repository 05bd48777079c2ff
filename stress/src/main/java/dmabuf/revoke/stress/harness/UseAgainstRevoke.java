// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import static dmabuf.revoke.stress.harness.Calls.done;
import static dmabuf.revoke.stress.harness.Calls.must;
import static dmabuf.revoke.stress.harness.Calls.result;
import static dmabuf.revoke.stress.harness.Calls.resultOrSkip;

import dmabuf.revoke.impl.Usage;
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
 * A job begins only on a mapping that is still good: attach, which takes no lock, sees the flag first, and then submit
 * must see what the callback has done. When revoke returns, nothing is left to the worker.
 *
 * <pre>
 * { driver:i1 attach = OK; }
 *   driver:i1 map              | exporter:x1 revoke ;
 *   driver:i2 attach           | worker:i1 unmap?   ;
 *   driver:i1 submit BOOKKEEP? |                    ;
 *   device:i1 signal?          |                    ;
 *   driver:i1 unmap?           |                    ;
 * ~exists (driver:i2 attach = ENODEV /\ driver:i1 submit BOOKKEEP = OK \/ worker:i1 unmap = OK)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code use-against-revoke.litmus} and the graph of the spec. What
 * the table does not list is forbidden.
 */
@JCStressTest
@Description("A job begins only on a mapping that is still good: attach, which takes no lock, sees the flag "
        + "first, and then submit must see what the callback has done. When revoke returns, nothing is left to "
        + "the worker.")
@Outcome(
        id = "ENODEV, ENODEV, -, -, -, OK, -",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 map fails with ENODEV, driver:i2 attach "
                + "fails with ENODEV, driver:i1 submit BOOKKEEP is skipped, device:i1 signal is skipped, "
                + "driver:i1 unmap is skipped, exporter:x1 revoke succeeds, worker:i1 unmap is skipped.")
@Outcome(
        id = "OK, ENODEV, EINVAL, -, OK, OK, -",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: driver:i1 map succeeds, driver:i2 attach fails with "
                + "ENODEV, driver:i1 submit BOOKKEEP fails with EINVAL, device:i1 signal is skipped, driver:i1 "
                + "unmap succeeds, exporter:x1 revoke succeeds, worker:i1 unmap is skipped.")
@Outcome(
        id = "OK, OK, EINVAL, -, OK, OK, -",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: driver:i1 map succeeds, driver:i2 attach succeeds, "
                + "driver:i1 submit BOOKKEEP fails with EINVAL, device:i1 signal is skipped, driver:i1 unmap "
                + "succeeds, exporter:x1 revoke succeeds, worker:i1 unmap is skipped.")
@Outcome(
        id = "OK, OK, OK, OK, OK, OK, -",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 map succeeds, driver:i2 attach succeeds, "
                + "driver:i1 submit BOOKKEEP succeeds, device:i1 signal succeeds, driver:i1 unmap succeeds, "
                + "exporter:x1 revoke succeeds, worker:i1 unmap is skipped.")
@State
public class UseAgainstRevoke {
    private final RevocableExporter exporter = new RevocableExporter();
    private final DynamicImporter i1 = new DynamicImporter(exporter.buffer());
    private final RevocableImporter i2 = new RevocableImporter(exporter.buffer());

    public UseAgainstRevoke() {
        must("OK", result(i1::attach));
    }

    @Actor
    public void driver(final LL_Result r) {
        r.r1 = result(i1::map)
                + ", " + result(i2::attach)
                + ", " + resultOrSkip(() -> i1.submit(Usage.BOOKKEEP))
                + ", " + resultOrSkip(i1::signal)
                + ", " + resultOrSkip(i1::unmap);
    }

    @Actor
    public void exporter(final LL_Result r) {
        r.r2 = done(exporter::revoke)
                + ", " + resultOrSkip(i1::work);
    }
}
