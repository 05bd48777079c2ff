// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import static dmabuf.revoke.stress.harness.Calls.done;
import static dmabuf.revoke.stress.harness.Calls.must;
import static dmabuf.revoke.stress.harness.Calls.result;
import static dmabuf.revoke.stress.harness.Calls.resultOrSkip;

import dmabuf.revoke.impl.Usage;
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
 * A revoke and a restore meet a driver that maps and runs a job. A job runs on a mapping that is good; a map that was
 * refused leaves nothing to run on.
 *
 * <pre>
 * { driver:i1 attach = OK; }
 *   exporter:x1 revoke  | driver:i1 map              ;
 *   exporter:x2 restore | driver:i1 submit BOOKKEEP? ;
 *                       | device:i1 signal?          ;
 *                       | worker:i1 unmap?           ;
 *                       | driver:i1 unmap?           ;
 * ~exists (driver:i1 map = ENODEV /\ driver:i1 submit BOOKKEEP = OK)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code job-after-restore.litmus} and the graph of the spec. What
 * the table does not list is forbidden.
 */
@JCStressTest
@Description("A revoke and a restore meet a driver that maps and runs a job. A job runs on a mapping that is "
        + "good; a map that was refused leaves nothing to run on.")
@Outcome(
        id = "OK, OK, ENODEV, -, -, -, -",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: exporter:x1 revoke succeeds, exporter:x2 restore "
                + "succeeds, driver:i1 map fails with ENODEV, driver:i1 submit BOOKKEEP is skipped, device:i1 "
                + "signal is skipped, worker:i1 unmap is skipped, driver:i1 unmap is skipped.")
@Outcome(
        id = "OK, OK, OK, EINVAL, -, OK, -",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: exporter:x1 revoke succeeds, exporter:x2 restore "
                + "succeeds, driver:i1 map succeeds, driver:i1 submit BOOKKEEP fails with EINVAL, device:i1 "
                + "signal is skipped, worker:i1 unmap succeeds, driver:i1 unmap is skipped.")
@Outcome(
        id = "OK, OK, OK, OK, OK, -, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: exporter:x1 revoke succeeds, exporter:x2 restore "
                + "succeeds, driver:i1 map succeeds, driver:i1 submit BOOKKEEP succeeds, device:i1 signal "
                + "succeeds, worker:i1 unmap is skipped, driver:i1 unmap succeeds.")
@Outcome(
        id = "OK, OK, OK, OK, OK, OK, -",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: exporter:x1 revoke succeeds, exporter:x2 restore "
                + "succeeds, driver:i1 map succeeds, driver:i1 submit BOOKKEEP succeeds, device:i1 signal "
                + "succeeds, worker:i1 unmap succeeds, driver:i1 unmap is skipped.")
@State
public class JobAfterRestore {
    private final RevocableExporter exporter = new RevocableExporter();
    private final DynamicImporter i1 = new DynamicImporter(exporter.buffer());

    public JobAfterRestore() {
        must("OK", result(i1::attach));
    }

    @Actor
    public void exporter(final LL_Result r) {
        r.r1 = done(exporter::revoke)
                + ", " + done(exporter::restore);
    }

    @Actor
    public void driver(final LL_Result r) {
        r.r2 = result(i1::map)
                + ", " + resultOrSkip(() -> i1.submit(Usage.BOOKKEEP))
                + ", " + resultOrSkip(i1::signal)
                + ", " + resultOrSkip(i1::work)
                + ", " + resultOrSkip(i1::unmap);
    }
}
