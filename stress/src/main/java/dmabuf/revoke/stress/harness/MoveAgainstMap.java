// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import static dmabuf.revoke.stress.harness.Calls.done;
import static dmabuf.revoke.stress.harness.Calls.must;
import static dmabuf.revoke.stress.harness.Calls.result;
import static dmabuf.revoke.stress.harness.Calls.resultOrSkip;

import dmabuf.revoke.impl.Probe;
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
 * A mere move, no revoke: the driver maps while the exporter moves the buffer. It is never refused, and has the new
 * place.
 *
 * <pre>
 * on Mover/exporters with i1 = dynamic
 * { driver:i1 attach = OK; }
 *   driver:i1 map    | exporter:x1 move ;
 *   worker:i1 unmap? |                  ;
 *   driver:i1 unmap? |                  ;
 * finally { driver:i1 map?; }
 * forall (driver:i1 map#1 = OK /\ driver:i1 map#2 = OK)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code move-against-map.litmus} and the graph of the spec. What
 * the table does not list is forbidden.
 */
@JCStressTest
@Description("A mere move, no revoke: the driver maps while the exporter moves the buffer. It is never refused, "
        + "and has the new place.")
@Outcome(
        id = "OK, -, OK, OK, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 map succeeds, worker:i1 unmap is "
                + "skipped, driver:i1 unmap succeeds, exporter:x1 move succeeds, driver:i1 map succeeds.")
@Outcome(
        id = "OK, OK, -, OK, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 map succeeds, worker:i1 unmap succeeds, "
                + "driver:i1 unmap is skipped, exporter:x1 move succeeds, driver:i1 map succeeds.")
@State
public class MoveAgainstMap {
    private final MoverExporter exporter = new MoverExporter(Probe.NONE);
    private final DynamicImporter i1 = new DynamicImporter(exporter.buffer());

    public MoveAgainstMap() {
        must("OK", result(i1::attach));
    }

    @Actor
    public void driver(final LLL_Result r) {
        r.r1 = result(i1::map)
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
