// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.SpecText;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("tlc")
class LanesTest {
    /** A call, of a driver or of a program, is shown in its lane, and not among the changed variables. */
    @Test
    void callsAreNotAmongWhatChanges() throws Exception {
        final SpecText spec = SpecText.load();
        final String lanes = Lanes.text(new Decisions(Tools.open().shop(), Manifest.load(spec))
                .counterexample(Design.named("CpuUngated", spec), "C2"));
        assertTrue(lanes.contains("> begin("), lanes);
        assertFalse(lanes.contains("cpu[c1]"), lanes);
    }
}
