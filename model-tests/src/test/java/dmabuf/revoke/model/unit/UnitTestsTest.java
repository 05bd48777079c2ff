// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.model.technique.Techniques;
import dmabuf.revoke.tlc.Undecided;
import org.junit.jupiter.api.Test;

class UnitTestsTest {
    @Test
    void theTestsOfOneClassAreATechnique() throws Exception {
        assertEquals("unit-tests of PollTest", Techniques.named("unit-tests of PollTest").name());
    }

    @Test
    void aClassThatThereIsNotIsAnsweredWithTheNearest() {
        final Undecided u = assertThrows(Undecided.class, () -> Techniques.named("unit-tests of PolTest"));
        assertTrue(u.getMessage().contains("PollTest"), u.getMessage());
    }
}
