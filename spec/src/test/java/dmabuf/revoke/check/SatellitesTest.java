// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.service.Main;
import dmabuf.revoke.tlc.Outcome;
import dmabuf.revoke.tlc.Run;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Tlc;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The satellites are compared with their table in both directions. Each way in which the comparison can fail is provoked. */
@Tag("tlc")
class SatellitesTest {
    @TempDir
    Path folder;

    private List<Check> checks(final SpecText spec, final String table) throws Exception {
        final Workshop shop =
                new Workshop(new Tlc(spec, folder.resolve("tlc")), folder.resolve("graphs"), l -> {});
        return new Satellites(shop, SatelliteTable.parse(table)).checks();
    }

    /** The names of the checks that fail, except those of modules that are not in the given part of the table. */
    private List<String> failures(final SpecText spec, final String table) throws Exception {
        return checks(spec, table).stream()
                .filter(c -> !c.ok() && !c.detail().equals("nothing is expected of it"))
                .map(Check::name)
                .toList();
    }

    /** The lines of one module. */
    private static String only(final String module) throws Undecided {
        return SpecText.load().file(SatelliteTable.FILE)
                .lines()
                .filter(l -> l.matches("\\w+\t" + module + "\t.*"))
                .collect(Collectors.joining("\n"));
    }

    private static String changed(final String text, final String from, final String to) {
        assertTrue(text.contains(from), from);
        return text.replace(from, to);
    }

    private static SpecText withModule(final String module, final String from, final String to) throws Undecided {
        final SpecText spec = SpecText.load();
        final String file = "satellites/" + module + ".tla";
        return spec.with(file, changed(spec.file(file), from, to));
    }

    @Tag("full")
    @Test
    void aRefutationThatDoesNotHappenIsAnotherLengthOrIsExtraFails() throws Exception {
        final SpecText spec = SpecText.load();
        final String table = only("Seals");
        assertEquals(
                List.of("Seals TestedOutsideLock SealKept"),
                failures(spec, changed(table, "\tSealKept=6\t", "\tSealKept=5\t")));
        assertEquals(
                List.of("Seals TestedOutsideLock SealKept", "Seals TestedOutsideLock BackingKept"),
                failures(spec, changed(table, "\tSealKept=6\t", "\tBackingKept=6\t")));
        assertEquals(
                List.of("Seals TestedOutsideLock SealKept", "Seals Typo"),
                failures(spec, changed(table, "\tSealKept=6\t", "\tTypo=6\t")));
    }

    @Tag("full")
    @Test
    void otherCountsAndAStateThatIsNotReachedFail() throws Exception {
        final String table = only("Iommufd");
        final String line = table.lines().filter(l -> l.contains("\tLinux73\tright")).findFirst().orElseThrow();
        final String distinct = "\t" + line.split("\t")[7];
        final String other = changed(line, distinct + "\t", distinct + "1\t");
        assertEquals(List.of("Iommufd Linux73 counts"), failures(SpecText.load(), changed(table, line, other)));
        assertEquals(
                List.of("Iommufd Linux73 MapsNothing"),
                failures(withModule("Iommufd", "MapsNothing == ", "MapsNothing == FALSE /\\ "), table));
    }

    @Test
    void aBugThatIsMendedFailsAndItsClaimIsNotSeenToFail() throws Exception {
        final List<String> failed =
                failures(withModule("Seals", "TestsOutside == variant = \"TestedOutsideLock\"", "TestsOutside == FALSE"), only("Seals"));
        assertTrue(failed.contains("Seals TestedOutsideLock SealKept"), failed.toString());
        assertTrue(failed.contains("Seals SealKept is seen to fail"), failed.toString());
    }

    @Test
    void aCaseThatNeverOccursAndAnActionThatNeverFiresFail() throws Exception {
        final SpecText vacuous = withModule(
                "Seals", "SealKeptCase == \"WRITE\" \\in seals\nSealKept == SealKeptCase =>",
                "SealKeptCase == FALSE\nSealKept == \"WRITE\" \\in seals =>");
        assertEquals(List.of("Seals SealKept is seen to fail"), failures(vacuous, only("Seals")));
        final String never = "Never == /\\ FALSE\n         /\\ UNCHANGED vars\n"
                + "         /\\ Step(\"Never\", <<\"x\", \"y\">>, \"f\", \"0\")\n\n";
        final SpecText more = withModule("Seals", "Next == \\/ Lock", never + "Next == \\/ Never \\/ Lock");
        assertEquals(List.of("Seals action Never"), failures(more, only("Seals")));
    }

