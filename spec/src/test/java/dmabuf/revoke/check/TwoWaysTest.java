// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Outcome;
import dmabuf.revoke.tlc.Run;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Tlc;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verdicts from a graph are those of TLC's own invariants and properties, lengths included. */
@Tag("tlc")
class TwoWaysTest {
    private static final Map<String, String> NATIVE = Map.of(
            "Refines", "PROPERTY Refinement",
            "Ends", "PROPERTY StepEnds",
            "S1", "PROPERTY StepS1",
            "S2", "INVARIANT S2",
            "S3", "PROPERTY StepS3",
            "S4", "INVARIANT S4",
            "S5", "INVARIANT S5",
            "S6", "INVARIANT S6",
            "S7", "PROPERTY StepS7");

    @TempDir
    Path folder;

    @Tag("full")
    @ParameterizedTest
    @CsvSource({
        "NoMapTest,Refines", "NeverRevoked,Ends", "FlagSetWithoutLock,S1", "V5,S2", "V7,S3", "ClearedBeforeRearm,S4", "V1,S5",
        "DetachWithoutLock,S6", "FlagSetWithoutLock,S7", "Linux73,Refines", "V1,S4"
    })
    void asTlcItselfDecides(final String design, final String property) throws Exception {
        final SpecText spec = SpecText.load();
        final Tlc tlc = new Tlc(spec, folder.resolve("tlc"));
        final Outcome o = tlc.run(new Run(
                "native",
                "Models",
                "",
                Design.named(design, spec).config(spec.file("scenes/deciding.cfg")) + "SPECIFICATION Spec\n"
                        + NATIVE.get(property) + "\nCHECK_DEADLOCK FALSE\n",
                false));
        final Counterexample c = Counterexample.to(
                Tools.open().shop().graph(Design.named(design, spec), "deciding"), property);
        assertEquals(o.holds(), c == null);
        if (c != null) {
            assertEquals(o.trace().size(), c.length());
        }
    }

    /** One zap takes the pages of two programs; a contract in which one user at a time loses access forbids that. */
    @Tag("full")
    @Test
    void oneZapNarrowsManyUsers() throws Exception {
        final SpecText spec = SpecText.load();
        final String module = spec.file("Revoke.tla");
        final String narrow = "Narrow == /\\ access' \\in [Users -> Accesses]\n";
        assertTrue(module.contains(narrow));
        final SpecText single = spec.with("Revoke.tla", module.replace(
                narrow, narrow + "          /\\ \\E v \\in Users : \\A u \\in Users \\ {v} : access'[u] = access[u]\n"));
        assertTrue(twoPrograms(spec).holds());
        assertFalse(twoPrograms(single).holds());
    }

    private Outcome twoPrograms(final SpecText spec) throws Exception {
        return new Tlc(spec, folder.resolve("tlc")).run(new Run(
                "two-programs", "Models", "",
                Design.named("Reference", spec).config(spec.file("scenes/two-programs.cfg"))
                        + "SPECIFICATION Spec\nPROPERTY Refinement\nCHECK_DEADLOCK FALSE\n",
                false));
    }
}
