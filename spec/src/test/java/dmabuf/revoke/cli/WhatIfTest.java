// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import static dmabuf.revoke.cli.Answer.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Manifest;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The questions of a reviewer: another importer, another program; and those that are refused because they would have no effect.
 */
class WhatIfTest {
    @Tag("tlc")
    @Test
    void aProgramWithoutAWaitIsFound() {
        final Answer a = ask("what-if", "Linux73", "--revoke", "lock set broadcast fences unlock put rearm");
        assertEquals(1, a.exitCode(), a.text());
        assertTrue(a.text().contains(" breaks Refines: "), a.text());
    }

    /** Linux73 has no page that could fault. A change of how a fault tests the flag has no effect, and the answer must say so. */
    @Tag("full")
    @Tag("tlc")
    @Test
    void aKnobThatNothingReadsIsSaidToMakeNoDifference() {
        final String no = "The change makes no difference here: every cell is as in Linux73, including lengths and occasions.\n";
        final Answer read = ask("what-if", "Linux73", "RestoreTells=FALSE");
        assertFalse(read.text().contains("makes no difference"), read.text());
        assertTrue(read.text().contains(" breaks ToldBack as Linux73 does, but in 25 states instead of 29.\n\n"), read.text());
        assertTrue(read.text().contains("ClearFlag: "), "the lanes are shown: " + read.text());
        final Answer unread = ask("what-if", "Linux73", "Fault=NoLock");
        assertEquals(0, unread.exitCode(), unread.text());
        assertTrue(unread.text().contains(no), unread.text());
    }

    /** The name of a change is used as the name of a file, whose length is limited. */
    @Tag("full")
    @Tag("tlc")
    @Test
    void aLongProgramIsDecided() {
        final Answer a = ask("what-if", "Linux73", "--revoke", "lock unlock ".repeat(40) + "lock,set,unlock");
        assertEquals(1, a.exitCode(), a.text());
        assertTrue(a.text().contains("Linux73-changed-"), a.text());
    }

    /** A claim whose case never occurs, or that is not claimed, must not be answered with yes. */
    @Tag("tlc")
    @Test
    void explainSaysYesOnlyOfWhatWasPutToTheTest() {
        assertEquals("Before keeps Unmapped.\n", ask("explain", "Before", "Unmapped").text());
        assertEquals("Before gives no occasion for ToldBack: its case never occurs. The exporter offers no revoke.\n",
                ask("explain", "Before", "ToldBack").text());
        assertEquals("S3 is not claimed of V1. No mapping is counted before v5 (reference 3.2).\n", ask("explain", "V1", "S3").text());
    }

