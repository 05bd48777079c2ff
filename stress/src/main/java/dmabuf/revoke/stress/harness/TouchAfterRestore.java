// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import static dmabuf.revoke.stress.harness.Calls.done;
import static dmabuf.revoke.stress.harness.Calls.must;
import static dmabuf.revoke.stress.harness.Calls.result;

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
 * A program whose page was taken gets it back by a fault, as soon as the buffer is back, and not before.
 *
 * <pre>
 * on programs
 * { cpu:c1 mmap = OK; cpu:c1 touch = OK; exporter:x1 revoke = OK; }
 *   cpu:c1 touch | exporter:x1 restore ;
 * finally { cpu:c1 touch; }
 * forall (cpu:c1 touch#2 = OK)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code touch-after-restore.litmus} and the graph of the spec. What
 * the table does not list is forbidden.
 */
@JCStressTest
@Description("A program whose page was taken gets it back by a fault, as soon as the buffer is back, and not "
        + "before.")
@Outcome(
        id = "OK, OK, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: cpu:c1 touch succeeds, exporter:x1 restore "
                + "succeeds, cpu:c1 touch succeeds.")
@Outcome(
        id = "SIGBUS, OK, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: cpu:c1 touch fails with SIGBUS, exporter:x1 "
                + "restore succeeds, cpu:c1 touch succeeds.")
@State
public class TouchAfterRestore {
    private final RevocableExporter exporter = new RevocableExporter();
    private final Program c1 = new Program(exporter.buffer());

    public TouchAfterRestore() {
        must("OK", result(c1::mmap));
        must("OK", result(c1::touch));
        must("OK", done(exporter::revoke));
    }

    @Actor
    public void cpu(final LLL_Result r) {
        r.r1 = result(c1::touch);
    }

    @Actor
    public void exporter(final LLL_Result r) {
        r.r2 = done(exporter::restore);
    }

    @Arbiter
    public void afterwards(final LLL_Result r) {
        r.r3 = result(c1::touch);
    }
}
