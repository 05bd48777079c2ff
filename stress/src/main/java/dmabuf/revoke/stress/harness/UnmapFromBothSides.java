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
import org.openjdk.jcstress.infra.results.LLLL_Result;

/**
 * Revoke, the driver and the worker meet on one mapping. Whoever comes first gives it back, and takes from the worker
 * what the callback has left to it. virtio-gpu once did the teardown twice, or not at all (reference 7.21).
 *
 * <pre>
 * { driver:i1 attach = OK; driver:i1 map = OK; }
 *   driver:i1 unmap? | worker:i1 unmap? | exporter:x1 revoke ;
 * finally { driver:i1 unmap?; worker:i1 unmap?; }
 * ~exists (driver:i1 unmap#1 = - /\ worker:i1 unmap#1 = - \/ driver:i1 unmap#2 = OK \/ worker:i1 unmap#2 = OK)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code unmap-from-both-sides.litmus} and the graph of the spec.
 * What the table does not list is forbidden.
 */
@JCStressTest
@Description("Revoke, the driver and the worker meet on one mapping. Whoever comes first gives it back, and takes "
        + "from the worker what the callback has left to it. virtio-gpu once did the teardown twice, or not at "
        + "all (reference 7.21).")
@Outcome(
        id = "-, OK, OK, -, -",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: driver:i1 unmap is skipped, worker:i1 unmap succeeds, "
                + "exporter:x1 revoke succeeds, driver:i1 unmap is skipped, worker:i1 unmap is skipped.")
@Outcome(
        id = "OK, -, OK, -, -",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 unmap succeeds, worker:i1 unmap is "
                + "skipped, exporter:x1 revoke succeeds, driver:i1 unmap is skipped, worker:i1 unmap is "
                + "skipped.")
@Outcome(
        id = "OK, OK, OK, -, -",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: driver:i1 unmap succeeds, worker:i1 unmap succeeds, "
                + "exporter:x1 revoke succeeds, driver:i1 unmap is skipped, worker:i1 unmap is skipped.")
@State
public class UnmapFromBothSides {
    private final RevocableExporter exporter = new RevocableExporter();
    private final DynamicImporter i1 = new DynamicImporter(exporter.buffer());

    public UnmapFromBothSides() {
        must("OK", result(i1::attach));
        must("OK", result(i1::map));
    }

    @Actor
    public void driver(final LLLL_Result r) {
        r.r1 = resultOrSkip(i1::unmap);
    }

    @Actor
    public void worker(final LLLL_Result r) {
        r.r2 = resultOrSkip(i1::work);
    }

    @Actor
    public void exporter(final LLLL_Result r) {
        r.r3 = done(exporter::revoke);
    }

    @Arbiter
    public void afterwards(final LLLL_Result r) {
        r.r4 = resultOrSkip(i1::unmap)
                + ", " + resultOrSkip(i1::work);
    }
}
