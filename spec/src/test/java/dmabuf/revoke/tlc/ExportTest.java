// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.tlc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Design;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.GraphFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLC's export is complete, and each recalled value is what TLC would evaluate. */
@Tag("tlc")
class ExportTest {
    private static final String CHECKED = "-Drevoke.recall.checked=true";

    @TempDir
    Path folder;

    private Graph graph(final Run run, final String design, final String... options) throws Exception {
        final Tlc tlc = new Tlc(SpecText.load(), folder) {
            @Override
            List<String> options() {
                return List.of(options);
            }
        };
        return tlc.graphs(run, "scene", d -> "digest").get(design);
    }

    private static String config(final String design, final String scene) throws Undecided {
        final SpecText spec = SpecText.load();
        return Design.named(design, spec).config(spec.file("scenes/" + scene + ".cfg"));
    }

    private String complaint(final Run run, final String... options) {
        final Undecided u = assertThrows(Undecided.class, () -> graph(run, "Linux73", options));
        assertFalse(u.getMessage().contains("\n"), "one line: " + u.getMessage());
        return u.getMessage();
    }

    /** A run whose export is spoilt by a line of its configuration and by the definitions for it. */
    private static Run spoilt(final String definitions, final String lines) throws Undecided {
        return new Run("spoilt", "Export", definitions,
                config("Linux73", "returns") + "\nINIT InitX\nNEXT Next\nACTION_CONSTRAINT StepX\nCHECK_DEADLOCK FALSE\n"
                        + lines, true);
    }

    @Test
    void anEdgeToAStateThatWasNeverWrittenIsNoGraph() throws Exception {
        final String said = complaint(spoilt("Some == resv # Free \\/ StateX", "INVARIANT Some\n"));
        assertTrue(said.contains("a state that TLC never checked"), said);
    }

    /** TLC keeps fingerprints, not states. With this view, states that differ in one variable have the same fingerprint. */
    @Test
    void twoStatesThatTlcTakesForOneAreNoGraph() throws Exception {
        final String said = complaint(spoilt(
                "Blind == <<fixed, list, resv, outer, flag, closed, count, comp, todo, importer, calls, cpus>>",
                "INVARIANT StateX\nVIEW Blind\n"));
        assertTrue(said.contains("it took the state for another one"), said);
    }

    /** Every claim, case and event of every state and step is recalled and evaluated, and both must agree. */
    @Tag("full")
    @ParameterizedTest
    @CsvSource({"Linux73, returns", "V1, returns"})
    void whatIsRecalledIsWhatTlcEvaluates(final String design, final String scene) throws Exception {
        recalled(design, scene);
    }

    @Tag("full")
    @ParameterizedTest
    @CsvSource({"Reference, programs", "NoMapTest, returns", "CpuUngated, programs"})
    void whatIsRecalledIsWhatTlcEvaluatesOfMore(final String design, final String scene) throws Exception {
        recalled(design, scene);
    }

    private void recalled(final String design, final String scene) throws Exception {
        final Run run = Run.export("checked", "", config(design, scene));
        final Graph checked = graph(run, design, CHECKED);
        assertTrue(checked.edges() > 1000, checked.edges() + " edges");
        GraphFile.write(checked, folder.resolve("checked"));
        GraphFile.write(graph(run, design), folder.resolve("usual"));
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("checked")), Files.readAllBytes(folder.resolve("usual")));
    }

    /** The same for what a recorder of a kernel sees. */
    @Tag("full")
    @Test
    void whatARecorderSeesIsRecalledToo() throws Exception {
        final Run run = Run.export("traced", "Traced", "NextX", "", config("Linux73", "trace"));
        assertTrue(graph(run, "Linux73", CHECKED).edges() > 1000);
    }

    @Test
    void aVariableThatIsReadAndNotNotedIsFound() throws Exception {
        forgotten("flag");
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"exp", "drv", "mapped"})
    void othersAreFoundToo(final String variable) throws Exception {
        forgotten(variable);
    }

    private void forgotten(final String variable) throws Exception {
        final String said = complaint(Run.export("forgets", "", config("Linux73", "returns")), CHECKED,
                "-Drevoke.recall.forgotten=" + variable);
        assertTrue(said.contains("was remembered, but the value is"), said);
    }
}
