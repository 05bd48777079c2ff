// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.model.mutant.Mutant;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The matrix keeps known results, reports cells that are out of date, and counts only results. */
class MatrixRunTest {
    private static final String PATCH = "--- a/impl/A.java\n+++ b/impl/A.java\n@@ -1 +1 @@\n-a\n+b\n";

    @TempDir
    Path home;

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void twoMutants() throws Exception {
        Files.createDirectories(home.resolve("model-tests/mutants"));
        Files.createDirectories(home.resolve("impl"));
        Files.writeString(home.resolve("impl/A.java"), "a\n");
        for (final String m : List.of("one", "two")) {
            Files.writeString(home.resolve("model-tests/mutants/" + m + ".patch"), PATCH);
        }
    }

    private Suite suite(final String name, final boolean draws, final LongPredicate catches) {
        return new Suite() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean draws() {
                return draws;
            }

            @Override
            public boolean alone() {
                return true;
            }

            @Override
            public boolean refusesImpl(final Path place, final long seed) {
                return name.equals("refuser");
            }

            @Override
            public boolean catches(final Mutant mutant, final Path place, final long seed) {
                asked.add(name + " " + mutant.name() + " " + seed);
                return catches.test(seed);
            }
        };
    }

    private MatrixRun run(final Suite own, final Suite other) throws Exception {
        return new MatrixRun(home, List.of(own), List.of(other), MatrixTable.of(file()), home.resolve("work"));
    }

    private Path file() {
        return home.resolve("matrix.tsv");
    }

    private String filled(final MatrixRun run) throws Exception {
        run.fill(Mutant.names(home), run.columns(), () -> false, s -> {});
        return run.text();
    }

    @Test
    void aSuiteThatDrawsRunsUntilItsMedianIsKnown() throws Exception {
        final MatrixRun run = run(suite("sure", false, s -> true), suite("lucky", true, s -> s == 2 || s == 4));
        final String text = filled(run);
        assertEquals(List.of("sure one 1", "sure two 1", "lucky one 1", "lucky one 2", "lucky one 3", "lucky one 4", "lucky one 5",
                "lucky two 1", "lucky two 2", "lucky two 3", "lucky two 4", "lucky two 5"), asked);
        assertTrue(text.contains("2/5 0.0"), text);
        assertTrue(text.contains("2 of 2 mutants are caught by a technique, 0 by another tool."), text);
        asked.clear();
        filled(run(suite("sure", false, s -> true), suite("never", true, s -> false)));
        assertEquals(List.of("never one 1", "never one 2", "never two 1", "never two 2"), asked);
    }

    @Test
    void whatIsKnownIsNotAskedAgain() throws Exception {
        final Suite nothing = suite("nothing", false, s -> false);
        final MatrixRun first = run(suite("sure", false, s -> true), nothing);
        first.fill(List.of("two"), List.of("sure"), () -> false, s -> {});
        first.fill(Mutant.names(home), first.columns(), () -> true, s -> {});
        assertEquals(List.of("sure two 1"), asked);
        assertEquals(3, first.open());
        asked.clear();
        assertEquals(0, run(suite("sure", false, s -> true), nothing).open() - 3);
        filled(run(suite("sure", false, s -> true), nothing));
        assertEquals(List.of("sure one 1", "nothing one 1", "nothing two 1"), asked);
        asked.clear();
        Files.writeString(home.resolve("model-tests/mutants/two.patch"), "# try sure first\n" + PATCH);
        assertEquals(0, run(suite("sure", false, s -> true), nothing).open(), "what is tried first changes no result");
        Files.writeString(home.resolve("model-tests/mutants/two.patch"), PATCH.replace("+b", "+c"));
        assertEquals(2, run(suite("sure", false, s -> true), nothing).open());
        Files.writeString(home.resolve("impl/A.java"), "aa\n");
        assertEquals(4, run(suite("sure", false, s -> true), nothing).open(), "the file that they patch has changed");
        Files.delete(home.resolve("model-tests/mutants/two.patch"));
        filled(run(suite("sure", false, s -> true), nothing));
        assertEquals(3, Files.readAllLines(file()).size(), "a head and the two cells of one mutant");
    }

    @Test
    void whatOnlyAnotherToolCatchesIsNamed() throws Exception {
        final String text = filled(run(suite("none", false, s -> false), suite("peer", false, s -> true)));
        assertTrue(text.contains("0 of 2 mutants are caught by a technique, 2 by another tool.\n"
                + "Only another tool catches one, two.\nNo technique catches one, two.\n"), text);
    }

    /** A missing cell, an old one, and too few noticed mutants each fail a check. */
    @Test
    void theKeptTableIsChecked() throws Exception {
        final Suite peer = suite("peer", false, s -> false);
        final MatrixRun sure = run(suite("sure", false, s -> true), peer);
        assertEquals(List.of(false, false), sure.checks("mutants").stream().map(Check::ok).toList(), "nothing is known yet");
        filled(sure);
        assertEquals(List.of(true, true), sure.checks("mutants").stream().map(Check::ok).toList());
        Files.writeString(home.resolve("model-tests/mutants/three.patch"), PATCH);
        assertEquals(List.of(false, false), run(suite("sure", false, s -> true), peer).checks("mutants").stream().map(Check::ok).toList());
        Files.delete(home.resolve("model-tests/mutants/three.patch"));
        Files.delete(file());
        final MatrixRun none = run(suite("none", false, s -> false), suite("peer", false, s -> true));
        filled(none);
        assertEquals(List.of(true, false), none.checks("mutants").stream().map(Check::ok).toList(), "only another tool notices them");
    }

    /** A suite that is not built here has a column if it was run before. */
    @Test
    void whatIsKeptOfASuiteThatIsNotHereIsShown() throws Exception {
        filled(run(suite("none", false, s -> false), suite("peer", false, s -> true)));
        final String text = new MatrixRun(home, List.of(suite("none", false, s -> false)), List.of(), MatrixTable.of(file()), home.resolve("work")).text();
        assertTrue(text.lines().findFirst().orElse("").endsWith("none      peer"), text);
        assertTrue(text.contains("2 by another tool"), text);
    }

    /** Otherwise it would catch every mutant. */
    @Test
    void aSuiteThatRefusesImplIsNotAsked() throws Exception {
        final Undecided u = assertThrows(Undecided.class,
                () -> filled(run(suite("sure", false, s -> true), suite("refuser", true, s -> true))));
        assertTrue(u.getMessage().contains("refuser refuses impl as it is"), u.getMessage());
        assertEquals(List.of("sure one 1", "sure two 1"), asked);
    }

    @Test
    void aSuiteThatCannotRunIsNoMiss() throws Exception {
        final Suite broken = suite("broken", false, s -> {
            throw new IllegalStateException("seeded");
        });
        assertTrue(assertThrows(Undecided.class, () -> filled(run(suite("sure", false, s -> true), broken))).getMessage().contains("seeded"));
    }

    @Test
    void whatIsUndecidedIsAskedAgain() throws Exception {
        Files.writeString(file(), "mutant\tsuite\tsource\truns\tcaught\tseconds\tdate\twhy\none\tsure\t"
                + Mutant.named(home, "one").digest() + "\t0\t0\t0.0\t2026-11-29\tnot met together\n");
        final MatrixRun run = run(suite("sure", false, s -> true), suite("peer", false, s -> false));
        assertEquals(4, run.open());
        filled(run);
        assertEquals(0, run.open());
    }

    @Test
    void aTableThatCannotBeReadIsRefused() throws Exception {
        Files.writeString(file(), "one\tsure\tabc\t1\t2\t0.1\t2026-11-28\t\n");
        assertTrue(assertThrows(Undecided.class, () -> MatrixTable.of(file())).getMessage().contains("2 of 1 runs"));
        Files.writeString(file(), "one\tsure\tabc\t1\n");
        assertTrue(assertThrows(Undecided.class, () -> MatrixTable.of(file())).getMessage().contains("8 fields"));
        Files.writeString(file(), "one\tsure\tabc\t1\t1\t0.1\tnow\t\n");
        assertTrue(assertThrows(Undecided.class, () -> MatrixTable.of(file())).getMessage().contains("cannot be read"));
    }
}
