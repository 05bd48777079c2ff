// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.keep.Kept;
import dmabuf.revoke.service.Tools;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every value of the variable CI counts, except for those that say no. */
class VerifyCommandTest {
    /** Whether a result that is a second old is used, by this JVM and by one that it starts. */
    private static boolean[] uses(final boolean fresh, final String ci) throws Exception {
        try {
            final VerifyCommand verify = new VerifyCommand();
            verify.fresh = fresh;
            final boolean here = verify.open(ci).shop().kept().takes(Instant.now().minusSeconds(1));
            // A part of the verification opens its own tools.
            assertEquals(here, Tools.open().shop().kept().takes(Instant.now().minusSeconds(1)));
            return new boolean[] {here, Tools.options().stream().noneMatch(o -> o.startsWith("-D" + Kept.SINCE + "="))};
        } finally {
            System.clearProperty(Kept.SINCE);
        }
    }

    @Test
    void aFreshRunUsesNothingThatIsOlder() throws Exception {
        assertArrayEquals(new boolean[] {true, true}, uses(false, null));
        assertArrayEquals(new boolean[] {true, true}, uses(false, "false"));
        assertArrayEquals(new boolean[] {false, false}, uses(true, null));
        assertArrayEquals(new boolean[] {false, false}, uses(false, "true"));
    }

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
