// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import static dmabuf.revoke.stress.harness.Calls.done;
import static dmabuf.revoke.stress.harness.Calls.must;
import static dmabuf.revoke.stress.harness.Calls.result;
import static dmabuf.revoke.stress.harness.Calls.resultOrSkip;

import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.impl.exporters.ThreeStateExporter;
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
 * The proposal of three states: a kill is final, and a driver that maps meanwhile is refused for good.
 *
 * <pre>
 * on ThreeState/exporters with i1 = dynamic
 * { driver:i1 attach = OK; }
 *   driver:i1 map    | exporter:x1 kill ;
 *   worker:i1 unmap? |                  ;
 *   driver:i1 unmap? |                  ;
 * finally { driver:i1 map; }
 * forall (driver:i1 map#2 = ENODEV)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code kill-against-map.litmus} and the graph of the spec. What
 * the table does not list is forbidden.
 */
@JCStressTest
@Description("The proposal of three states: a kill is final, and a driver that maps meanwhile is refused for "
        + "good.")
@Outcome(
        id = "ENODEV, -, -, OK, ENODEV",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 map fails with ENODEV, worker:i1 unmap "
                + "is skipped, driver:i1 unmap is skipped, exporter:x1 kill succeeds, driver:i1 map fails with "
                + "ENODEV.")
@Outcome(
        id = "OK, -, OK, OK, ENODEV",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 map succeeds, worker:i1 unmap is "
                + "skipped, driver:i1 unmap succeeds, exporter:x1 kill succeeds, driver:i1 map fails with "
                + "ENODEV.")
@Outcome(
        id = "OK, OK, -, OK, ENODEV",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: driver:i1 map succeeds, worker:i1 unmap succeeds, "
                + "driver:i1 unmap is skipped, exporter:x1 kill succeeds, driver:i1 map fails with ENODEV.")
@State
public class KillAgainstMap {
    private final ThreeStateExporter exporter = new ThreeStateExporter(Probe.NONE);
    private final DynamicImporter i1 = new DynamicImporter(exporter.buffer());

    public KillAgainstMap() {
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
        r.r2 = done(exporter::kill);
    }

    @Arbiter
    public void afterwards(final LLL_Result r) {
        r.r3 = result(i1::map);
    }
}
