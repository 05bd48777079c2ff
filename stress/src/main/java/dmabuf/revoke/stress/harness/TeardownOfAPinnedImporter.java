// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import static dmabuf.revoke.stress.harness.Calls.done;
import static dmabuf.revoke.stress.harness.Calls.must;
import static dmabuf.revoke.stress.harness.Calls.result;
import static dmabuf.revoke.stress.harness.Calls.resultOrSkip;

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
 * An importer that unmaps inside its callback is torn down while it is told. Its driver either gives all back itself,
 * or finds it done.
 *
 * <pre>
 * { driver:i2 attach = OK; driver:i2 lock = OK; driver:i2 pin = OK; driver:i2 map = OK; driver:i2 unlock = OK; }
 *   driver:i2 lock?   | exporter:x1 revoke ;
 *   driver:i2 unmap?  |                    ;
 *   driver:i2 unpin?  |                    ;
 *   driver:i2 unlock? |                    ;
 *   driver:i2 detach? |                    ;
 * ~exists (driver:i2 unmap = OK /\ ~(driver:i2 unpin = OK))
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code teardown-of-a-pinned-importer.litmus} and the graph of the
 * spec. What the table does not list is forbidden.
 */
@JCStressTest
@Description("An importer that unmaps inside its callback is torn down while it is told. Its driver either gives "
        + "all back itself, or finds it done.")
@Outcome(
        id = "-, -, -, -, OK, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i2 lock is skipped, driver:i2 unmap is "
                + "skipped, driver:i2 unpin is skipped, driver:i2 unlock is skipped, driver:i2 detach "
                + "succeeds, exporter:x1 revoke succeeds.")
@Outcome(
        id = "OK, -, -, OK, OK, OK",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: driver:i2 lock succeeds, driver:i2 unmap is skipped, "
                + "driver:i2 unpin is skipped, driver:i2 unlock succeeds, driver:i2 detach succeeds, "
                + "exporter:x1 revoke succeeds.")
@Outcome(
        id = "OK, OK, OK, OK, OK, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i2 lock succeeds, driver:i2 unmap succeeds, "
                + "driver:i2 unpin succeeds, driver:i2 unlock succeeds, driver:i2 detach succeeds, exporter:x1 "
                + "revoke succeeds.")
@State
public class TeardownOfAPinnedImporter {
    private final RevocableExporter exporter = new RevocableExporter();
    private final RevocableImporter i2 = new RevocableImporter(exporter.buffer());

    public TeardownOfAPinnedImporter() {
        must("OK", result(i2::attach));
        must("OK", result(i2::lock));
        must("OK", result(i2::pin));
        must("OK", result(i2::map));
        must("OK", result(i2::unlock));
    }

    @Actor
    public void driver(final LL_Result r) {
        r.r1 = resultOrSkip(i2::lock)
                + ", " + resultOrSkip(i2::unmap)
                + ", " + resultOrSkip(i2::unpin)
                + ", " + resultOrSkip(i2::unlock)
                + ", " + resultOrSkip(i2::detach);
    }

    @Actor
    public void exporter(final LL_Result r) {
        r.r2 = done(exporter::revoke);
    }
}
