// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.service.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The promises of a move, each by one command. The published faults of moves are in questions.txt. */
@Tag("tlc")
class MovesTest {
    private int exitCode;

    private String ask(final String question) {
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        final PrintStream before = System.out;
        try {
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            exitCode = Main.run(question.split(" "));
            return said.toString(StandardCharsets.UTF_8);
        } finally {
            System.setOut(before);
        }
    }

    @Tag("full")
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "FenceWait=None | OldPlace | the copy does not wait for the jobs on the old place",
        "--importer dynamic,fenced=FALSE | OldPlace | the importer publishes no fence",
    })
    void aFaultBreaksThePromise(final String change, final String claim, final String why) {
        final String text = ask("what-if Mover " + change);
        assertEquals(1, exitCode, why + ": " + text);
        assertTrue(text.contains(" breaks " + claim + ": "), why + ": " + text);
    }

    /** Each claim holds for the importers that can follow a move, and its case occurs. */
    @Tag("full")
    @ParameterizedTest
    @CsvSource({"dynamic", "virtio", "odp"})
    void whoBearsAMoveKeepsThePromise(final String kind) {
        final String text = ask("what-if Mover Guest=" + kind);
        assertEquals(0, exitCode, text);
        for (final String claim : new String[] {"NewPlace", "MapAgain"}) {
            assertTrue(text.contains(" " + claim + " "), claim + ": " + text);
        }
        assertEquals(kind.equals("dynamic"), text.matches("(?s).*Its case occurs in: [^\n]*OldPlace.*"),
                "who unmaps in the callback has nothing at the old place any more: " + text);
        assertTrue(text.matches("(?s).*Its case occurs in: [^\n]*NewPlace[^\n]*MapAgain.*"), text);
    }

    /** A pinned buffer does not move, and no callback runs. */
    @Test
    void whoPinsIsNotMoved() {
        final String text = ask("what-if Mover Guest=legacy");
        assertEquals(0, exitCode, text);
        assertTrue(text.contains("No occasion: ") && text.matches("(?s).*No occasion: [^\n]*OldPlace.*"), text);
    }
}
