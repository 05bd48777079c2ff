// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.live.Liveness;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Tlc;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verdicts of TLC and of the graphs on liveness are compared, and a difference is noticed. */
@Tag("full")
@Tag("tlc")
class LivenessByTlcTest {
    private static final String V7_L1 = "V7-L1";

    @TempDir
    Path folder;

    private final SpecText spec;
    private final Manifest manifest;

    LivenessByTlcTest() throws Exception {
        this.spec = SpecText.load();
        this.manifest = Manifest.load(spec);
    }

    private Workshop shop() throws Exception {
        return new Workshop(new Tlc(spec, folder.resolve("tlc")), folder.resolve("graphs"), line -> {});
    }

    private static LivenessByTlc by(final Workshop shop, final Manifest manifest, final SpecText searched) {
        return new LivenessByTlc(shop, manifest, new Liveness(searched));
    }

    @Test
    void bothBreakTheSameAndTakeTheLassoOfTheOther() throws Exception {
        final Check c = by(shop(), manifest, spec).same(Design.named("V7", spec), "L1", spec.fairness(), V7_L1);
        assertTrue(c.ok(), c.detail());
        assertTrue(c.detail().startsWith("both break it: in 19 states, TLC in "), c.detail());
    }

    /** A loop that goes on for ever: others overtake a thread that waits for a lock. */
    @Test
    void aRoundIsTakenForALassoByTlc() throws Exception {
        final String strong = "SF_vars(ExporterLocks(x))";
        final String all = spec.file("Fairness.tla");
        assertTrue(all.contains(strong));
        final SpecText weak = spec.with("Fairness.tla", all.replace(strong, strong.replace("SF", "WF")));
        final Workshop shop =
                new Workshop(new Tlc(weak, folder.resolve("tlc")), folder.resolve("graphs"), line -> {});
        final Design linux = Design.named("Linux73", weak);
        final Counterexample c = new Decisions(shop, manifest).counterexample(linux, "L1");
        assertFalse(c.stays(), Lanes.text(c));
        assertTrue(Lanes.text(c).contains("and again from "), Lanes.text(c));
        final Check both = by(shop, manifest, weak).same(linux, "L1", weak.fairness(), "Linux73-L1");
        assertTrue(both.ok(), both.detail());
        assertFalse(
                by(shop(), manifest, spec).refused(linux, "L1", spec.fairness(), c).isEmpty(),
                "with all of the fairness it is none");
    }

    @Test
    void whatIsNoLassoIsRefusedByTlc() throws Exception {
        final Workshop shop = shop();
        final Design v7 = Design.named("V7", spec);
        final LivenessByTlc by = by(shop, manifest, spec);
        final Counterexample c = new Decisions(shop, manifest).counterexample(v7, "L1");
        final int n = c.frames().size() - 1;
        final Counterexample cut = new Counterexample(c.start(), c.frames().subList(0, n), n);
        assertEquals(1, by.refused(v7, "L1", spec.fairness(), cut).size(), "its last step is possible for ever");
        final Counterexample gap = new Counterexample(
                c.start(), Stream.concat(c.frames().stream().limit(3), c.frames().stream().skip(4)).toList(), n);
        assertTrue(by.refused(v7, "L1", spec.fairness(), gap).stream().anyMatch(f -> f.contains("places")));
    }

    @Test
    void aSearchThatIsWrongIsSeen() throws Exception {
        final Workshop shop = shop();
        final String all = spec.file("Fairness.tla");
        final String most = "/\\ \\A x \\in Exporters : WF_vars(ExporterRuns(x))\n  /\\";
        assertTrue(all.contains(most));
        final SpecText none = spec.with("Fairness.tla", all.replace(most, "/\\"));
        final Design linux = Design.named("Linux73", spec);
        final Check stops = by(shop, manifest, none).same(linux, "L1", spec.fairness(), "Linux73-L1");
        assertTrue(!stops.ok() && stops.detail().contains("the graph says that it is broken, TLC that it holds"), stops.detail());
    }
}
