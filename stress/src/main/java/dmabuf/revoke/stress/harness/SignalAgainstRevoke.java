// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import static dmabuf.revoke.stress.harness.Calls.done;
import static dmabuf.revoke.stress.harness.Calls.must;
import static dmabuf.revoke.stress.harness.Calls.result;
import static dmabuf.revoke.stress.harness.Calls.resultOrSkip;

import dmabuf.revoke.impl.Usage;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.RevocableImporter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A job runs on a pinned mapping: if its fence signals before the callback, the callback unmaps and unpins; if not, the
 * worker does. When revoke returns nothing is left of it, and its importer is dead.
 *
 * <pre>
 * { driver:i2 attach = OK; driver:i2 lock = OK; driver:i2 pin = OK; driver:i2 map = OK; driver:i2 submit BOOKKEEP = OK; driver:i2 unlock = OK; }
 *   device:i2 signal | exporter:x1 revoke ;
 *   worker:i2 unmap? | driver:i2 lock?    ;
 *                    | driver:i2 unlock?  ;
 * ~exists (driver:i2 lock = OK)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code signal-against-revoke.litmus} and the graph of the spec.
 * What the table does not list is forbidden.
 */
@JCStressTest
@Description("A job runs on a pinned mapping: if its fence signals before the callback, the callback unmaps and "
        + "unpins; if not, the worker does. When revoke returns nothing is left of it, and its importer is "
        + "dead.")
@Outcome(
        id = "OK, -, OK, -, -",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: device:i2 signal succeeds, worker:i2 unmap is "
                + "skipped, exporter:x1 revoke succeeds, driver:i2 lock is skipped, driver:i2 unlock is "
                + "skipped.")
@Outcome(
        id = "OK, OK, OK, -, -",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: device:i2 signal succeeds, worker:i2 unmap succeeds, "
                + "exporter:x1 revoke succeeds, driver:i2 lock is skipped, driver:i2 unlock is skipped.")
@State
public class SignalAgainstRevoke {
    private final RevocableExporter exporter = new RevocableExporter();
    private final RevocableImporter i2 = new RevocableImporter(exporter.buffer());

    public SignalAgainstRevoke() {
        must("OK", result(i2::attach));
        must("OK", result(i2::lock));
        must("OK", result(i2::pin));
        must("OK", result(i2::map));
        must("OK", result(() -> i2.submit(Usage.BOOKKEEP)));
        must("OK", result(i2::unlock));
    }

    @Actor
    public void device(final LL_Result r) {
        r.r1 = result(i2::signal)
                + ", " + resultOrSkip(i2::work);
    }

    @Actor
    public void exporter(final LL_Result r) {
        r.r2 = done(exporter::revoke)
                + ", " + resultOrSkip(i2::lock)
                + ", " + resultOrSkip(i2::unlock);
    }
}
