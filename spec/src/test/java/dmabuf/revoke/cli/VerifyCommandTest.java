// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every value that a CI gives the variable CI counts, but for those that say no. */
class VerifyCommandTest {
    @Test
    void anyValueButNoIsACi() {
        for (final String yes : List.of("true", "1", "TRUE", "yes", "drone", "00")) {
            assertTrue(VerifyCommand.isCi(yes), yes);
        }
        for (final String no : Arrays.asList(null, "", " ", "false", "False", "0")) {
            assertFalse(VerifyCommand.isCi(no), no);
        }
    }
}
