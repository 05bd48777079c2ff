// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import static dmabuf.revoke.stress.harness.Calls.done;
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
 * A program maps the buffer into its address space while the buffer is revoked. The mapping may come into being, but
 * shows nothing afterwards.
 *
 * <pre>
 * on programs
 * { }
 *   cpu:c1 mmap   | exporter:x1 revoke ;
 *   cpu:c1 touch? |                    ;
 * finally { cpu:c1 touch?; }
 * ~exists (cpu:c1 touch#2 = OK)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code mmap-against-revoke.litmus} and the graph of the spec. What
 * the table does not list is forbidden.
 */
@JCStressTest
@Description("A program maps the buffer into its address space while the buffer is revoked. The mapping may come "
        + "into being, but shows nothing afterwards.")
@Outcome(
        id = "ENODEV, -, OK, -",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: cpu:c1 mmap fails with ENODEV, cpu:c1 touch is "
                + "skipped, exporter:x1 revoke succeeds, cpu:c1 touch is skipped.")
@Outcome(
        id = "OK, OK, OK, SIGBUS",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: cpu:c1 mmap succeeds, cpu:c1 touch succeeds, "
                + "exporter:x1 revoke succeeds, cpu:c1 touch fails with SIGBUS.")
@Outcome(
        id = "OK, SIGBUS, OK, SIGBUS",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: cpu:c1 mmap succeeds, cpu:c1 touch fails with "
                + "SIGBUS, exporter:x1 revoke succeeds, cpu:c1 touch fails with SIGBUS.")
@State
public class MmapAgainstRevoke {
    private final RevocableExporter exporter = new RevocableExporter();
    private final Program c1 = new Program(exporter.buffer());

    @Actor
    public void cpu(final LLL_Result r) {
        r.r1 = result(c1::mmap)
                + ", " + resultOrSkip(c1::touch);
    }

    @Actor
    public void exporter(final LLL_Result r) {
        r.r2 = done(exporter::revoke);
    }

    @Arbiter
    public void afterwards(final LLL_Result r) {
        r.r3 = resultOrSkip(c1::touch);
    }
}