    /** A number of the reference, the name of a claim, and the name of a situation each have an answer. */
    @Tag("tlc")
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "D1; Linux73 breaks ToldBack: ",
        "h6; CpuUngated: Revoke does not touch the paths of the CPU",
        "OldPlace; MoveUntold breaks OldPlace: ",
        "oldplace; MoveUntold breaks OldPlace: ",
        "D7; D7 occurs in Reference, and is no fault: ",
        "turnsaway; TurnsAway occurs in Reference, and is no fault: ",
        "D1 ToldBack; Linux73 breaks ToldBack: ",
        "l6 before; Before gives no occasion for L6: ",
        "L6 fickleimporter; FickleImporter breaks L6: ",
    })
    void aNumberAClaimAndASituationAreExplained(final String typed, final String says) {
        final Answer a = ask(("explain " + typed).split(" "));
        assertEquals(0, a.exitCode(), a.text());
        assertTrue(a.text().contains(says), a.text());
    }

    /** The matrix ends with what only --full explores, except for programs. */
    @Tag("full")
    @Tag("tlc")
    @Test
    void theMatrixSaysWhatRestsOnFull() throws Exception {
        final String rests = Manifest.load(SpecText.load()).restsOnFull();
        final Answer a = ask("designs");
        assertEquals(0, a.exitCode(), a.error());
        assertTrue(a.text().endsWith("\n" + rests + System.lineSeparator()), a.text());
        assertFalse(ask("designs", "--tsv").text().contains(rests), "a table has rows only");
    }

    /** A number lists each bug with the claim that it is known for first. */
    @Tag("tlc")
    @Test
    void aNumberOfSeveralBugsListsThem() {
        final String text = ask("explain", "7.5").text();
        assertTrue(text.contains(String.format("  NoFenceWait: Revoke does not wait for fences%n    S5 ")), text);
        assertTrue(text.contains(String.format("  NoUnmapWait: Revoke does not wait for unmaps%n    S2 ")), text);
        assertTrue(text.contains("\nThe first of them:\n\nNoFenceWait breaks S5: "), text);
    }

    /** A counterexample that has another length than the manifest says is shown, and the exit code says so. */
    @Tag("tlc")
    @Test
    void aCounterexampleThatIsNotAsExpected(@TempDir final Path folder) throws Exception {
        final SpecText spec = SpecText.load();
        final String manifest = spec.file(Manifest.FILE);
        final String shorter = manifest.replaceFirst("(\ncell\tMoveUntold\tOldPlace\trefuted)\t\\d+", "$1\t1");
        assertNotEquals(manifest, shorter);
        spec.with(Manifest.FILE, shorter).writeTree(folder);
        final String before = System.setProperty("revoke.spec", folder.toString());
        try {
            for (final String[] question : List.of(
                    new String[] {"explain", "MoveUntold", "OldPlace"}, new String[] {"explain", "MoveUntold"},
                    new String[] {"explain", "OldPlace"})) {
                final Answer a = ask(question);
                assertEquals(1, a.exitCode(), a.text() + a.error());
                assertTrue(a.text().contains("MoveUntold breaks OldPlace: "), a.text());
            }
        } finally {
            if (before == null) {
                System.clearProperty("revoke.spec");
            } else {
                System.setProperty("revoke.spec", before);
            }
        }
    }

    /** A name that is known is never said to be unknown. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "D7 L1; D7 is a situation, of which nothing is claimed: ./revoke explain D7 shows how it occurs",
        "D1 S5; D1 has no counterexample of S5, but of ToldBack: ./revoke explain D1",
        "L6 S5; L6 has no counterexample of S5, but of L6: ./revoke explain L6",
        "L7 S5; no design, bug, claim or satellite is called L7. Did you mean ",
    })
    void aClaimOfWhatHasNoneIsRefused(final String typed, final String says) {
        final Answer a = ask(("explain " + typed).split(" "));
        assertEquals(2, a.exitCode(), a.text());
        assertTrue(a.error().contains(says), a.error());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "dynamo fenced=FALSE; no kind of importer is called dynamo. Did you mean dynamic?",
        "dynamic fance=FALSE; no field of an importer is called fance.",
        "dynamic fenced=MAYBE; fenced cannot be MAYBE; it is one of FALSE, TRUE",
        "dynamic fenced; fenced cannot be left without a value; it is one of FALSE, TRUE",
        "dynamic response=later; response of dynamic is later already",
        "dynamic; give a field to change of dynamic",
        ",; the name of a kind of importer is empty. There are dynamic, "
    }, quoteCharacter = '\0')
    void anImporterThatThereIsNotIsRefused(final String typed, final String why) throws Exception {
        final SpecText spec = SpecText.load();
        final Undecided u = assertThrows(Undecided.class, () -> KindChange.of(spec, typed));
        assertTrue(u.getMessage().startsWith(why.split(";")[0]), u.getMessage());
        assertEquals(1, u.getMessage().lines().count());
    }

    /**
     * Questions whose case would never occur, or whose program would never run, are refused, because a yes would be worth
     * nothing.
     */
    @Test
    void whatWouldNeverBePutToTheTestIsRefused() {
        assertEquals(2, ask("what-if", "Linux73", "Guest=liar", "--importer", "dynamic,fenced=FALSE").exitCode());
        assertEquals(2, ask("what-if", "Mover", "--revoke", "lock,set,unlock").exitCode());
        assertEquals(2, ask("what-if", "Letter", "--restore", "lock,clear,unlock").exitCode());
        assertEquals(2, ask("what-if", "Linux73", "Offers={}").exitCode());
        assertEquals(2, ask("what-if", "Linux73", "--revoke", "broadcast lock set fences unlock put unmaps rearm").exitCode());
    }

    /** The put of the exporter's own reference says nothing about devices while the wait for fences is still to come. */
    @Test
    @Tag("tlc")
    @Tag("full")
    void aPutBeforeTheFenceWaitClaimsNothing() throws Exception {
        final Answer a = ask("what-if", "Linux73", "--revoke", "lock set broadcast unlock put fences unmaps rearm");
        assertTrue(a.text().startsWith("Linux73-lock-set-broadcast-unlock-put-fences-unmaps-rearm also breaks what Linux73 breaks: "
                + "ToldBack, Permanent, Consistent.\n"), a.text());
    }

    /** A broadcast without the lock would call no callback, and the verdict would be about something else. */
    @Test
    void aBroadcastNeedsTheLock() throws Exception {
        final SpecText spec = SpecText.load();
        for (final String no : List.of("broadcast lock set unlock", "lock set unlock broadcast fences put unmaps rearm")) {
            final Undecided u = assertThrows(Undecided.class, () -> ProgramChange.ofRevoke(spec, no).locked());
            assertTrue(u.getMessage().contains("without the reservation lock"), u.getMessage());
        }
        ProgramChange.ofRevoke(spec, "lock set broadcast unlock fences put unmaps rearm").locked();
        ProgramChange.ofRestore(spec, "lock clear unlock lock broadcast unlock").locked();
    }

    @Test
    void aStepThatThereIsNotIsRefused() throws Exception {
        final SpecText spec = SpecText.load();
        final Undecided u = assertThrows(Undecided.class, () -> ProgramChange.ofRevoke(spec, "lock set boardcast"));
        assertEquals("no step of a program is called boardcast. Did you mean broadcast?", u.getMessage());
        assertEquals("lock-set", ProgramChange.ofRevoke(spec, " ,LOCK  set, ").name());
        for (final String nothing : new String[] {"", " ", ",", " , "}) {
            final Undecided empty = assertThrows(Undecided.class, () -> ProgramChange.ofRevoke(spec, nothing));
            assertTrue(empty.getMessage().startsWith("the name of a step of a program is empty. There are lock, "), empty.getMessage());
        }
    }

    /** Every step that the knobs can put into a revoke or a restore can be typed too, except for the first and the last one. */
    @Test
    void eachStepOfAProgramCanBeTyped() throws Exception {
        final SpecText spec = SpecText.load();
        final TreeSet<String> steps = new TreeSet<>();
        Pattern.compile("<<\"[^>]*>>").matcher(spec.file("Steps.tla").replaceFirst("(?s)MoveSteps\\(d\\) ==.*?\n\n", "")).results()
                .flatMap(t -> Pattern.compile("\"(\\w+)\"").matcher(t.group()).results())
                .forEach(s -> steps.add(s.group(1)));
        steps.removeAll(List.of("outer", "finish"));
        assertTrue(steps.size() > 8, steps.toString());
        for (final String s : steps) {
            assertEquals(s, ProgramChange.ofRevoke(spec, s).name());
        }
        assertThrows(Undecided.class, () -> ProgramChange.ofRevoke(spec, "outer"));
    }
}
