// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.model.mutant.Mutants;
import dmabuf.revoke.model.storm.Storm;
import dmabuf.revoke.tlc.Undecided;
import org.junit.jupiter.api.Test;

class StormCommandTest {
    @Test
    void aStormThatDoesNotRefuseItsCanaryIsVoid() {
        final Check missed = Check.of(
                Mutants.CANARIES_GROUP, Storm.NAME, false, "does not catch no-fence-wait", "./revoke mutants no-fence-wait");
        final Undecided u = assertThrows(Undecided.class, () -> StormCommand.mustBite(missed));
        assertTrue(u.getMessage().startsWith("the storm is void: it does not catch no-fence-wait"), u::getMessage);
        assertDoesNotThrow(() -> StormCommand.mustBite(Check.of(
                Mutants.CANARIES_GROUP, Storm.NAME, true, "catches no-fence-wait", "")));
    }
}
