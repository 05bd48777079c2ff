// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.model.technique.Techniques;
import dmabuf.revoke.tlc.Undecided;
import org.junit.jupiter.api.Test;

/** One race of the folder as a technique. */
class KeptRaceTest {
    @Test
    void eachHasItsName() throws Exception {
        assertEquals("schedules of touch-against-revoke", Techniques.named("schedules of touch-against-revoke").name());
        final Undecided u = assertThrows(Undecided.class, () -> Techniques.named("schedules of nothing"));
        assertTrue(u.getMessage().contains("touch-against-revoke"), u.getMessage());
    }
}
