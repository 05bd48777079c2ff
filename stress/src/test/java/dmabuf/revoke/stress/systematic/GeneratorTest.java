// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.systematic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.stress.litmus.Litmus;
import dmabuf.revoke.stress.litmus.LitmusGraphs;
import dmabuf.revoke.stress.litmus.Outcomes;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small family of systematic tests: the kept ones, the dropped ones, and that the files agree. */
@Tag("tlc")
final class GeneratorTest {
    private static final Systematic.Family SMALL = new Systematic.Family("races", 2, 2, 2);

    @TempDir
    Path folder;

    @Test
    void whatIsKeptHasAnOutcomeOfNoSerialRunAndIsWrittenOnce() throws Exception {
        final LitmusGraphs graphs = new LitmusGraphs();
        final List<Corpus> all = Systematic.of(SMALL, graphs);
        assertEquals(4, all.size(), "a corpus for each kind of importer");
        long kept = 0;
        final Set<String> tables = new HashSet<>();
        for (final Corpus c : all) {
            assertEquals(c.programs(), c.endless() + c.serial() + c.same() + c.tests().size(), c.toString());
            for (final Outcomes o : c.tests()) {
                assertTrue(o.onlyByOverlap().findAny().isPresent(), o.litmus().name());
                assertTrue(tables.add(o.litmus().stage() + "" + o.litmus().columns() + o.all()), o.litmus().name());
            }
            kept += c.tests().size();
        }
        assertTrue(kept > 0 && all.stream().anyMatch(c -> c.serial() > 0 && c.same() > 0 && c.folded() > 0), all.toString());

        final Path corpus = folder.resolve("corpus");
        assertEquals(kept, Systematic.write(corpus, all));
        final List<Litmus> read = Litmus.folder(corpus);
        assertEquals(kept, read.size(), "each has a name of its own");
        final List<Outcomes> computed = Outcomes.of(graphs, read);
        for (final Corpus c : all) {
            for (final Outcomes o : c.tests()) {
                final Outcomes again = computed.stream().filter(x -> x.litmus().name().equals(o.litmus().name())).findFirst().orElseThrow();
                assertEquals(o.all(), again.all(), o.litmus().name());
            }
        }
        assertEquals(kept, Systematic.write(corpus, all), "older tests are replaced");
    }

    @Test
    void aFolderWithSomethingElseIsLeftAlone() throws Exception {
        final Path file = Files.writeString(folder.resolve("notes"), "mine");
        assertThrows(Undecided.class, () -> Systematic.prepare(folder));
        assertTrue(Files.exists(file));
        assertFalse(Files.exists(folder.resolve("corpus")));
    }
}
