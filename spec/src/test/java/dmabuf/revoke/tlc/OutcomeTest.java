// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.tlc;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
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

    private static String message(final int code, final int level, final String text) {
        return "@!@!@STARTMSG " + code + ":" + level + " @!@!@\n" + text + "\n@!@!@ENDMSG " + code + " @!@!@\n";
    }

    private static final String COUNTS = message(2199, 0, "9 states generated, 4 distinct states found, 1 states left on queue.")
            + message(2186, 0, "Finished in 02s");

    /** TLC's server ends in the same way whether it has found an error or not, and names none. */
    @Test
    void aServerHasFoundNoErrorOnlyIfItSaysSo() throws Exception {
        assertTrue(Outcome.parseServed(message(2193, 0, "Model checking completed. No error has been found.") + COUNTS).holds());
        assertThrows(Undecided.class, () -> Outcome.parseServed(COUNTS));
        final String shown = message(2121, 1, "The behavior up to this point is:") + message(2217, 4, "1: <Initial predicate>\n/\\ x = 0\n");
        assertTrue(!Outcome.parseServed(shown + COUNTS).holds());
        assertThrows(Undecided.class, () -> Outcome.parse(shown + COUNTS), "TLC itself names what it has found");
    }
}
