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
 * A kernel mapping of the whole buffer: revoke waits until it is given back, and no new one is made.
 *
 * <pre>
 * on programs
 * { }
 *   cpu:c1 vmap    | exporter:x1 revoke ;
 *   cpu:c1 vunmap? |                    ;
 * finally { cpu:c1 vmap; }
 * forall (cpu:c1 vmap#2 = ENODEV)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code vmap-against-revoke.litmus} and the graph of the spec. What
 * the table does not list is forbidden.
 */
@JCStressTest
@Description("A kernel mapping of the whole buffer: revoke waits until it is given back, and no new one is made.")
@Outcome(
        id = "ENODEV, -, OK, ENODEV",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: cpu:c1 vmap fails with ENODEV, cpu:c1 vunmap is "
                + "skipped, exporter:x1 revoke succeeds, cpu:c1 vmap fails with ENODEV.")
@Outcome(
        id = "OK, OK, OK, ENODEV",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: cpu:c1 vmap succeeds, cpu:c1 vunmap succeeds, "
                + "exporter:x1 revoke succeeds, cpu:c1 vmap fails with ENODEV.")
@State
public class VmapAgainstRevoke {
    private final RevocableExporter exporter = new RevocableExporter();
    private final Program c1 = new Program(exporter.buffer());

    @Actor
    public void cpu(final LLL_Result r) {
        r.r1 = result(c1::vmap)
                + ", " + resultOrSkip(c1::vunmap);
    }

    @Actor
    public void exporter(final LLL_Result r) {
        r.r2 = done(exporter::revoke);
    }

    @Arbiter
    public void afterwards(final LLL_Result r) {
        r.r3 = result(c1::vmap);
    }
}
