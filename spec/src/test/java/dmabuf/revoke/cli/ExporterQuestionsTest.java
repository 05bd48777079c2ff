package dmabuf.revoke.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Aside;
import dmabuf.revoke.service.Main;
import dmabuf.revoke.tlc.SpecText;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a reviewer may propose of an exporter, each as one command, and what is refuted that the design itself keeps. Proposals that
 * have a row of their own (bugs 7.50 to 7.52, Quarantine, MemoryShort) are asked by the matrix.
 */
class ExporterQuestionsTest {
    private static final Pattern BREAKS = Pattern.compile("(?m)^\\S+ breaks (\\w+): ");

    private record Answer(int exitCode, String text) {
        /** The claims of which a counterexample is shown: those that the design itself keeps. */
        TreeSet<String> broken() {
            final TreeSet<String> broken = new TreeSet<>();
            final Matcher m = BREAKS.matcher(text);
            while (m.find()) {
                broken.add(m.group(1));
            }
            return broken;
        }
    }

    private static Answer ask(final String... question) {
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        final PrintStream before = System.out;
        try {
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            return new Answer(Main.run(question), said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }

    @Tag("tlc")
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // A sound mend of 7.1: revoke re-arms nothing, and close knows that the buffer is drained.
        "Linux73 Rearm=Restore                                 |",
        // Pages may go last, because no fault brings one back once the flag is set.
        "Reference Zap=Last                                    |",
        // A pin op that refuses; one that asks whether the importer can be told, as v2 has it.
        "Linux73 PinOp=Refuses                                 | Allowed Unaffected",
        "Linux73 RevocableTest=FALSE PinOp=Revocable           |",
        "Linux73 RevocableTest=FALSE PinOp=Revocable --importer static,p2p=TRUE | L1 Refines",
        // Exported while memory is off.
        "Linux73 AtExport=Flagged                              |",
        // Maps that fail before they are counted; what fails after is the row MemoryShort.
        "Linux73 MapError=BeforeCount                          |",
        // A revoke that gives up after a time hangs for no liar, and says so; the liar itself writes on.
        "Quarantine Guest=liar                                 | L6 Refines S5",
    })
    void whatIsProposedIsAnsweredWithWhatItBreaks(final String question, final String broken) {
        final Answer a = ask(("what-if " + question).split(" +"));
        final TreeSet<String> expected = new TreeSet<>(broken == null ? List.of() : List.of(broken.split(" ")));
        assertEquals(expected, a.broken(), a.text);
        assertEquals(expected.isEmpty() ? 0 : 1, a.exitCode, a.text);
    }

    /** What two threads of the exporter do is asked of a scene that has two. */
    @Tag("tlc")
    @Test
    void anOuterLockThatIsDroppedIsJudgedByWhatComesInBetween() {
        final Answer a = ask("what-if", "Linux73", "--revoke",
                "lock,set,broadcast,fences,unlock,put,dropouter,unmaps,retakeouter,rearm");
        assertEquals(1, a.exitCode, a.text);
        assertTrue(a.text.contains("Here the outer lock is dropped within a call."), a.text);
        assertTrue(a.broken().containsAll(List.of("Ends", "S2")), a.text);
    }

    /** Where the lock is held, nothing is asked aside. */
    @Tag("tlc")
    @Test
    void whatHasNoOccasionIsNotAsked() {
        final Answer a = ask("what-if", "Linux73", "--revoke", "lock set broadcast fences unlock put unmaps rearm");
        assertEquals(0, a.exitCode, a.text);
        assertFalse(a.text.contains("Here "), a.text);
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
