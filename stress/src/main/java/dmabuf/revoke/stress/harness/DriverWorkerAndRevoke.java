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
 * The driver, its worker and the revoke, each in a thread of its own. A mapping that came to be goes by the worker or
 * by the driver, and never twice.
 *
 * <pre>
 * { driver:i1 attach = OK; }
 *   driver:i1 map    | worker:i1 unmap? | exporter:x1 revoke ;
 *   driver:i1 unmap? |                  |                    ;
 * finally { driver:i1 map; }
 * ~exists (driver:i1 map#1 = ENODEV /\ worker:i1 unmap = OK \/ driver:i1 map#2 = OK)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code driver-worker-and-revoke.litmus} and the graph of the spec.
 * What the table does not list is forbidden.
 */
@JCStressTest
@Description("The driver, its worker and the revoke, each in a thread of its own. A mapping that came to be goes "
        + "by the worker or by the driver, and never twice.")
@Outcome(
        id = "ENODEV, -, -, OK, ENODEV",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 map fails with ENODEV, driver:i1 unmap "
                + "is skipped, worker:i1 unmap is skipped, exporter:x1 revoke succeeds, driver:i1 map fails "
                + "with ENODEV.")
@Outcome(
        id = "OK, -, OK, OK, ENODEV",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: driver:i1 map succeeds, driver:i1 unmap is skipped, "
                + "worker:i1 unmap succeeds, exporter:x1 revoke succeeds, driver:i1 map fails with ENODEV.")
@Outcome(
        id = "OK, OK, -, OK, ENODEV",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 map succeeds, driver:i1 unmap succeeds, "
                + "worker:i1 unmap is skipped, exporter:x1 revoke succeeds, driver:i1 map fails with ENODEV.")
@Outcome(
        id = "OK, OK, OK, OK, ENODEV",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: driver:i1 map succeeds, driver:i1 unmap succeeds, "
                + "worker:i1 unmap succeeds, exporter:x1 revoke succeeds, driver:i1 map fails with ENODEV.")
@State
public class DriverWorkerAndRevoke {
    private final RevocableExporter exporter = new RevocableExporter();
    private final DynamicImporter i1 = new DynamicImporter(exporter.buffer());

    public DriverWorkerAndRevoke() {
        must("OK", result(i1::attach));
    }

    @Actor
    public void driver(final LLLL_Result r) {
        r.r1 = result(i1::map)
                + ", " + resultOrSkip(i1::unmap);
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
        r.r4 = result(i1::map);
    }
}
