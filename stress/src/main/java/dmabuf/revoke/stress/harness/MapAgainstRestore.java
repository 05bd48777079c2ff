// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import static dmabuf.revoke.stress.harness.Calls.done;
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
 * A driver maps while the buffer comes back, as a VMM does that turns memory decoding on. It is refused until the flag
 * is cleared, and never after the restore has returned.
 *
 * <pre>
 * { driver:i1 attach = OK; exporter:x1 revoke = OK; }
 *   driver:i1 map | exporter:x2 restore ;
 * finally { driver:i1 map?; }
 * forall (driver:i1 map#1 = OK \/ driver:i1 map#2 = OK)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code map-against-restore.litmus} and the graph of the spec. What
 * the table does not list is forbidden.
 */
@JCStressTest
@Description("A driver maps while the buffer comes back, as a VMM does that turns memory decoding on. It is "
        + "refused until the flag is cleared, and never after the restore has returned.")
@Outcome(
        id = "ENODEV, OK, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 map fails with ENODEV, exporter:x2 "
                + "restore succeeds, driver:i1 map succeeds.")
@Outcome(
        id = "OK, OK, -",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 map succeeds, exporter:x2 restore "
                + "succeeds, driver:i1 map is skipped.")
@State
public class MapAgainstRestore {
    private final RevocableExporter exporter = new RevocableExporter();
    private final DynamicImporter i1 = new DynamicImporter(exporter.buffer());

    public MapAgainstRestore() {
        must("OK", result(i1::attach));
        must("OK", done(exporter::revoke));
    }

    @Actor
    public void driver(final LLL_Result r) {
        r.r1 = result(i1::map);
    }

    @Actor
    public void exporter(final LLL_Result r) {
        r.r2 = done(exporter::restore);
    }

    @Arbiter
    public void afterwards(final LLL_Result r) {
        r.r3 = resultOrSkip(i1::map);
    }
}
