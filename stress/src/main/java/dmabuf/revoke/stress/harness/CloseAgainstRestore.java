// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import static dmabuf.revoke.stress.harness.Calls.done;
import static dmabuf.revoke.stress.harness.Calls.doneOrSkip;
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
 * A restore that comes after a close must not bring the buffer back: its memory is gone. One that comes before it may,
 * for a while.
 *
 * <pre>
 * on closing with i1 = dynamic
 * { driver:i1 attach = OK; exporter:x2 revoke = OK; }
 *   exporter:x1 close | exporter:x2 restore? ;
 *                     | driver:i1 map        ;
 *                     | worker:i1 unmap?     ;
 *                     | driver:i1 unmap?     ;
 * finally { driver:i1 map; }
 * forall (driver:i1 map#2 = ENODEV)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code close-against-restore.litmus} and the graph of the spec.
 * What the table does not list is forbidden.
 */
@JCStressTest
@Description("A restore that comes after a close must not bring the buffer back: its memory is gone. One that "
        + "comes before it may, for a while.")
@Outcome(
        id = "OK, OK, ENODEV, -, -, ENODEV",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: exporter:x1 close succeeds, exporter:x2 restore "
                + "succeeds, driver:i1 map fails with ENODEV, worker:i1 unmap is skipped, driver:i1 unmap is "
                + "skipped, driver:i1 map fails with ENODEV.")
@Outcome(
        id = "OK, OK, OK, -, OK, ENODEV",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: exporter:x1 close succeeds, exporter:x2 restore "
                + "succeeds, driver:i1 map succeeds, worker:i1 unmap is skipped, driver:i1 unmap succeeds, "
                + "driver:i1 map fails with ENODEV.")
@Outcome(
        id = "OK, OK, OK, OK, -, ENODEV",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: exporter:x1 close succeeds, exporter:x2 restore "
                + "succeeds, driver:i1 map succeeds, worker:i1 unmap succeeds, driver:i1 unmap is skipped, "
                + "driver:i1 map fails with ENODEV.")
@State
public class CloseAgainstRestore {
    private final RevocableExporter exporter = new RevocableExporter();
    private final DynamicImporter i1 = new DynamicImporter(exporter.buffer());

    public CloseAgainstRestore() {
        must("OK", result(i1::attach));
        must("OK", done(exporter::revoke));
    }

    @Actor
    public void exporterX1(final LLL_Result r) {
        r.r1 = done(exporter::close);
    }

    @Actor
    public void exporterX2(final LLL_Result r) {
        r.r2 = doneOrSkip(exporter::restore)
                + ", " + result(i1::map)
                + ", " + resultOrSkip(i1::work)
                + ", " + resultOrSkip(i1::unmap);
    }

    @Arbiter
    public void afterwards(final LLL_Result r) {
        r.r3 = result(i1::map);
    }
}
