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
 * The first touch of a page is a fault, and a fault takes the lock. After a revoke has returned no fault succeeds.
 *
 * <pre>
 * on programs
 * { cpu:c1 mmap = OK; }
 *   cpu:c1 touch | exporter:x1 revoke ;
 * finally { cpu:c1 touch; }
 * forall (cpu:c1 touch#2 = SIGBUS)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code fault-against-revoke.litmus} and the graph of the spec.
 * What the table does not list is forbidden.
 */
@JCStressTest
@Description("The first touch of a page is a fault, and a fault takes the lock. After a revoke has returned no "
        + "fault succeeds.")
@Outcome(
        id = "OK, OK, SIGBUS",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: cpu:c1 touch succeeds, exporter:x1 revoke "
                + "succeeds, cpu:c1 touch fails with SIGBUS.")
@Outcome(
        id = "SIGBUS, OK, SIGBUS",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: cpu:c1 touch fails with SIGBUS, exporter:x1 revoke "
                + "succeeds, cpu:c1 touch fails with SIGBUS.")
@State
public class FaultAgainstRevoke {
    private final RevocableExporter exporter = new RevocableExporter();
    private final Program c1 = new Program(exporter.buffer());

    public FaultAgainstRevoke() {
        must("OK", result(c1::mmap));
    }

    @Actor
    public void cpu(final LLL_Result r) {
        r.r1 = result(c1::touch);
    }

    @Actor
    public void exporter(final LLL_Result r) {
        r.r2 = done(exporter::revoke);
    }

    @Arbiter
    public void afterwards(final LLL_Result r) {
        r.r3 = result(c1::touch);
    }
}
