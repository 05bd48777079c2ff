// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Tlc;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The comparison with the manifest can fail: each way in which it must fail is provoked. */
@Tag("tlc")
class VerificationTest {
    /** For the unchanged spec, which is explored once for all tests. */
    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    /** The same for safety alone, which takes one run of TLC. */
    private static String small(final String bug) throws Undecided {
        return smallWithLiveness(bug)
                .lines()
                .filter(l -> !l.matches("(property|cell\t\\w+)\tL\\d\t.*"))
                .filter(l -> !l.matches("graph\t\\w+\t(?!deciding).*"))
                .collect(Collectors.joining("\n"));
    }

    /** The manifest without its designs and bugs, but for one bug; and without the base graph. */
    private static String smallWithLiveness(final String bug) throws Undecided {
        return SpecText.load().file(Manifest.FILE)
                .lines()
                .filter(l -> !l.matches("(design|without|witness|live|same|full)\t.*"))
                .filter(l -> !l.matches("(bug|graph|cell)\t.*") || l.matches("\\w+\t" + bug + "\t.*"))
                .collect(Collectors.joining("\n"));
    }

    private static List<Check> checks(final String manifest) throws Exception {
        return checks(shared, SpecText.load(), manifest);
    }

    private List<Check> checks(final SpecText spec, final String manifest) throws Exception {
        return checks(folder, spec, manifest);
    }

    private static List<Check> checks(final Path folder, final SpecText spec, final String manifest) throws Exception {
        final Workshop shop = new Workshop(new Tlc(spec, folder.resolve("tlc")), folder.resolve("graphs"), l -> {});
        return new Verification(shop, Manifest.parse(manifest), false).run().checks();
    }

    private static List<Check> failures(final List<Check> checks) {
        return checks.stream()
                .filter(c -> !c.ok())
                .filter(c -> List.of("bugs", "counts", "run").contains(c.group()))
                .toList();
    }

    @Test
    void asExpected() throws Exception {
        assertEquals(List.of(), failures(checks(smallWithLiveness("UnmapWaitUnderLock"))));
    }

    @Tag("full")
    @Test
    void aRefutationThatDoesNotHappenFails() throws Exception {
        final String wrong = small("UnmapWaitUnderLock").replace("S2\tholds\t-", "S2\trefuted\t9");
        final List<Check> failed = failures(checks(wrong));
        assertEquals(List.of("UnmapWaitUnderLock S2"), failed.stream().map(Check::name).toList());
        assertTrue(failed.get(0).replay().contains("explain"), failed.toString());
    }

    @Tag("full")
    @Test
    void anExtraRefutationAndAnotherLengthFail() throws Exception {
        final String wrong = small("DetachWithoutLock").replaceAll("S6\trefuted\t\\d+", "S6\trefuted\t99");
        assertEquals(1, failures(checks(wrong)).size());
        final String extra = small("DetachWithoutLock").replaceAll("S6\trefuted\t\\d+", "S6\tholds\t-");
        assertEquals(1, failures(checks(extra)).size());
    }

    @Test
    void anotherCountFails() throws Exception {
        final String line = small("UnmapWaitUnderLock").lines().filter(l -> l.startsWith("graph")).findFirst().orElseThrow();
        final String wrong = small("UnmapWaitUnderLock").replace(line, line + "9");
        assertEquals(List.of("counts"), failures(checks(wrong)).stream().map(Check::group).toList());
    }

    @Test
    void aBugThatIsMendedFails() throws Exception {
        final SpecText spec = SpecText.load();
        final String bugs = spec.file("Bugs.tla");
        final SpecText mended = spec.with("Bugs.tla", bugs.replace("!.DetachLock = FALSE", "!.DetachLock = TRUE"));
        assertTrue(failures(checks(mended, small("DetachWithoutLock"))).stream()
                .anyMatch(c -> c.name().equals("DetachWithoutLock is caught")));
    }

    /** A claim that fails where its case does not occur is undecided. */
    @Tag("full")
    @Test
    void aRefutationWithoutItsCaseDecidesNothing() throws Exception {
        final SpecText spec = SpecText.load();
        final SpecText narrow = with(spec, "Safety.tla", "S6case == \\E i \\in Importers : cb[i] # Idle", "S6case == closed");
        assertTrue(checks(narrow, small("DetachWithoutLock")).stream().anyMatch(c -> c.status() == Check.Status.UNDECIDED
                && c.detail().contains("S6 fails in DetachWithoutLock (scene deciding) where its case does not occur")));
    }

