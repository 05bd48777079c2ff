// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * If the translator does not know an expression, or finds a fault in the modules, it reports it with the location; it guesses
 * nothing.
 */
class TranslatorTest {
    private static SpecText changed(final String file, final String text, final String by) throws Undecided {
        final SpecText spec = SpecText.load();
        final String all = spec.file(file);
        assertTrue(all.contains(text), () -> file + " does not say " + text);
        return spec.with(file, all.replace(text, by));
    }

    private static String refusal(final SpecText spec) throws Undecided {
        final Prover prover = new Prover(spec);
        return assertThrows(Undecided.class, () -> new Conditions(prover.protocol("Linux73", false)).all()).getMessage();
    }

    @Test
    void aConstructThatIsNotKnownIsNamedWithItsPlace() throws Exception {
        final String said = refusal(changed("Proof.tla", "Always   == TRUE", "Always   == Explored \\in STRING"));
        assertTrue(said.matches("Proof.tla line \\d+, column \\d+: STRING is not understood by prove"), said);
    }

    @Test
    void aVariableThatAStepLeavesOpenIsNamed() throws Exception {
        final String said = refusal(changed("Exporter.tla", "outer, flag, closed, asked, count, comp,\n                 importer, drv",
                "outer, flag, closed, count, comp,\n                 importer, drv"));
        assertTrue(said.contains("leaves [asked] open in Lock"), said);
    }

    @Test
    void aVariableThatAStepAssignsTwiceIsNamed() throws Exception {
        final String said = refusal(changed("Exporter.tla", "  /\\ flag' = TRUE\n", "  /\\ flag' = TRUE\n  /\\ flag' = TRUE\n"));
        assertTrue(said.matches("Exporter.tla line \\d+, column \\d+: = assigns flag a second time"), said);
    }

    @Test
    void anOrderThatIsForgottenIsNotComparedWith() throws Exception {
        final String said = refusal(changed("Exporter.tla", "  /\\ todo # << >>\n  /\\ i = Head", "  /\\ todo # list\n  /\\ i = Head"));
        assertTrue(said.startsWith("Exporter.tla line ") && said.contains("whose order prove has forgotten"), said);
    }

    @Test
    void aNextStateIsFoundForEachActionOfTheDesign() throws Exception {
        final Protocol p = new Prover(SpecText.load()).protocol("Linux73", false);
        final Set<String> actions = p.steps().stream().map(Step::action).collect(Collectors.toSet());
        assertTrue(actions.containsAll(Set.of("Lock", "SetFlag", "Notify", "Map", "InvalidateUnmap", "Signal", "Finish")), actions::toString);
        assertTrue(p.steps().stream().allMatch(s -> s.next().keySet().equals(p.variables())));
        assertEquals(1, p.initial().size());
    }
}
