// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import static dmabuf.revoke.stress.harness.Calls.done;
import static dmabuf.revoke.stress.harness.Calls.must;
import static dmabuf.revoke.stress.harness.Calls.result;
import static dmabuf.revoke.stress.harness.Calls.resultOrSkip;

import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.impl.Usage;
import dmabuf.revoke.impl.exporters.MoverExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * libfabric 12775 took the first move for a revoke. A job that finds its mapping stale is refused, and the driver maps
 * again.
 *
 * <pre>
 * on Mover/exporters with i1 = dynamic
 * { driver:i1 attach = OK; driver:i1 map = OK; }
 *   driver:i1 submit BOOKKEEP? | exporter:x1 move ;
 *   device:i1 signal?          |                  ;
 *   worker:i1 unmap?           |                  ;
 *   driver:i1 unmap?           |                  ;
 * finally { driver:i1 map?; }
 * forall (driver:i1 map = OK)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code move-against-submit.litmus} and the graph of the spec. What
 * the table does not list is forbidden.
 */
@JCStressTest
@Description("libfabric 12775 took the first move for a revoke. A job that finds its mapping stale is refused, "
        + "and the driver maps again.")
@Outcome(
        id = "EINVAL, -, OK, -, OK, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 submit BOOKKEEP fails with EINVAL, "
                + "device:i1 signal is skipped, worker:i1 unmap succeeds, driver:i1 unmap is skipped, "
                + "exporter:x1 move succeeds, driver:i1 map succeeds.")
@Outcome(
        id = "OK, OK, -, OK, OK, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 submit BOOKKEEP succeeds, device:i1 "
                + "signal succeeds, worker:i1 unmap is skipped, driver:i1 unmap succeeds, exporter:x1 move "
                + "succeeds, driver:i1 map succeeds.")
@Outcome(
        id = "OK, OK, OK, -, OK, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 submit BOOKKEEP succeeds, device:i1 "
                + "signal succeeds, worker:i1 unmap succeeds, driver:i1 unmap is skipped, exporter:x1 move "
                + "succeeds, driver:i1 map succeeds.")
@State
public class MoveAgainstSubmit {
    private final MoverExporter exporter = new MoverExporter(Probe.NONE);
    private final DynamicImporter i1 = new DynamicImporter(exporter.buffer());

    public MoveAgainstSubmit() {
        must("OK", result(i1::attach));
        must("OK", result(i1::map));
    }

    @Actor
    public void driver(final LLL_Result r) {
        r.r1 = resultOrSkip(() -> i1.submit(Usage.BOOKKEEP))
                + ", " + resultOrSkip(i1::signal)
                + ", " + resultOrSkip(i1::work)
                + ", " + resultOrSkip(i1::unmap);
    }

    @Actor
    public void exporter(final LLL_Result r) {
        r.r2 = done(exporter::move);
    }

    @Arbiter
    public void afterwards(final LLL_Result r) {
        r.r3 = resultOrSkip(i1::map);
    }
}