    /** A claim whose case never occurs does not count as kept, and the number of occurrences is compared. */
    @Tag("full")
    @Test
    void aCaseThatDoesNotOccurOrOccursOtherwiseFails() throws Exception {
        final SpecText spec = SpecText.load();
        final SpecText never = with(spec, "Safety.tla", "C2case == \\E c", "C2case == FALSE /\\ \\E c");
        assertEquals(
                List.of("ZapFirst C2: no occasion; expected: holds; its case occurs "),
                failures(checks(never, small("ZapFirst"))).stream()
                        .filter(c -> c.group().equals("bugs"))
                        .map(c -> c.name() + ": " + c.detail().replaceAll("\\d+ times$", ""))
                        .toList());
        final String line = small("ZapFirst").lines().filter(l -> l.startsWith("cell\tZapFirst\tC2\t")).findFirst().orElseThrow();
        assertEquals(
                List.of("ZapFirst C2"),
                failures(checks(small("ZapFirst").replace(line, line + "9"))).stream().map(Check::name).toList());
    }

    private static SpecText with(final SpecText spec, final String module, final String old, final String other) throws Undecided {
        assertTrue(spec.file(module).contains(old), old);
        return spec.with(module, spec.file(module).replace(old, other));
    }

    @Tag("full")
    @Test
    void anActionThatNothingReachesFails() throws Exception {
        final SpecText spec = SpecText.load();
        final String text = spec.file("Callback.tla");
        final String dead = "Never(i) ==\n  /\\ FALSE\n  /\\ UNCHANGED vars\n  /\\ Step(\"Never\", <<i>>, \"f\", \"0\")\n\n";
        final SpecText more = spec.with("Callback.tla", text.replace("CallbackNext ==", dead + "CallbackNext =="));
        final List<Check> checks = checks(more, small("UnmapWaitUnderLock"));
        assertTrue(checks.stream().anyMatch(c -> c.name().equals("action Never") && !c.ok()), checks.toString());
        assertTrue(checks.stream().anyMatch(c -> c.name().equals("action Lock") && c.ok()), checks.toString());
    }

    @Tag("full")
    @Test
    void aManifestThatSaysTooLittleOrTooMuchFails() throws Exception {
        final SpecText spec = SpecText.load();
        final String text = spec.file("Callback.tla");
        final String mute = "Mute(i) ==\n  /\\ FALSE\n  /\\ UNCHANGED <<fixed, shared, importer, calls>>\n\n";
        final SpecText more = spec.with("Callback.tla", text.replace("CallbackNext ==", mute + "CallbackNext =="));
        final String wrong = small("UnmapWaitUnderLock")
                        .replaceAll("(?m)^graph.*\n", "")
                        .replace("7.5\tLinux73", "7.5\tV7")
                + "\ncell\tNobody\tS1\tholds\t-\t1\ncell\tUnmapWaitUnderLock\tS99\tholds\t-\t1";
        final List<String> failed = checks(more, wrong).stream()
                .filter(c -> c.group().equals("manifest") && !c.ok())
                .map(Check::name)
                .toList();
        assertEquals(
                List.of("UnmapWaitUnderLock deciding", "Nobody S1", "UnmapWaitUnderLock S99", "UnmapWaitUnderLock", "Mute(i)"),
                failed);
    }

    @Test
    void aGraphThatIsNotExploredIsUndecided() throws Exception {
        final String more = small("UnmapWaitUnderLock") + "\ngraph\tV1\tdeciding\t1\t1\t1";
        assertTrue(checks(more).stream()
                .anyMatch(c -> c.name().equals("V1 deciding") && c.status() == Check.Status.UNDECIDED));
    }

    @Test
    void designsThatAreNotTheSameFail() throws Exception {
        final String manifest = small("NeverRestored")
                + "\ngraph\tReference\tnever\t1\t1\t1\ngraph\tBefore\tnever\t1\t1\t1"
                + "\nsame\tReference\tBefore\tnever\tTurnsAway\tOne difference."
                + "\nsame\tReference\tBefore\tnever\tTold\tAnother.";
        assertEquals(
                List.of(true, false),
                checks(manifest).stream().filter(c -> c.group().equals("same")).map(Check::ok).toList());
    }

