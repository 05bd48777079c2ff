package dmabuf.revoke.check;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Tlc;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("tlc")
class LanesTest {
    @TempDir
    Path folder;

    /** A call is in its lane, and not among what changes: that of a program as that of a driver. */
    @Test
    void callsAreNotAmongWhatChanges() throws Exception {
        final SpecText spec = SpecText.load();
        final Workshop shop =
                new Workshop(new Tlc(spec, folder.resolve("tlc")), folder.resolve("graphs"), true, l -> {});
        final String lanes = Lanes.text(new Decisions(shop, Manifest.load(spec))
                .counterexample(Design.named("CpuUngated", spec), "C2"));
        assertTrue(lanes.contains("> begin("), lanes);
        assertFalse(lanes.contains("cpu[c1]"), lanes);
    }
}
