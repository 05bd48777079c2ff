// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.mutant;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Design;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.service.Tools;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ground truth's decision about who is wrong when the oracle accepts the history: each case is seeded. */
@Tag("tlc")
class BlameTest {
    private static final long SEED = 1;

    @TempDir
    Path place;

    private final Graphs right;
    private final Tools tools;

    BlameTest() throws Exception {
        tools = Tools.open();
        right = Graphs.of(tools);
    }

    private void says(final String mutant, final Graphs graphs, final String... texts) throws Exception {
        final Hunt hunt = new Hunt(Mutant.named(Tools.home(), mutant), place);
        final Technique.Verdict v = hunt.verdict("dma", graphs, SEED);
        for (final String text : texts) {
            assertTrue(!v.agrees() && v.failure().contains(text), () -> v.summary() + "\n" + v.failure());
        }
    }

    @Test
    void hardwareThatKeepsTheAddressesIsTheImporters() throws Exception {
        says("hardware-keeps-the-addresses", right, "The importer is wrong");
    }

    @Test
    void aDeviceThatReadsTooLateIsTheImporters() throws Exception {
        says("reads-go-past-the-iommu", right, "words that nobody may access", "The importer is wrong");
    }

    @Test
    void aRevokeThatWaitsForNoUnmapIsOfImpl() throws Exception {
        says("no-unmap-wait", right, "impl itself has a mapping", "impl is wrong");
    }

    /** Both have ended when revoke returns; but the memory was poisoned before. */
    @Test
    void aJobBetweenTheFenceWaitAndTheReturnIsSeen() throws Exception {
        says("fences-waited-for-after-the-unmaps", right, "when revoke had waited for fences impl itself has a job", "impl is wrong");
    }

    /** Impl does what the spec of another design allows; the ground truth contradicts both. */
    @Tag("full")
    @Test
    void aSpecThatWaitsForNoFenceIsWrong() throws Exception {
        final Graphs wrong = scene -> scene.equals("dma")
                ? tools.shop().graph(Design.named("NoFenceWait", tools.spec()), scene)
                : right.scene(scene);
        says("no-fence-wait", wrong, "The spec is wrong", "its own promise S5");
    }
}
