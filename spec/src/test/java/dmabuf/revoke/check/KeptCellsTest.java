// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Tlc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cells of a design are found again for that design, that spec and that TLC, and for no other. */
class KeptCellsTest {
    private static final Design DESIGN = new Design("Trial", "some == 1", "CONSTANT a = 1");
    private static final List<Cell> CELLS =
            List.of(new Cell("Trial", "S1", Cell.Verdict.HOLDS, 0, 7, ""), new Cell("Trial", "L1", Cell.Verdict.REFUTED, 9, 3, "why"));

    @TempDir
    Path folder;

    private Path jar;

    @BeforeEach
    void jar() throws Exception {
        jar = Files.writeString(folder.resolve("tla2tools.jar"), "TLC");
    }

    private KeptCells cells(final SpecText spec) throws Exception {
        final Tlc tlc = new Tlc(spec, folder.resolve("tlc")) {
            @Override
            public Path jarFile() {
                return jar;
            }
        };
        return new KeptCells(new Workshop(tlc, folder.resolve("graphs"), l -> {}));
    }

    @Test
    void eachPartOfTheKeyCounts() throws Exception {
        final SpecText spec = SpecText.load();
        cells(spec).keep(List.of(DESIGN), CELLS);
        assertEquals(Optional.of(CELLS), cells(spec).find(DESIGN));
        final Design d = DESIGN;
        for (final Design other : List.of(
                new Design("Other", d.definitions(), d.constants()),
                new Design(d.name(), "some == 2", d.constants()),
                new Design(d.name(), d.definitions(), "CONSTANT a = 2"))) {
            assertEquals(Optional.empty(), cells(spec).find(other), other.toString());
        }
        assertEquals(Optional.empty(), cells(spec.with("Properties.tla", spec.file("Properties.tla") + " ")).find(d));
        Files.writeString(jar, "another TLC");
        assertEquals(Optional.empty(), cells(spec).find(d));
        Files.writeString(jar, "TLC");
        assertEquals(Optional.of(CELLS), cells(spec).find(d));
    }

    @Test
    void theyAreNotKeptIfTlcWasReplacedWhileTheyWereDecided() throws Exception {
        final KeptCells begun = cells(SpecText.load());
        Files.writeString(jar, "another TLC");
        begun.keep(List.of(DESIGN), CELLS);
        assertEquals(Optional.empty(), cells(SpecText.load()).find(DESIGN));
        Files.writeString(jar, "TLC");
        assertEquals(Optional.empty(), cells(SpecText.load()).find(DESIGN));
    }
}
