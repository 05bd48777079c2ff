// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.lincheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.model.mutant.Mutant;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.stress.jcstress.Canary;
import dmabuf.revoke.stress.litmus.Litmus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Litmus tests under Lincheck: impl shows only allowed outcomes, and seeded faults show others. */
@Tag("fork")
@Tag("tlc")
class ScheduledTest {
    private static final int FEW = 200;

    @TempDir
    Path folder;

    private static List<Litmus> tests() throws Exception {
        return Litmus.folder(Tools.home().resolve("stress/litmus"));
    }

    private static List<Litmus> test(final String name) throws Exception {
        return tests().stream().filter(l -> l.name().equals(name)).toList();
    }

    private Schedule mutated(final Mutant mutant, final String test) throws Exception {
        return new Scheduled(folder.resolve("run"), List.of(mutant.build(folder.resolve("mutant"))), FEW)
                .run(test(test))
                .get(0);
    }

    @Tag("full")
    @Test
    void implShowsWhatIsAllowedOnlyWhateverTheNumberOfColumns() throws Exception {
        for (final Schedule s : new Scheduled(folder).schedules(FEW).run(tests())) {
            assertTrue(s.ok(), s + s.failure());
            assertTrue(s.schedules() > 1, s.toString());
            assertTrue(s.seen() > 1, s.toString());
        }
    }

    @Tag("full")
    @Test
    void aLostRaceIsShownWithItsSchedule() throws Exception {
        final Check c = new Scheduled(folder, List.of(), FEW)
                .canary(Mutant.named(Tools.home(), Canary.MUTANT), tests());
        assertEquals(Check.Status.AS_EXPECTED, c.status(), c.detail());
        final Schedule s = mutated(Mutant.named(Tools.home(), Canary.MUTANT), "use-against-revoke");
        assertTrue(s.failure().startsWith("FORBIDDEN OK, ENODEV, OK, OK, OK, OK, -\n"), s.failure());
        assertTrue(s.failure().contains("setFlag"), s.failure());
        assertEquals("./revoke litmus --schedule use-against-revoke", s.check().replay());
    }

    /** An outcome from real cores is tried again: a schedule shows it, or another outcome, or none does. */
    @Tag("full")
    @Test
    void whatCameOnRealCoresIsTriedAgain() throws Exception {
        final Litmus test = test("use-against-revoke").get(0);
        final String lost = "OK, ENODEV, OK, OK, OK, OK, -";
        final Scheduled mutant = new Scheduled(
                folder.resolve("run"), List.of(Mutant.named(Tools.home(), Canary.MUTANT).build(folder.resolve("mutant"))), FEW);
        assertEquals("a schedule shows it too: ./revoke litmus --schedule use-against-revoke", mutant.retried(test, List.of(lost)));
        assertEquals(
                "a schedule shows something else, FORBIDDEN " + lost + ": ./revoke litmus --schedule use-against-revoke",
                mutant.retried(test, List.of("another outcome")));
        assertTrue(new Scheduled(folder.resolve("impl")).schedules(FEW).retried(test, List.of(lost))
                .matches("no sequentially consistent schedule in \\d+: memory order suspected"));
    }

    /** The second revoke, the last call, waits for ever. */
    @Tag("full")
    @Test
    void whatComesLastShowsACountThatIsNotArmedAgain() throws Exception {
        final Schedule s = mutated(Mutant.named(Tools.home(), "count-not-rearmed"), "map-after-a-race");
        assertFalse(s.ok(), s.toString());
        assertTrue(s.failure().startsWith("nobody goes on, or an error"), s.failure());
    }

    /** A broken lock discipline is an error here too, because the assertions of impl are on. */
    @Tag("full")
    @Test
    void assertionsOfImplAreOn() throws Exception {
        final Path patch = Files.writeString(
                folder.resolve("seeded.patch"),
                "--- a/impl/src/main/java/dmabuf/revoke/impl/AttachmentList.java\n"
                        + "+++ b/impl/src/main/java/dmabuf/revoke/impl/AttachmentList.java\n@@ -15,2 +15,3 @@\n"
                        + "     void insert(final Attachment a) {\n+        assert false;\n"
                        + "         a.older = newest;\n");
        final Schedule s = mutated(
                new Mutant(Tools.home(), patch), "map-against-revoke");
        assertFalse(s.ok(), s.toString());
    }
}
