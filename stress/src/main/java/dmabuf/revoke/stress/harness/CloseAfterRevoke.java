// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import static dmabuf.revoke.stress.harness.Calls.doneOrSkip;
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
 * A close after a revoke once waited for ever, because the count was armed again too late (reference 7.1). Whoever
 * comes first, both end.
 *
 * <pre>
 * on closing with i1 = dynamic
 * { driver:i1 attach = OK; driver:i1 map = OK; }
 *   exporter:x2 revoke? | worker:i1 unmap? ;
 *   exporter:x1 close?  | driver:i1 unmap? ;
 * ~exists (worker:i1 unmap = OK /\ driver:i1 unmap = OK)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code close-after-revoke.litmus} and the graph of the spec. What
 * the table does not list is forbidden.
 */
@JCStressTest
@Description("A close after a revoke once waited for ever, because the count was armed again too late (reference "
        + "7.1). Whoever comes first, both end.")
@Outcome(
        id = "OK, OK, -, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: exporter:x2 revoke succeeds, exporter:x1 close "
                + "succeeds, worker:i1 unmap is skipped, driver:i1 unmap succeeds.")
@Outcome(
        id = "OK, OK, OK, -",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: exporter:x2 revoke succeeds, exporter:x1 close succeeds, "
                + "worker:i1 unmap succeeds, driver:i1 unmap is skipped.")
@State
public class CloseAfterRevoke {
    private final RevocableExporter exporter = new RevocableExporter();
    private final DynamicImporter i1 = new DynamicImporter(exporter.buffer());

    public CloseAfterRevoke() {
        must("OK", result(i1::attach));
        must("OK", result(i1::map));
    }

    @Actor
    public void exporter(final LL_Result r) {
        r.r1 = doneOrSkip(exporter::revoke)
                + ", " + doneOrSkip(exporter::close);
    }

    @Actor
    public void worker(final LL_Result r) {
        r.r2 = resultOrSkip(i1::work)
                + ", " + resultOrSkip(i1::unmap);
    }
}
