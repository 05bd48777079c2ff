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
 * Two revokes of one buffer at one time go one after the other, under the outer lock. A mapping that was there goes
 * once, and when both have returned a map is refused.
 *
 * <pre>
 * on closing with i1 = dynamic
 * { driver:i1 attach = OK; }
 *   driver:i1 map      | exporter:x2 revoke ;
 *   worker:i1 unmap?   |                    ;
 *   driver:i1 unmap?   |                    ;
 *   exporter:x1 revoke |                    ;
 * finally { driver:i1 map; }
 * forall (driver:i1 map#2 = ENODEV)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code two-revokes.litmus} and the graph of the spec. What the
 * table does not list is forbidden.
 */
@JCStressTest
@Description("Two revokes of one buffer at one time go one after the other, under the outer lock. A mapping that "
        + "was there goes once, and when both have returned a map is refused.")
@Outcome(
        id = "ENODEV, -, -, OK, OK, ENODEV",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 map fails with ENODEV, worker:i1 unmap "
                + "is skipped, driver:i1 unmap is skipped, exporter:x1 revoke succeeds, exporter:x2 revoke "
                + "succeeds, driver:i1 map fails with ENODEV.")
@Outcome(
        id = "OK, -, OK, OK, OK, ENODEV",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 map succeeds, worker:i1 unmap is "
                + "skipped, driver:i1 unmap succeeds, exporter:x1 revoke succeeds, exporter:x2 revoke "
                + "succeeds, driver:i1 map fails with ENODEV.")
@Outcome(
        id = "OK, OK, -, OK, OK, ENODEV",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: driver:i1 map succeeds, worker:i1 unmap succeeds, "
                + "driver:i1 unmap is skipped, exporter:x1 revoke succeeds, exporter:x2 revoke succeeds, "
                + "driver:i1 map fails with ENODEV.")
@State
public class TwoRevokes {
    private final RevocableExporter exporter = new RevocableExporter();
    private final DynamicImporter i1 = new DynamicImporter(exporter.buffer());

    public TwoRevokes() {
        must("OK", result(i1::attach));
    }

    @Actor
    public void driver(final LLL_Result r) {
        r.r1 = result(i1::map)
                + ", " + resultOrSkip(i1::work)
                + ", " + resultOrSkip(i1::unmap)
                + ", " + done(exporter::revoke);
    }

    @Actor
    public void exporter(final LLL_Result r) {
        r.r2 = done(exporter::revoke);
    }

    @Arbiter
    public void afterwards(final LLL_Result r) {
        r.r3 = result(i1::map);
    }
}
