// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chance to notice a mutant follows from its cells in the kept matrix. */
class PowerTest {
    @TempDir
    Path folder;

    private Power power(final Map<String, Double> seconds, final String... cells) throws Exception {
        final Path file = folder.resolve("matrix.tsv");
        Files.writeString(file, String.join("\n", List.of(cells)).replace(' ', '\t') + "\n");
        return Power.of(file, seconds);
    }

    private static String cell(final String mutant, final String suite, final int runs, final int caught, final double seconds) {
        return mutant + " " + suite + " digest " + runs + " " + caught + " " + seconds + " 2026-01-01 ";
    }

    @Test
    void whatDrawsNoticesAtTheRateOfItsCell() throws Exception {
        final Power p = power(Map.of("storm", 20.0),
                cell("soon", "storm", 5, 5, 2), cell("seldom", "storm", 3, 1, 20), cell("never", "storm", 3, 0, 0));
        assertEquals(List.of("seldom", "soon"), p.mutants().stream().map(Power.Likely::mutant).toList());
        // Two of its runs took a minute, and saw nothing.
        assertEquals(1 - Math.exp(-20.0 / 140), p.mutants().get(0).chance(), 1e-9);
        assertEquals(1 - Math.exp(-10), p.mutants().get(1).chance(), 1e-9);
        assertEquals(1, p.unnoticed());
        assertEquals(1, p.likely());
    }

    @Test
    void whatDoesNotDrawNeedsItsTime() throws Exception {
        final String[] cells = {cell("m", "replay", 1, 1, 8)};
        assertEquals(0, power(Map.of("replay", 7.9), cells).expected());
        assertEquals(1, power(Map.of("replay", 8.0), cells).expected());
    }

    @Test
    void suitesAddUp() throws Exception {
        final Power p = power(Map.of("a", 10.0, "b", 10.0, "c", 9.0),
                cell("m", "a", 5, 5, 10), cell("m", "b", 5, 5, 5), cell("m", "d", 5, 5, 1));
        assertEquals(1 - Math.exp(-3), p.mutants().get(0).chance(), 1e-9);
        assertEquals("b", p.mutants().get(0).by());
        assertEquals(Set.of("c"), p.unmeasured());
    }

    @Test
    void withoutAMatrixThereIsNothing() throws Exception {
        final Power p = Power.of(folder.resolve("none"), Map.of("a", 10.0));
        assertEquals(0, p.mutants().size() + p.unnoticed());
    }
}
