// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import static dmabuf.revoke.stress.harness.Calls.done;
import static dmabuf.revoke.stress.harness.Calls.must;
import static dmabuf.revoke.stress.harness.Calls.result;
import static dmabuf.revoke.stress.harness.Calls.resultOrSkip;

import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.RevocableImporter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * A pinned RDMA registration that was revoked stays dead, even if the buffer comes back. What its driver gives back
 * itself, while it lives, is not given back again by the callback (reference 4.6).
 *
 * <pre>
 * on races with i1 = revocable
 * { driver:i1 attach = OK; driver:i1 lock = OK; driver:i1 pin = OK; driver:i1 map = OK; driver:i1 unlock = OK; }
 *   exporter:x1 revoke | driver:i1 lock?   ;
 *                      | driver:i1 unmap?  ;
 *                      | driver:i1 unpin?  ;
 *                      | driver:i1 unlock? ;
 * finally { exporter:x2 restore; driver:i1 lock?; }
 * forall (driver:i1 lock#2 = -)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code revocable-lives-once.litmus} and the graph of the spec.
 * What the table does not list is forbidden.
 */
@JCStressTest
@Description("A pinned RDMA registration that was revoked stays dead, even if the buffer comes back. What its "
        + "driver gives back itself, while it lives, is not given back again by the callback (reference 4.6).")
@Outcome(
        id = "OK, -, -, -, -, OK, -",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: exporter:x1 revoke succeeds, driver:i1 lock is "
                + "skipped, driver:i1 unmap is skipped, driver:i1 unpin is skipped, driver:i1 unlock is "
                + "skipped, exporter:x2 restore succeeds, driver:i1 lock is skipped.")
@Outcome(
        id = "OK, OK, -, -, OK, OK, -",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: exporter:x1 revoke succeeds, driver:i1 lock succeeds, "
                + "driver:i1 unmap is skipped, driver:i1 unpin is skipped, driver:i1 unlock succeeds, "
                + "exporter:x2 restore succeeds, driver:i1 lock is skipped.")
@Outcome(
        id = "OK, OK, OK, OK, OK, OK, -",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: exporter:x1 revoke succeeds, driver:i1 lock "
                + "succeeds, driver:i1 unmap succeeds, driver:i1 unpin succeeds, driver:i1 unlock succeeds, "
                + "exporter:x2 restore succeeds, driver:i1 lock is skipped.")
@State
public class RevocableLivesOnce {
    private final RevocableExporter exporter = new RevocableExporter();
    private final RevocableImporter i1 = new RevocableImporter(exporter.buffer());

    public RevocableLivesOnce() {
        must("OK", result(i1::attach));
        must("OK", result(i1::lock));
        must("OK", result(i1::pin));
        must("OK", result(i1::map));
        must("OK", result(i1::unlock));
    }

    @Actor
    public void exporter(final LLL_Result r) {
        r.r1 = done(exporter::revoke);
    }

    @Actor
    public void driver(final LLL_Result r) {
        r.r2 = resultOrSkip(i1::lock)
                + ", " + resultOrSkip(i1::unmap)
                + ", " + resultOrSkip(i1::unpin)
                + ", " + resultOrSkip(i1::unlock);
    }

    @Arbiter
    public void afterwards(final LLL_Result r) {
        r.r3 = done(exporter::restore)
                + ", " + resultOrSkip(i1::lock);
    }
}
