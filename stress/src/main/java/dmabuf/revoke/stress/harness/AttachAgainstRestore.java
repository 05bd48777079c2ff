// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import static dmabuf.revoke.stress.harness.Calls.done;
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
 * An attach to a buffer that comes back: either it is still refused, or the importer may map.
 *
 * <pre>
 * { exporter:x1 revoke = OK; }
 *   driver:i1 attach | exporter:x2 restore ;
 *   driver:i1 map?   |                     ;
 * ~exists (driver:i1 attach = OK /\ driver:i1 map = ENODEV)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code attach-against-restore.litmus} and the graph of the spec.
 * What the table does not list is forbidden.
 */
@JCStressTest
@Description("An attach to a buffer that comes back: either it is still refused, or the importer may map.")
@Outcome(
        id = "ENODEV, -, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 attach fails with ENODEV, driver:i1 map "
                + "is skipped, exporter:x2 restore succeeds.")
@Outcome(
        id = "OK, OK, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 attach succeeds, driver:i1 map succeeds, "
                + "exporter:x2 restore succeeds.")
@State
public class AttachAgainstRestore {
    private final RevocableExporter exporter = new RevocableExporter();
    private final DynamicImporter i1 = new DynamicImporter(exporter.buffer());

    public AttachAgainstRestore() {
        must("OK", done(exporter::revoke));
    }

    @Actor
    public void driver(final LL_Result r) {
        r.r1 = result(i1::attach)
                + ", " + resultOrSkip(i1::map);
    }

    @Actor
    public void exporter(final LL_Result r) {
        r.r2 = done(exporter::restore);
    }
}
