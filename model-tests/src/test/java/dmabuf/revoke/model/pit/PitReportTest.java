// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.pit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.tlc.Undecided;
import org.junit.jupiter.api.Test;

/** PIT's report is read correctly, and a time-out proves nothing if the test was slow anyway. */
class PitReportTest {
    private static final String KILLED = "<mutation detected='true' status='KILLED' numberOfTestsRun='2'>\n";
    private static final String TIMED_OUT = "<mutation detected='true' status='TIMED_OUT' numberOfTestsRun='1'>\n";
    private static final String SURVIVED = "<mutation detected='false' status='SURVIVED' numberOfTestsRun='2'>\n";
    private static final String UNCOVERED = "<mutation detected='false' status='NO_COVERAGE' numberOfTestsRun='0'>\n";

    private static String log(final int slowest) {
        return "PIT >> INFO : 0 tests took longer than 2000 ms\nPIT >> INFO : Slowest test ([method:a(int)]) took " + slowest + " ms\n";
    }

    private static PitReport report(final int slowest) throws Undecided {
        return PitReport.read(KILLED + KILLED + TIMED_OUT + SURVIVED, log(slowest), 900);
    }

    @Test
    void aTimeOutCountsIfTheTestTookATenthWithoutAMutant() throws Exception {
        assertEquals(3, report(100).caught());
        assertEquals(75, report(100).percent());
        assertEquals(2, report(101).caught());
        assertTrue(report(101).text().endsWith("time-outs do not count"), report(101).text());
    }

    @Test
    void theAim() throws Exception {
        final Check reached = Pit.check("cuts", report(100));
        assertTrue(reached.ok() && reached.detail().startsWith("3 of 4 are caught (75 %): {KILLED=2, SURVIVED=1, TIMED_OUT=1}"), reached.toString());
        final Check missed = Pit.check("cuts", PitReport.read(KILLED + KILLED + KILLED + SURVIVED + UNCOVERED, log(1), 900));
        assertFalse(missed.ok());
        assertTrue(missed.detail().endsWith("; the aim is 75 %"), missed.toString());
    }

    @Test
    void whatSaysNothingIsNoReport() {
        assertThrows(Undecided.class, () -> PitReport.read("<mutations></mutations>", log(1), 900));
        assertThrows(Undecided.class, () -> PitReport.read(KILLED, "no word of a test", 900));
    }
}