    /** A wait that covers its own class only is right for BOOKKEEP jobs, and wrong for the others. */
    @Tag("full")
    @Test
    void aClaimThatFailsInAnotherSceneFails() throws Exception {
        final SpecText spec = SpecText.load();
        final SpecText mutant =
                spec.with("Kinds.tla", spec.file("Kinds.tla").replace("UsageRank(u) <= UsageRank(w)", "UsageRank(u) = UsageRank(w)"));
        final String manifest = small("NeverRestored").replace("NeverRestored\tdeciding", "NeverRestored\tclasses");
        assertEquals(
                List.of("NeverRestored classes Refines", "NeverRestored classes S5"),
                checks(mutant, manifest).stream()
                        .filter(c -> c.group().equals("scenes") && !c.ok())
                        .map(Check::name)
                        .toList());
        assertTrue(checks(spec, manifest).stream().filter(c -> c.group().equals("scenes")).allMatch(Check::ok));
    }

    @Tag("full")
    @Test
    void livenessThatIsLostWithTwoThreadsFails() throws Exception {
        final String manifest = small("NeverRestored") + "\nproperty\tL1\tliveness\tEvery revoke, close and move ends."
                + "\nlive\tUnmapWaitUnderLock\tL1\tthreads";
        assertEquals(
                List.of("UnmapWaitUnderLock threads L1"),
                checks(manifest).stream()
                        .filter(c -> c.group().equals("scenes") && !c.ok())
                        .map(Check::name)
                        .toList());
    }

    /** A conjunct of the fairness that is not needed, one that no run shows to be needed, and one with another counterexample. */
    @Tag("full")
    @Test
    void fairnessThatIsNotNeededFails() throws Exception {
        final String manifest = small("NeverRestored")
                + "\nproperty\tL1\tliveness\tEvery revoke, close and move ends."
                + "\nwithout\tVmapsEnd\tLinux73\tL1\t14\nwithout\tFencesSignal\tLinux73\tL1\t99";
        final List<Check> checks = checks(manifest).stream()
                .filter(c -> c.group().equals("fairness") && !c.ok())
                .toList();
        final String all = checks.stream().map(Check::detail).collect(Collectors.joining("\n"));
        assertTrue(all.contains("without it L1 of Linux73 is not refuted; expected: refuted in 14"), all);
        assertTrue(all.contains("; expected: refuted in 99"), all);
        assertTrue(all.contains("no run shows which property fails without it"), all);
    }

    @Test
    void aSituationThatNothingReachesFails() throws Exception {
        final SpecText spec = SpecText.load();
        final Manifest manifest = Manifest.parse(spec.file(Manifest.FILE));
        final Tally nothing = new Tally(manifest.witnesses());
        final List<String> unreached = new Comparison(manifest, spec, List.of(), nothing).checks(true).stream()
                .filter(c -> c.group().equals("witness") && c.status() == Check.Status.DIFFERS)
                .map(Check::name)
                .toList();
        assertEquals(manifest.witnesses().stream().map(Manifest.Witness::name).toList(), unreached);
        assertTrue(unreached.contains("D3"), unreached.toString());
    }

    @Test
    void aSpecThatBreaksItsTypesDiffers() throws Exception {
        final SpecText spec = SpecText.load();
        final SpecText broken =
                spec.with("Exporter.tla", spec.file("Exporter.tla").replace("resv' = x", "resv' = \"nobody\""));
        assertTrue(failures(checks(broken, small("DetachWithoutLock"))).stream()
                .anyMatch(c -> c.status() == Check.Status.DIFFERS && c.detail().contains("TypeOK")));
    }

    @Test
    void aBadLineOfTheManifestIsNamed() {
        final Undecided u = assertThrows(Undecided.class, () -> Manifest.parse("# fine\ncell\tV1\tS1\tmaybe\t-\t1\n"));
        assertTrue(u.getMessage().contains("line 2") && u.getMessage().contains("maybe"), u.getMessage());
        for (final String wrong : List.of(
                "not claimed\t-\t-", "no occasion\t-\t0", "holds\t-\t0\tnever occurs", "refuted\t9\t0", "holds\t-")) {
            assertThrows(Undecided.class, () -> Manifest.parse("cell\tV1\tS1\t" + wrong + "\n"), wrong);
        }
    }

    @Test
    void aSpecThatDoesNotParseIsUndecidedNotDifferent() throws Exception {
        final SpecText spec = SpecText.load();
        final SpecText broken = spec.with("Steps.tla", spec.file("Steps.tla").replace("Fences(d) ==", "Fences(d) = ="));
        assertTrue(failures(checks(broken, small("DetachWithoutLock"))).stream()
                .anyMatch(c -> c.status() == Check.Status.UNDECIDED));
    }
}
