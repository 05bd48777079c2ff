// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import static dmabuf.revoke.stress.harness.Calls.done;
import static dmabuf.revoke.stress.harness.Calls.must;
import static dmabuf.revoke.stress.harness.Calls.result;
import static dmabuf.revoke.stress.harness.Calls.resultOrSkip;

import dmabuf.revoke.impl.Program;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * A program brackets its access by begin and end (DMA_BUF_IOCTL_SYNC). After a revoke a begin fails; an end is always
 * allowed to the one who has begun.
 *
 * <pre>
 * on programs
 * { cpu:c1 mmap = OK; }
 *   cpu:c1 begin write | exporter:x1 revoke ;
 *   cpu:c1 end?        |                    ;
 * finally { cpu:c1 begin write; }
 * ~exists (cpu:c1 begin write#1 = OK /\ ~(cpu:c1 end = OK) \/ cpu:c1 begin write#2 = OK)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code begin-against-revoke.litmus} and the graph of the spec.
 * What the table does not list is forbidden.
 */
@JCStressTest
@Description("A program brackets its access by begin and end (DMA_BUF_IOCTL_SYNC). After a revoke a begin fails; "
        + "an end is always allowed to the one who has begun.")
@Outcome(
        id = "ENODEV, -, OK, ENODEV",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: cpu:c1 begin write fails with ENODEV, cpu:c1 end "
                + "is skipped, exporter:x1 revoke succeeds, cpu:c1 begin write fails with ENODEV.")
@Outcome(
        id = "OK, OK, OK, ENODEV",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: cpu:c1 begin write succeeds, cpu:c1 end succeeds, "
                + "exporter:x1 revoke succeeds, cpu:c1 begin write fails with ENODEV.")
@State
public class BeginAgainstRevoke {
    private final RevocableExporter exporter = new RevocableExporter();
    private final Program c1 = new Program(exporter.buffer());

    public BeginAgainstRevoke() {
        must("OK", result(c1::mmap));
    }

    @Actor
    public void cpu(final LLL_Result r) {
        r.r1 = result(() -> c1.begin(true))
                + ", " + resultOrSkip(c1::end);
    }

    @Actor
    public void exporter(final LLL_Result r) {
        r.r2 = done(exporter::revoke);
    }

    @Arbiter
    public void afterwards(final LLL_Result r) {
        r.r3 = result(() -> c1.begin(true));
    }
}
