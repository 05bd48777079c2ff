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
 * A mapping that the callback has left to the worker is given back by the worker or by the driver, once, before the
 * revoke returns. Whoever it was, a restore makes the buffer usable again.
 *
 * <pre>
 * { driver:i1 attach = OK; driver:i1 map = OK; }
 *   exporter:x1 revoke | worker:i1 unmap? ;
 *                      | driver:i1 unmap? ;
 * finally { exporter:x2 restore; driver:i1 map; }
 * forall (driver:i1 map = OK)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code restore-after-a-deferred-unmap.litmus} and the graph of the
 * spec. What the table does not list is forbidden.
 */
@JCStressTest
@Description("A mapping that the callback has left to the worker is given back by the worker or by the driver, "
        + "once, before the revoke returns. Whoever it was, a restore makes the buffer usable again.")
@Outcome(
        id = "OK, -, OK, OK, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: exporter:x1 revoke succeeds, worker:i1 unmap is "
                + "skipped, driver:i1 unmap succeeds, exporter:x2 restore succeeds, driver:i1 map succeeds.")
@Outcome(
        id = "OK, OK, -, OK, OK",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: exporter:x1 revoke succeeds, worker:i1 unmap succeeds, "
                + "driver:i1 unmap is skipped, exporter:x2 restore succeeds, driver:i1 map succeeds.")
@State
public class RestoreAfterADeferredUnmap {
    private final RevocableExporter exporter = new RevocableExporter();
    private final DynamicImporter i1 = new DynamicImporter(exporter.buffer());

    public RestoreAfterADeferredUnmap() {
        must("OK", result(i1::attach));
        must("OK", result(i1::map));
    }

    @Actor
    public void exporter(final LLL_Result r) {
        r.r1 = done(exporter::revoke);
    }

    @Actor
    public void worker(final LLL_Result r) {
        r.r2 = resultOrSkip(i1::work)
                + ", " + resultOrSkip(i1::unmap);
    }

    @Arbiter
    public void afterwards(final LLL_Result r) {
        r.r3 = done(exporter::restore)
                + ", " + result(i1::map);
    }
}
