// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import static dmabuf.revoke.stress.harness.Calls.done;
import static dmabuf.revoke.stress.harness.Calls.result;
import static dmabuf.revoke.stress.harness.Calls.resultOrSkip;

import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.StaticImporter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * The same for one that maps at attach and keeps its mapping: a camera, a video decoder.
 *
 * <pre>
 * on exporters with i1 = static
 * { }
 *   driver:i1 attach | exporter:x1 revoke ;
 *   driver:i1 map?   |                    ;
 * ~exists (driver:i1 attach = OK)
 * </pre>
 *
 * <p>Written by {@code ./revoke litmus --write} from {@code static-importers-stay-out.litmus} and the graph of the
 * spec. What the table does not list is forbidden.
 */
@JCStressTest
@Description("The same for one that maps at attach and keeps its mapping: a camera, a video decoder.")
@Outcome(
        id = "ENODEV, -, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 attach fails with ENODEV, driver:i1 map "
                + "is skipped, exporter:x1 revoke succeeds.")
@Outcome(
        id = "EOPNOTSUPP, -, OK",
        expect = Expect.ACCEPTABLE,
        desc = "Calls that follow one another give this: driver:i1 attach fails with EOPNOTSUPP, driver:i1 "
                + "map is skipped, exporter:x1 revoke succeeds.")
@State
public class StaticImportersStayOut {
    private final RevocableExporter exporter = new RevocableExporter();
    private final StaticImporter i1 = new StaticImporter(exporter.buffer());

    @Actor
    public void driver(final LL_Result r) {
        r.r1 = result(i1::attach)
                + ", " + resultOrSkip(i1::map);
    }

    @Actor
    public void exporter(final LL_Result r) {
        r.r2 = done(exporter::revoke);
    }
}
