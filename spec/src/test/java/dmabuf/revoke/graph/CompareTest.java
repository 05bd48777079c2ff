// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

/** What counts as a difference of two graphs. All states of these graphs are alike, except that one may have the case Full. */
class CompareTest {
    private static TinyGraph step(final String process) {
        return new TinyGraph().by(process, 0, null, 1);
    }

    private static Compare.Difference difference(final TinyGraph a, final TinyGraph b) {
        return Compare.difference(a.graph(), b.graph(), "Full");
    }

    @Test
    void equalGraphsDoNotDiffer() {
        assertEquals(new Compare.Difference("", 0), difference(step("p:1"), step("p:1")));
    }

    @Test
    void aStepThatOnlyOneGraphHas() {
        final TinyGraph more = step("p:1").by("q:1", 0, null, 2);
        assertFalse(difference(more, step("p:1")).first().isEmpty(), "only the first has it");
        assertFalse(difference(step("p:1"), more).first().isEmpty(), "only the second has it");
        assertFalse(difference(step("p:1").by("q:1", 1, null, 2), step("p:1")).first().isEmpty(), "later");
        assertFalse(difference(step("p:1"), step("p:1").by("q:1", 1, null, 2)).first().isEmpty(), "later");
    }

    @Test
    void aStepOfAnotherProcess() {
        assertFalse(difference(step("p:1"), step("q:1")).first().isEmpty());
    }

    @Test
    void onlyAStepToTheCaseIsExpected() {
        assertEquals(new Compare.Difference("", 1), difference(step("p:1").by("q:1", 0, null, 2).full(2), step("p:1")));
        assertFalse(difference(step("p:1").by("q:1", 0, null, 2).full(2), step("p:1").by("r:1", 0, null, 2)).first().isEmpty(),
                "beside an expected difference");
    }

    @Test
    void stepsThatChangeNothingDoNotCount() {
        assertEquals(new Compare.Difference("", 0), difference(step("p:1").by("q:1", 0, null, 0), step("p:1").by("r:1", 1, null, 1)));
    }
}
