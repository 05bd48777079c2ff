// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.tlc;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What TLC says is an outcome only if it says all of it. */
class OutcomeTest {
    /** As a second TLC in one JVM ends: it returns 0, and says nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"", "@!@!@STARTMSG 2186:0 @!@!@\nFinished in 00s\n@!@!@ENDMSG 2186 @!@!@\n"})
    void aRunWithoutItsCountsIsUndecided(final String log) {
        final Undecided u = assertThrows(Undecided.class, () -> Outcome.parse(log));
        assertTrue(u.getMessage().contains("TLC stopped in the middle"), u.getMessage());
    }
}
