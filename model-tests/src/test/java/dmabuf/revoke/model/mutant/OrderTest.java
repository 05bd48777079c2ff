// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.mutant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.model.storm.Storm;
import dmabuf.revoke.service.Tools;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The techniques with which a mutant is hunted. */
class OrderTest {
    private static List<String> order(final String mutant, final boolean all) throws Exception {
        return new Mutants(Tools.home(), null, 1, all).order(Mutant.named(Tools.home(), mutant));
    }

    @Test
    void theOneThatIsNamedComesFirst() throws Exception {
        assertEquals("unit-tests of WorkerTest", order("detach-waits-for-the-return-of-the-worker", false).get(0));
        assertEquals("dma", order("callback-unmaps-under-the-job", false).get(0));
    }

    /** Otherwise each mutant that all other techniques miss would cost the whole time of a storm. */
    @Test
    void aTechniqueOfASetTimeIsAskedOnlyByItsCanaryOrByAll() throws Exception {
        assertEquals(Storm.NAME, order("oldest-attachment-first", false).get(0));
        assertFalse(order("callback-unmaps-under-the-job", false).contains(Storm.NAME));
        assertTrue(order("callback-unmaps-under-the-job", true).contains(Storm.NAME));
    }
}
