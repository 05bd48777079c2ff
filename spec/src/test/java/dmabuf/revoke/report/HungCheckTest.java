// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Check;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A check that hung has failed: it was decided, and it is neither as expected nor an error. */
class HungCheckTest {
    @Test
    void oneThatHungHasFailed() {
        final Check hung = Check.hung("techniques", "dma", "who waits for whom", "./revoke techniques dma");
        assertFalse(hung.ok());
        assertTrue(hung.differs());
        final String xml = JunitXml.of(List.of(hung), 1);
        assertTrue(xml.contains("failures=\"1\" errors=\"0\""), xml);
        assertTrue(xml.contains("<failure message=\"who waits for whom\">"), xml);
    }
}
