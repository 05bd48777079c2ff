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
 * After a revoke that raced with a map, the next revoke ends too, and a restore makes the buffer usable again: the
 * count was armed again, however the race went. vfio once armed it too late, and a close after a revoke waited for ever
 * (reference 7.1).
 *
 * <pre>
 * { driver:i1 attach = OK; }
 *   driver:i1 map    | exporter:x1 revoke ;
 *   worker:i1 unmap? |                    ;
 *   driver:i1 unmap? |                    ;
 * finally { exporter:x2 restore; exporter:x1 revoke; exporter:x2 restore; driver:i1 map; }
 * forall (driver:i1 map#2 = OK)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code map-after-a-race.litmus} and the graph of the spec. What
 * the table does not list is forbidden.
 */
@JCStressTest
@Description("After a revoke that raced with a map, the next revoke ends too, and a restore makes the buffer "
        + "usable again: the count was armed again, however the race went. vfio once armed it too late, and a "
        + "close after a revoke waited for ever (reference 7.1).")
@Outcome(
        id = "ENODEV, -, -, OK, OK, OK, OK, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 map fails with ENODEV, worker:i1 unmap "
                + "is skipped, driver:i1 unmap is skipped, exporter:x1 revoke succeeds, exporter:x2 restore "
                + "succeeds, exporter:x1 revoke succeeds, exporter:x2 restore succeeds, driver:i1 map "
                + "succeeds.")
@Outcome(
        id = "OK, -, OK, OK, OK, OK, OK, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 map succeeds, worker:i1 unmap is "
                + "skipped, driver:i1 unmap succeeds, exporter:x1 revoke succeeds, exporter:x2 restore "
                + "succeeds, exporter:x1 revoke succeeds, exporter:x2 restore succeeds, driver:i1 map "
                + "succeeds.")
@Outcome(
        id = "OK, OK, -, OK, OK, OK, OK, OK",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: driver:i1 map succeeds, worker:i1 unmap succeeds, "
                + "driver:i1 unmap is skipped, exporter:x1 revoke succeeds, exporter:x2 restore succeeds, "
                + "exporter:x1 revoke succeeds, exporter:x2 restore succeeds, driver:i1 map succeeds.")
@State
public class MapAfterARace {
    private final RevocableExporter exporter = new RevocableExporter();
    private final DynamicImporter i1 = new DynamicImporter(exporter.buffer());

    public MapAfterARace() {
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
        r.r2 = done(exporter::revoke);
    }

    @Arbiter
    public void afterwards(final LLL_Result r) {
        r.r3 = done(exporter::restore)
                + ", " + done(exporter::revoke)
                + ", " + done(exporter::restore)
                + ", " + result(i1::map);
    }
}
