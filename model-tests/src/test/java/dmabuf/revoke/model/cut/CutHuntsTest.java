// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.cut;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.model.mutant.Hunt;
import dmabuf.revoke.model.technique.Techniques;
import dmabuf.revoke.model.unit.UnitTests;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cut must be caught or have a reason, and a reason must belong to a cut that survives. Only the unit tests are run here; no
 * graph is needed.
 */
@Tag("fork")
class CutHuntsTest {
    /** With this cut each waiter of a fence waits for ever. */
    private static final String HANGS = "Event.happen wake: releaseShared(1)";

    private static final String CAUGHT = "Mutex.unlock guard: mustBeHeld()";

    /** An attachment that is inserted again gets a new value, so this cut changes nothing. */
    private static final String SURVIVES = "AttachmentList.remove update: a.older = null";

    private static final String REASON = "reason\twhy\tBecause.\n";

    @TempDir
    Path folder;

    private static Cut cut(final String name) throws Undecided {
        return Cuts.of(Tools.home()).stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    }

    private static String listed(final String word, final Cut c) {
        return Reasons.line(c).replace("survivor\tWHY", word + "\twhy") + "\n";
    }

    private Check hunt(final Cut c, final String reasons) throws Exception {
        final CutHunts hunts = new CutHunts(
                List.of(c), Reasons.parse(reasons), new CutHunt(name -> {
                    throw new Undecided("no graph may be asked for");
                }, List.of(UnitTests.NAME), folder));
        final List<Check> checks = hunts.hunt(List.of(c));
        assertEquals(List.of(c.name(), "rate"), checks.stream().map(Check::name).toList());
        return checks.get(0);
    }

    @Tag("full")
    @Test
    void oneThatIsCaughtNeedsNoReasonAndMayHaveNone() throws Exception {
        final Cut c = cut(CAUGHT);
        final Check plain = hunt(c, "");
        assertTrue(plain.ok() && plain.detail().startsWith("caught by unit-tests after "), plain.toString());
        final Check stale = hunt(c, REASON + listed("survivor", c));
        assertFalse(stale.ok());
        assertTrue(stale.detail().endsWith(", but is listed in " + Reasons.FILE), stale.toString());
        assertTrue(hunt(c, REASON + listed("chance", c)).ok());
    }

    @Test
    void oneThatSurvivesNeedsAReason() throws Exception {
        final Cut c = cut(SURVIVES);
        final Check bare = hunt(c, "");
        assertFalse(bare.ok());
        assertTrue(bare.detail().endsWith(Reasons.line(c)), bare.toString());
        assertEquals("./revoke cuts '" + SURVIVES + "'", bare.replay());
        for (final String word : List.of("survivor", "chance")) {
            final Check with = hunt(c, REASON + listed(word, c));
            assertTrue(with.ok() && with.detail().equals("survives unit-tests: Because."), with.toString());
        }
    }

    /** The watch detects the hang, not a clock: all threads wait, and no thread is left to wake them. */
    @Test
    void oneThatHangsIsSaidToHang() throws Exception {
        final Check c = hunt(cut(HANGS), "");
        assertTrue(c.ok() && c.detail().startsWith("hangs in unit-tests after "), c.toString());
    }

    @Test
    void oneThatIsNoJavaIsNotCaught() throws Exception {
        final Cut fine = cut(CAUGHT);
        final Cut c = new Cut(fine.where(), fine.kind(), fine.text(), fine.file(), List.of(new Cut.Edit(0, 1, "?")));
        final Check plain = hunt(c, "");
        assertTrue(plain.ok() && plain.detail().equals("does not compile"), plain.toString());
        assertFalse(hunt(c, REASON + listed("survivor", c)).ok());
        assertFalse(hunt(c, REASON + listed("chance", c)).ok());
    }

    @Test
    void aReasonOfNothingFails() throws Exception {
        final Cut c = cut(CAUGHT);
        final String gone = REASON + listed("survivor", c).replace("mustBeHeld", "mayBeHeld");
        final CutHunts hunts = new CutHunts(List.of(c), Reasons.parse(gone), null);
        assertFalse(hunts.listed().ok());
        assertTrue(hunts.listed().detail().endsWith("no piece of impl: Mutex.unlock guard: mayBeHeld()"), hunts.listed().toString());
        assertTrue(new CutHunts(List.of(c), Reasons.parse(REASON + listed("survivor", c)), null).listed().ok());
    }

    @Test
    void aListThatIsNoneIsRefused() {
        assertThrows(Undecided.class, () -> Reasons.parse(REASON));
        assertThrows(Undecided.class, () -> Reasons.parse("survivor\twhy\tA.b\tguard\tx\n"));
        assertThrows(Undecided.class, () -> Reasons.parse(REASON + "survivor\twhy\tA.b\tguard\tx\nsurvivor\twhy\tA.b\tguard\tx\n"));
        assertThrows(Undecided.class, () -> Reasons.parse(REASON + "survivor\twhy\tA.b\tguard\n"));
    }

    @Test
    void aSampleIsTheSameForASeed() throws Exception {
        final CutHunts all = new CutHunts(Cuts.of(Tools.home()), Reasons.parse(""), null);
        assertEquals(all.sample(5, 7), all.sample(5, 7));
        assertEquals(5, all.sample(5, 7).size());
        assertFalse(all.sample(5, 7).equals(all.sample(5, 8)));
    }

    /** Otherwise a cut might be caught because of its class loader, and not because of the missing piece. */
    @Test
    void theUnitTestsAgreeWithImplInALoaderOfItsOwn() throws Exception {
        final Hunt hunt = new Hunt("impl", Files.createDirectories(folder.resolve("classes")), folder);
        assertEquals("", hunt.verdict(UnitTests.NAME, null, 1).failure());
    }

    @Test
    void allTechniquesAreAsked() {
        assertTrue(CutHunt.order().containsAll(Techniques.all().stream().map(t -> t.name()).toList()));
        assertEquals(UnitTests.NAME, CutHunt.order().get(0));
    }
}
