// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.tlc;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLC's output is an outcome only if it is complete. */
class OutcomeTest {
    /** The output of a second TLC in the same JVM, which returns 0 and prints nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"", "@!@!@STARTMSG 2186:0 @!@!@\nFinished in 00s\n@!@!@ENDMSG 2186 @!@!@\n"})
    void aRunWithoutItsCountsIsUndecided(final String log) {
        final Undecided u = assertThrows(Undecided.class, () -> Outcome.parse(log));
        assertTrue(u.getMessage().contains("TLC stopped in the middle"), u.getMessage());
    }
}
