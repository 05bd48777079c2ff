// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.jcstress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.model.mutant.Mutant;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.stress.litmus.Litmus;
import dmabuf.revoke.stress.litmus.LitmusGraphs;
import dmabuf.revoke.stress.litmus.Outcomes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mutant that shows no forbidden outcome is not caught. The run of all litmus tests checks that the canary is caught. */
@Tag("fork")
@Tag("tlc")
class CanaryTest {
    private static final List<Outcomes> TESTS = new ArrayList<>();

    @TempDir
    Path folder;

    @BeforeAll
    static void compute() throws Exception {
        TESTS.addAll(Outcomes.of(new LitmusGraphs(), Litmus.folder(Tools.home().resolve("stress/litmus"))));
    }

    /** The check of impl with one line changed. */
    private Check changed(final String line, final long longest) throws Exception {
        final Path patch = Files.writeString(
                folder.resolve("changed.patch"),
                "--- a/impl/src/main/java/dmabuf/revoke/impl/Errno.java\n"
                        + "+++ b/impl/src/main/java/dmabuf/revoke/impl/Errno.java\n@@ -5,4 +5,4 @@\n"
                        + " public enum Errno {\n     /** The operation has succeeded. */\n-    OK(0),\n+" + line + "\n     /** The buffer is revoked. */\n");
        final Mutant mutant = new Mutant(Tools.home(), patch);
        return new Canary(mutant, folder.resolve("run"), 1, longest).check(TESTS);
    }

    @Tag("full")
    @Test
    void aMutantThatShowsNothingIsNotCaught() throws Exception {
        final Check c = changed("    OK(0), // nothing else", 60);
        assertEquals(Check.Status.DIFFERS, c.status(), c.detail());
        assertTrue(c.detail().startsWith("does not catch changed: use-against-revoke "), c.detail());
        assertTrue(c.detail().contains(" samples, "), c.detail());
    }

    @Tag("full")
    @Test
    void aMutantThatTakesTheJvmDownIsNotCaught() throws Exception {
        final Check c = changed(expression("{ Runtime.getRuntime().halt(3); return 0; }"), 60);
        assertEquals(Check.Status.DIFFERS, c.status(), c.detail());
        assertTrue(c.detail().startsWith("does not catch changed: "), c.detail());
        assertTrue(c.detail().contains("Failed with error code 3; no samples"), c.detail());
    }

    @Tag("full")
    @Test
    void aMutantThatHangsIsUndecidedAndLeavesNothing() throws Exception {
        final Check c = changed(expression("{ for (;;) { Thread.onSpinWait(); } }"), 8);
        assertEquals(Check.Status.UNDECIDED, c.status(), c.detail());
        assertTrue(c.detail().contains("jcstress did not end within 8 s"), c.detail());
        assertEquals(List.of(), ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).toList());
    }

    /** A broken lock discipline is an error in jcstress's JVMs too, because the assertions of impl are on. */
    @Tag("full")
    @Test
    void assertionsOfImplAreOn() throws Exception {
        final Check c = changed(expression("{ assert false : \"seeded\"; return 0; }"), 60);
        assertEquals(Check.Status.DIFFERS, c.status(), c.detail());
        assertTrue(c.detail().contains("AssertionError: seeded"), c.detail());
    }

    private static String expression(final String body) {
        return "    OK(((java.util.function.IntSupplier) () -> " + body + ").getAsInt()),";
    }

    @Test
    void withoutItsMutantOrItsTestItIsUndecided() throws Exception {
        final Check mutant = new Canary(Mutant.named(Tools.home(), "none"), folder, 1, 60).check(TESTS);
        assertEquals(Check.Status.UNDECIDED, mutant.status());
        assertTrue(mutant.detail().contains("none.patch: no such file"), mutant.detail());
        final Check test = new Canary(Tools.home(), folder).check(TESTS.subList(0, 1));
        assertEquals(Check.Status.UNDECIDED, test.status());
        assertTrue(test.detail().contains("no litmus test use-against-revoke"), test.detail());
    }
}
