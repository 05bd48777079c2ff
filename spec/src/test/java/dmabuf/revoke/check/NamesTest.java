// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dmabuf.revoke.tlc.Undecided;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
    private static final List<String> ALL = List.of("V5", "V7", "Linux73", "FenceWait", "NoFenceWait");

    @Test
    void caseDoesNotCountAndTheNearestIsProposed() throws Exception {
        assertEquals("Linux73", Names.find("design", "linux73", ALL));
        assertEquals("no design is called Linux74. Did you mean Linux73?", said("Linux74"));
        assertEquals("no design is called Fence. Did you mean FenceWait?", said("Fence"));
        assertEquals("no design is called something. There are V5, V7, Linux73, FenceWait, NoFenceWait", said("something"));
    }

    private static String said(final String typed) {
        return assertThrows(Undecided.class, () -> Names.find("design", typed, ALL)).getMessage();
    }
}
