// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import static dmabuf.revoke.stress.harness.Calls.done;
import static dmabuf.revoke.stress.harness.Calls.must;
import static dmabuf.revoke.stress.harness.Calls.result;
import static dmabuf.revoke.stress.harness.Calls.resultOrSkip;

import dmabuf.revoke.impl.exporters.RevocableExporter;
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
 * The file of the device is closed while a driver maps. Close is a revoke that is final: no map after it.
 *
 * <pre>
 * on closing with i1 = dynamic
 * { driver:i1 attach = OK; }
 *   driver:i1 map    | exporter:x1 close ;
 *   worker:i1 unmap? |                   ;
 *   driver:i1 unmap? |                   ;
 * finally { driver:i1 map; }
 * forall (driver:i1 map#2 = ENODEV)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code map-against-close.litmus} and the graph of the spec. What
 * the table does not list is forbidden.
 */
@JCStressTest
@Description("The file of the device is closed while a driver maps. Close is a revoke that is final: no map after "
        + "it.")
@Outcome(
        id = "ENODEV, -, -, OK, ENODEV",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 map fails with ENODEV, worker:i1 unmap "
                + "is skipped, driver:i1 unmap is skipped, exporter:x1 close succeeds, driver:i1 map fails "
                + "with ENODEV.")
@Outcome(
        id = "OK, -, OK, OK, ENODEV",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 map succeeds, worker:i1 unmap is "
                + "skipped, driver:i1 unmap succeeds, exporter:x1 close succeeds, driver:i1 map fails with "
                + "ENODEV.")
@Outcome(
        id = "OK, OK, -, OK, ENODEV",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: driver:i1 map succeeds, worker:i1 unmap succeeds, "
                + "driver:i1 unmap is skipped, exporter:x1 close succeeds, driver:i1 map fails with ENODEV.")
@State
public class MapAgainstClose {
    private final RevocableExporter exporter = new RevocableExporter();
    private final DynamicImporter i1 = new DynamicImporter(exporter.buffer());

    public MapAgainstClose() {
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
        r.r2 = done(exporter::close);
    }

    @Arbiter
    public void afterwards(final LLL_Result r) {
        r.r3 = result(i1::map);
    }
}
