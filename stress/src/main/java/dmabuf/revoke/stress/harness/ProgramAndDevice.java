// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import static dmabuf.revoke.stress.harness.Calls.done;
import static dmabuf.revoke.stress.harness.Calls.must;
import static dmabuf.revoke.stress.harness.Calls.result;
import static dmabuf.revoke.stress.harness.Calls.resultOrSkip;

import dmabuf.revoke.impl.Program;
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
 * A program and a device lose their access in one revoke: who finds the program shut out by a flag, not by a lock,
 * finds the device told too.
 *
 * <pre>
 * on cpu-jobs
 * { driver:i1 attach = OK; cpu:c1 mmap = OK; }
 *   driver:i1 map    | exporter:x1 revoke ;
 *   cpu:c1 touch     |                    ;
 *   worker:i1 unmap? |                    ;
 *   driver:i1 unmap? |                    ;
 * ~exists (driver:i1 map = ENODEV /\ cpu:c1 touch = OK)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code program-and-device.litmus} and the graph of the spec. What
 * the table does not list is forbidden.
 */
@JCStressTest
@Description("A program and a device lose their access in one revoke: who finds the program shut out by a flag, "
        + "not by a lock, finds the device told too.")
@Outcome(
        id = "ENODEV, SIGBUS, -, -, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 map fails with ENODEV, cpu:c1 touch "
                + "fails with SIGBUS, worker:i1 unmap is skipped, driver:i1 unmap is skipped, exporter:x1 "
                + "revoke succeeds.")
@Outcome(
        id = "OK, OK, -, OK, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 map succeeds, cpu:c1 touch succeeds, "
                + "worker:i1 unmap is skipped, driver:i1 unmap succeeds, exporter:x1 revoke succeeds.")
@Outcome(
        id = "OK, OK, OK, -, OK",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: driver:i1 map succeeds, cpu:c1 touch succeeds, worker:i1 "
                + "unmap succeeds, driver:i1 unmap is skipped, exporter:x1 revoke succeeds.")
@Outcome(
        id = "OK, SIGBUS, OK, -, OK",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Only calls that overlap give this: driver:i1 map succeeds, cpu:c1 touch fails with SIGBUS, "
                + "worker:i1 unmap succeeds, driver:i1 unmap is skipped, exporter:x1 revoke succeeds.")
@State
public class ProgramAndDevice {
    private final RevocableExporter exporter = new RevocableExporter();
    private final Program c1 = new Program(exporter.buffer());
    private final DynamicImporter i1 = new DynamicImporter(exporter.buffer());

    public ProgramAndDevice() {
        must("OK", result(i1::attach));
        must("OK", result(c1::mmap));
    }

    @Actor
    public void driver(final LL_Result r) {
        r.r1 = result(i1::map)
                + ", " + result(c1::touch)
                + ", " + resultOrSkip(i1::work)
                + ", " + resultOrSkip(i1::unmap);
    }

    @Actor
    public void exporter(final LL_Result r) {
        r.r2 = done(exporter::revoke);
    }
}
