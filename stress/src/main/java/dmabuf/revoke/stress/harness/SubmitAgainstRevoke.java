// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import static dmabuf.revoke.stress.harness.Calls.done;
import static dmabuf.revoke.stress.harness.Calls.must;
import static dmabuf.revoke.stress.harness.Calls.result;
import static dmabuf.revoke.stress.harness.Calls.resultOrSkip;

import dmabuf.revoke.impl.Usage;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A job is submitted while the buffer is revoked. It is refused, or it was there first, and then revoke waits for its
 * fence.
 *
 * <pre>
 * { driver:i1 attach = OK; driver:i1 map = OK; }
 *   driver:i1 submit BOOKKEEP? | exporter:x1 revoke ;
 *   device:i1 signal?          |                    ;
 *   worker:i1 unmap?           |                    ;
 *   driver:i1 unmap?           |                    ;
 * ~exists (driver:i1 submit BOOKKEEP = EINVAL /\ device:i1 signal = OK)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code submit-against-revoke.litmus} and the graph of the spec.
 * What the table does not list is forbidden.
 */
@JCStressTest
@Description("A job is submitted while the buffer is revoked. It is refused, or it was there first, and then "
        + "revoke waits for its fence.")
@Outcome(
        id = "EINVAL, -, OK, -, OK",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: driver:i1 submit BOOKKEEP fails with EINVAL, device:i1 "
                + "signal is skipped, worker:i1 unmap succeeds, driver:i1 unmap is skipped, exporter:x1 revoke "
                + "succeeds.")
@Outcome(
        id = "OK, OK, -, OK, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 submit BOOKKEEP succeeds, device:i1 "
                + "signal succeeds, worker:i1 unmap is skipped, driver:i1 unmap succeeds, exporter:x1 revoke "
                + "succeeds.")
@Outcome(
        id = "OK, OK, OK, -, OK",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: driver:i1 submit BOOKKEEP succeeds, device:i1 signal "
                + "succeeds, worker:i1 unmap succeeds, driver:i1 unmap is skipped, exporter:x1 revoke "
                + "succeeds.")
@State
public class SubmitAgainstRevoke {
    private final RevocableExporter exporter = new RevocableExporter();
    private final DynamicImporter i1 = new DynamicImporter(exporter.buffer());

    public SubmitAgainstRevoke() {
        must("OK", result(i1::attach));
        must("OK", result(i1::map));
    }

    @Actor
    public void driver(final LL_Result r) {
        r.r1 = resultOrSkip(() -> i1.submit(Usage.BOOKKEEP))
                + ", " + resultOrSkip(i1::signal)
                + ", " + resultOrSkip(i1::work)
                + ", " + resultOrSkip(i1::unmap);
    }

    @Actor
    public void exporter(final LL_Result r) {
        r.r2 = done(exporter::revoke);
    }
}
