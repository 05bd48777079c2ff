// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.tlc.Undecided;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command for a question of the page: its words are split as in a shell, and it is never another subcommand. */
class QuestionTest {
    private static List<String> whatIf(final String said) throws Exception {
        return Question.WHAT_IF.command(said.getBytes(StandardCharsets.UTF_8), null);
    }

    @Test
    void wordsAreTakenAsAShellTakesThem() throws Exception {
        assertEquals(List.of("what-if", "Linux73", "FenceWait=None"), whatIf("  Linux73\n FenceWait=None "));
        assertEquals(List.of("what-if", "Linux73", "FenceWait=None"), whatIf("./revoke what-if Linux73 FenceWait=None"));
        assertEquals(List.of("what-if", "Linux73", "Offers={\"revoke\", \"close\"}"), whatIf("Linux73 'Offers={\"revoke\", \"close\"}'"));
        assertEquals(List.of("what-if", "Linux73", "--importer", "dynamic,fenced=FALSE"), whatIf("Linux73 --importer \"dynamic,fenced=FALSE\""));
        assertEquals(List.of("what-if", "a;rm", "$(b)", "`c`", "d|e"), whatIf("a;rm $(b) `c` d|e"));
    }

    @Test
    void whatIsNoQuestionIsSaid() {
        for (final String s : List.of("", "  ", "./revoke what-if")) {
            assertTrue(assertThrows(Undecided.class, () -> whatIf(s)).getMessage().contains("nothing was asked"), s);
        }
        assertTrue(assertThrows(Undecided.class, () -> whatIf("Linux73 'Offers={")).getMessage().contains("a quote is not closed"));
        assertTrue(assertThrows(Undecided.class, () -> Question.named("mutate")).getMessage().contains("what-if, litmus and trace"));
    }
}
