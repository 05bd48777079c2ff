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
 * An importer that leaves and comes back while the buffer is revoked is a new importer: it is not told of what was
 * before it, and is refused by attach, or by map.
 *
 * <pre>
 * { driver:i1 attach = OK; }
 *   driver:i1 detach | exporter:x1 revoke ;
 *   driver:i1 attach |                    ;
 *   driver:i1 map?   |                    ;
 *   worker:i1 unmap? |                    ;
 *   driver:i1 unmap? |                    ;
 * exists (driver:i1 attach = OK /\ driver:i1 map = ENODEV)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code attach-again-after-detach.litmus} and the graph of the
 * spec. What the table does not list is forbidden.
 */
@JCStressTest
@Description("An importer that leaves and comes back while the buffer is revoked is a new importer: it is not "
        + "told of what was before it, and is refused by attach, or by map.")
@Outcome(
        id = "OK, ENODEV, -, -, -, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 detach succeeds, driver:i1 attach fails "
                + "with ENODEV, driver:i1 map is skipped, worker:i1 unmap is skipped, driver:i1 unmap is "
                + "skipped, exporter:x1 revoke succeeds.")
@Outcome(
        id = "OK, OK, ENODEV, -, -, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 detach succeeds, driver:i1 attach "
                + "succeeds, driver:i1 map fails with ENODEV, worker:i1 unmap is skipped, driver:i1 unmap is "
                + "skipped, exporter:x1 revoke succeeds.")
@Outcome(
        id = "OK, OK, OK, -, OK, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 detach succeeds, driver:i1 attach "
                + "succeeds, driver:i1 map succeeds, worker:i1 unmap is skipped, driver:i1 unmap succeeds, "
                + "exporter:x1 revoke succeeds.")
@Outcome(
        id = "OK, OK, OK, OK, -, OK",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: driver:i1 detach succeeds, driver:i1 attach succeeds, "
                + "driver:i1 map succeeds, worker:i1 unmap succeeds, driver:i1 unmap is skipped, exporter:x1 "
                + "revoke succeeds.")
@State
public class AttachAgainAfterDetach {
    private final RevocableExporter exporter = new RevocableExporter();
    private final DynamicImporter i1 = new DynamicImporter(exporter.buffer());

    public AttachAgainAfterDetach() {
        must("OK", result(i1::attach));
    }

    @Actor
    public void driver(final LL_Result r) {
        r.r1 = result(i1::detach)
                + ", " + result(i1::attach)
                + ", " + resultOrSkip(i1::map)
                + ", " + resultOrSkip(i1::work)
                + ", " + resultOrSkip(i1::unmap);
    }

    @Actor
    public void exporter(final LL_Result r) {
        r.r2 = done(exporter::revoke);
    }
}
