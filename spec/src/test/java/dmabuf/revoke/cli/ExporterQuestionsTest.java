// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import static dmabuf.revoke.cli.Answer.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Aside;
import dmabuf.revoke.tlc.SpecText;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Proposals for an exporter that break nothing, each as one command, and the proposals for which more than one scene is asked.
 * Other proposals are in questions.txt, or have a row of the matrix (bugs 7.50 to 7.52, Quarantine, MemoryShort).
 */
class ExporterQuestionsTest {
    @Tag("full")
    @Tag("tlc")
    @ParameterizedTest
    @ValueSource(strings = {
        // A buffer that is exported while memory is off.
        "AtExport=Flagged",
        // Maps that fail before they are counted; those that fail afterwards are the row MemoryShort.
        "MapError=BeforeCount",
    })
    void whatBreaksNothingIsAnsweredSo(final String proposed) {
        final Answer a = ask("what-if", "Linux73", proposed);
        assertEquals(0, a.exitCode(), a.text());
        assertFalse(Pattern.compile("(?m)^\\S+ breaks \\w+: ").matcher(a.text()).find(), a.text());
    }

    /** If the lock is held, no additional question arises. */
    @Tag("tlc")
    @Test
    void whatHasNoOccasionIsNotAsked() {
        final Answer a = ask("what-if", "Linux73", "--revoke", "lock set broadcast fences unlock put unmaps rearm");
        assertEquals(0, a.exitCode(), a.text());
        assertFalse(a.text().contains("Here "), a.text());
    }

    @Test
    void theQuestionsAreThoseOfTheSpec() throws Exception {
        final SpecText spec = SpecText.load();
        final List<Aside> all = Aside.all(spec);
        assertEquals(List.of("OuterDropped", "WaitsUnlocked"), all.stream().map(Aside::situation).toList());
        for (final Aside a : all) {
            assertTrue(spec.scenes().contains(a.scene()), a.toString());
            assertTrue(spec.file("Properties.tla").contains(a.situation() + " |-> " + a.situation()), a.toString());
            assertTrue(spec.file("Properties.tla").contains(a.step() + " |-> " + a.step()), a.toString());
        }
    }
}
