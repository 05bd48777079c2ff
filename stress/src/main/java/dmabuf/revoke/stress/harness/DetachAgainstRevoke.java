// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import static dmabuf.revoke.stress.harness.Calls.done;
import static dmabuf.revoke.stress.harness.Calls.must;
import static dmabuf.revoke.stress.harness.Calls.result;
import static dmabuf.revoke.stress.harness.Calls.resultOrSkip;

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
 * The driver unmaps and detaches while it is told, as nv_peer_memory does when a process ends. What the worker has
 * given back the driver does not give back again, and either way it may detach.
 *
 * <pre>
 * { driver:i1 attach = OK; driver:i1 map = OK; }
 *   worker:i1 unmap?  | exporter:x1 revoke ;
 *   driver:i1 unmap?  |                    ;
 *   driver:i1 detach? |                    ;
 * ~exists (worker:i1 unmap = OK /\ driver:i1 unmap = OK \/ driver:i1 detach = -)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code detach-against-revoke.litmus} and the graph of the spec.
 * What the table does not list is forbidden.
 */
@JCStressTest
@Description("The driver unmaps and detaches while it is told, as nv_peer_memory does when a process ends. What "
        + "the worker has given back the driver does not give back again, and either way it may detach.")
@Outcome(
        id = "-, OK, OK, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: worker:i1 unmap is skipped, driver:i1 unmap "
                + "succeeds, driver:i1 detach succeeds, exporter:x1 revoke succeeds.")
@Outcome(
        id = "OK, -, OK, OK",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: worker:i1 unmap succeeds, driver:i1 unmap is skipped, "
                + "driver:i1 detach succeeds, exporter:x1 revoke succeeds.")
@State
public class DetachAgainstRevoke {
    private final RevocableExporter exporter = new RevocableExporter();
    private final DynamicImporter i1 = new DynamicImporter(exporter.buffer());

    public DetachAgainstRevoke() {
        must("OK", result(i1::attach));
        must("OK", result(i1::map));
    }

    @Actor
    public void worker(final LL_Result r) {
        r.r1 = resultOrSkip(i1::work)
                + ", " + resultOrSkip(i1::unmap)
                + ", " + resultOrSkip(i1::detach);
    }

    @Actor
    public void exporter(final LL_Result r) {
        r.r2 = done(exporter::revoke);
    }
}