    @Test
    void whatNoModuleClaimsCannotBeExplained() throws Exception {
        assertEquals(0, Main.run("explain", "Power.StrongGuard", "Reachable"));
        assertEquals(2, Main.run("explain", "Power.StrongGuard", "Reachabel"));
    }

    @Test
    void modulesAreSmall() throws Exception {
        final SpecText spec = SpecText.load();
        for (final String m : spec.satellites()) {
            final List<String> lines = spec.file("satellites/" + m + ".tla").lines().toList();
            assertTrue(lines.size() <= 150, m + " has " + lines.size() + " lines");
            assertTrue(lines.stream().allMatch(l -> l.length() <= 78), m + " has a line of more than 78 columns");
        }
    }

    @Test
    void aModuleOfWhichNothingIsExpectedFails() throws Exception {
        assertTrue(checks(SpecText.load(), only("Seals")).stream().anyMatch(c -> c.name().equals("Poll") && !c.ok()));
    }

    @Tag("full")
    @Test
    void brokenTypesDifferAndWhatDoesNotParseIsUndecided() throws Exception {
        final SpecText types = withModule("Seals", "inode' = \"create\"", "inode' = \"nobody\"");
        assertTrue(checks(types, only("Seals")).stream()
                .anyMatch(c -> c.status() == Check.Status.DIFFERS && c.detail().contains("TypeOK")));
        final SpecText broken = withModule("Seals", "inode' = \"create\"", "inode' = = \"create\"");
        assertTrue(checks(broken, only("Seals")).stream().anyMatch(c -> c.status() == Check.Status.UNDECIDED));
    }

    @Test
    void aBadLineOfTheTableIsNamed() {
        final Undecided u = assertThrows(Undecided.class, () -> SatelliteTable.parse("# fine\nclaim\tA\tB\tnever\tC\n"));
        assertTrue(u.getMessage().contains("line 2") && u.getMessage().contains("never"), u.getMessage());
        for (final String wrong : List.of("right\t1\tB=2", "bug\t1\t-")) {
            assertThrows(
                    Undecided.class, () -> SatelliteTable.parse("variant\tA\tV\t" + wrong + "\t1\t1\t1\tsentence"));
        }
    }

    /** The verdicts from a graph are those of TLC's own invariants, properties and deadlocks. */
    @Tag("full")
    @ParameterizedTest
    @CsvSource({
        "Poll,DeadFile,PROPERTY Always,[][NoGetAtZero]_vars", "Release,NoReleaseLock,INVARIANT NoWayThere,TRUE",
        "LockOrder,OuterInCallback,INVARIANT NoDeadlock,TRUE", "Power,Linux73,PROPERTY Always,[][FailsClean]_vars",
        "Iommufd,ForgetsToAdd,INVARIANT NoneLeft,TRUE"
    })
    void asTlcItselfDecides(final String module, final String variant, final String checked, final String always)
            throws Exception {
        final SpecText spec = SpecText.load();
        final Outcome o = new Tlc(spec, folder.resolve("tlc")).run(new Run(
                "native", module,
                "Start == Init /\\ variant = \"" + variant + "\"\nAlways == " + always + "\nIt == Start /\\ [][Next]_vars",
                "SPECIFICATION It\n" + checked + "\nCHECK_DEADLOCK FALSE\n", false));
        final String claim = always.equals("TRUE") ? checked.split(" ")[1] : always.replaceAll(".*\\[(\\w+)\\].*", "$1");
        final int expected = SatelliteTable.load(spec).variants(module).stream()
                .filter(v -> v.name().equals(variant))
                .map(v -> v.breaks().get(claim))
                .findFirst()
                .orElseThrow();
        assertEquals(expected, o.trace().size());
    }
}
