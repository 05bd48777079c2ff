// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.lincheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Check;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The verdict of a test under the controlled scheduler: a single schedule is no race. */
class ScheduleTest {
    private static Check check(final long schedules, final String failure) {
        return new Schedule("some-test", schedules, Map.of(), 1, 2, failure).check();
    }

    @Test
    void oneScheduleDecidesNothing() {
        assertEquals(Check.Status.UNDECIDED, check(0, "").status());
        assertEquals(Check.Status.UNDECIDED, check(1, "").status());
        assertTrue(check(1, "").detail().endsWith("so that its calls did not meet"), check(1, "").detail());
        assertTrue(check(2, "").ok());
        assertEquals(Check.Status.DIFFERS, check(1, "FORBIDDEN").status());
    }

    /** What the spec allows and no schedule shows is a failure where there was time for all. */
    @Test
    void eachAllowedOutcomeIsShown() {
        final Check some = new Schedule("some-test", 4000, Map.of(), 1, 2, "").checkOfAll();
        assertEquals(Check.Status.DIFFERS, some.status());
        assertTrue(some.detail().contains("1 of 2 outcomes seen; the spec allows outcomes that no schedule shows"), some.detail());
        assertTrue(new Schedule("some-test", 400, Map.of(), 2, 2, "").checkOfAll().ok());
        assertEquals(Check.Status.UNDECIDED, new Schedule("some-test", 1, Map.of(), 1, 2, "").checkOfAll().status());
    }
}
