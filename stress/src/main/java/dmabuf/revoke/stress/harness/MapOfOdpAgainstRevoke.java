// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import static dmabuf.revoke.stress.harness.Calls.done;
import static dmabuf.revoke.stress.harness.Calls.must;
import static dmabuf.revoke.stress.harness.Calls.result;
import static dmabuf.revoke.stress.harness.Calls.resultOrSkip;

import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.OdpImporter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * The callback of mlx5's on-demand paging unmaps by itself, so that nothing is left to a worker.
 *
 * <pre>
 * on races with i1 = odp
 * { driver:i1 attach = OK; }
 *   driver:i1 map    | exporter:x1 revoke ;
 *   worker:i1 unmap? |                    ;
 *   driver:i1 unmap? |                    ;
 * ~exists (worker:i1 unmap = OK)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code map-of-odp-against-revoke.litmus} and the graph of the
 * spec. What the table does not list is forbidden.
 */
@JCStressTest
@Description("The callback of mlx5's on-demand paging unmaps by itself, so that nothing is left to a worker.")
@Outcome(
        id = "ENODEV, -, -, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 map fails with ENODEV, worker:i1 unmap "
                + "is skipped, driver:i1 unmap is skipped, exporter:x1 revoke succeeds.")
@Outcome(
        id = "OK, -, -, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 map succeeds, worker:i1 unmap is "
                + "skipped, driver:i1 unmap is skipped, exporter:x1 revoke succeeds.")
@Outcome(
        id = "OK, -, OK, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 map succeeds, worker:i1 unmap is "
                + "skipped, driver:i1 unmap succeeds, exporter:x1 revoke succeeds.")
@State
public class MapOfOdpAgainstRevoke {
    private final RevocableExporter exporter = new RevocableExporter();
    private final OdpImporter i1 = new OdpImporter(exporter.buffer());

    public MapOfOdpAgainstRevoke() {
        must("OK", result(i1::attach));
    }

    @Actor
    public void driver(final LL_Result r) {
        r.r1 = result(i1::map)
                + ", " + resultOrSkip(i1::work)
                + ", " + resultOrSkip(i1::unmap);
    }

    @Actor
    public void exporter(final LL_Result r) {
        r.r2 = done(exporter::revoke);
    }
}
