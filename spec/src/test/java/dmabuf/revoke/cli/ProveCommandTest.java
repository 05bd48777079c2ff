// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A question that cannot be decided gives a message of one line, and counts neither as proved nor as refuted. */
class ProveCommandTest {
    private static String refusal(final String design, final Path solver) {
        final ProveCommand c = new ProveCommand();
        c.design = design;
        c.solver = solver;
        return assertThrows(Undecided.class, c::call).getMessage();
    }

    @Test
    void aDesignWithoutAnInvariantIsNeitherProvedNorRefuted() {
        assertEquals("there is no invariant of Mock, so that nothing is proved or refuted of Mock; there is one of Letter, Linux73,"
                + " Mover, Reference, TellLast, Uverbs", refusal("Mock", null));
    }

    @Test
    void norIsABugOfOne() {
        assertEquals("there is no invariant of ThreeState, so that nothing is proved or refuted of FaultWithoutLock; there is one of"
                + " Letter, Linux73, Mover, Reference, TellLast, Uverbs", refusal("FaultWithoutLock", null));
    }

    @Test
    void aSolverThatIsNoProgramIsNamed() {
        assertEquals("--solver no/such/z3 is no program: the path of a z3 or a cvc5 is wanted",
                refusal("Reference", Path.of("no/such/z3")));
    }
}
