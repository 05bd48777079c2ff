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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The comparison with the manifest can fail: each way in which it must has been made to. */
class VerificationTest {
    @TempDir
    Path folder;

    /** The manifest without its designs and bugs, but for one bug; and without the base graph. */
    private static String small(final String bug) throws Undecided {
        return SpecText.load().file(Manifest.FILE)
                .lines()
                .filter(l -> !l.startsWith("design\t") && !l.startsWith("without\t") && !l.startsWith("witness\t"))
                .filter(l -> !l.matches("(bug|graph|cell)\t.*") || l.matches("\\w+\t" + bug + "\t.*"))
                .collect(Collectors.joining("\n"));
    }

    private List<Check> failures(final SpecText spec, final String manifest) throws Exception {
        final Workshop shop = new Workshop(new Tlc(spec, folder.resolve("tlc")), folder.resolve("graphs"), true, l -> {});
        final Verification v = new Verification(shop, Manifest.parse(manifest), false);
        return v.run().checks().stream()
                .filter(c -> !c.ok())
                .filter(c -> List.of("bugs", "counts", "run").contains(c.group()))
                .toList();
    }

    @Test
    void asExpected() throws Exception {
        assertEquals(List.of(), failures(SpecText.load(), small("UnmapWaitUnderLock")));
    }

    @Test
    void aRefutationThatDoesNotHappenFails() throws Exception {
        final String wrong = small("UnmapWaitUnderLock").replace("S2\tholds\t-", "S2\trefuted\t9");
        final List<Check> failed = failures(SpecText.load(), wrong);
        assertEquals(List.of("UnmapWaitUnderLock S2"), failed.stream().map(Check::name).toList());
        assertTrue(failed.get(0).replay().contains("explain"), failed.toString());
    }

    @Test
    void anExtraRefutationAndAnotherLengthFail() throws Exception {
        final String wrong = small("DetachWithoutLock").replace("S6\trefuted\t11", "S6\trefuted\t12");
        assertEquals(1, failures(SpecText.load(), wrong).size());
        final String extra = small("DetachWithoutLock").replace("S6\trefuted\t11", "S6\tholds\t-");
        assertEquals(1, failures(SpecText.load(), extra).size());
    }

    @Test
    void anotherCountFails() throws Exception {
        final String line = small("UnmapWaitUnderLock").lines().filter(l -> l.startsWith("graph")).findFirst().orElseThrow();
        final String wrong = small("UnmapWaitUnderLock").replace(line, line + "9");
        assertEquals(List.of("counts"), failures(SpecText.load(), wrong).stream().map(Check::group).toList());
    }

    @Test
    void aBugThatIsMendedFails() throws Exception {
        final SpecText spec = SpecText.load();
        final String designs = spec.file("Designs.tla");
        final SpecText mended = spec.with("Designs.tla", designs.replace("!.DetachLock = FALSE", "!.DetachLock = TRUE"));
        assertTrue(failures(mended, small("DetachWithoutLock")).stream()
                .anyMatch(c -> c.name().equals("DetachWithoutLock is caught")));
    }

    @Test
    void anActionThatNothingReachesFails() throws Exception {
        final SpecText spec = SpecText.load();
        final String text = spec.file("Callback.tla");
        final String dead = "Never(i) ==\n  /\\ FALSE\n  /\\ UNCHANGED vars\n  /\\ Step(\"Never\", <<i>>, \"f\", \"0\")\n\n";
        final SpecText more = spec.with("Callback.tla", text.replace("CallbackNext ==", dead + "CallbackNext =="));
        final Workshop shop = new Workshop(new Tlc(more, folder.resolve("tlc")), folder.resolve("graphs"), true, l -> {});
        final List<Check> checks =
                new Verification(shop, Manifest.parse(small("UnmapWaitUnderLock")), false).run().checks();
        assertTrue(checks.stream().anyMatch(c -> c.name().equals("action Never") && !c.ok()), checks.toString());
        assertTrue(checks.stream().anyMatch(c -> c.name().equals("action Lock") && c.ok()), checks.toString());
    }

    @Test
    void aBadLineOfTheManifestIsNamed() {
        final Undecided u = assertThrows(Undecided.class, () -> Manifest.parse("# fine\ncell\tV1\tS1\tmaybe\t-\n"));
        assertTrue(u.getMessage().contains("line 2") && u.getMessage().contains("maybe"), u.getMessage());
        assertThrows(Undecided.class, () -> Manifest.parse("cell\tV1\tS1\tnot claimed\t-\n"));
    }

    @Test
    void aSpecThatDoesNotParseIsUndecidedNotDifferent() throws Exception {
        final SpecText spec = SpecText.load();
        final SpecText broken = spec.with("Steps.tla", spec.file("Steps.tla").replace("Fences ==", "Fences = ="));
        assertTrue(failures(broken, small("DetachWithoutLock")).stream()
                .anyMatch(c -> c.status() == Check.Status.UNDECIDED));
    }
}
