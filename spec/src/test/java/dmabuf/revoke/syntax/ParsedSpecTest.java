// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parser reads the spec. */
class ParsedSpecTest {
    @TempDir
    Path folder;

    /** Where the parser puts them by default, two JVMs that parse at the same time would remove each other's files. */
    @Test
    void modulesOfTlaItselfAreInTheFolderOfTheSpec() throws Exception {
        assertEquals(folder.resolve("Sequences.tla"), new Modules(folder).resolve("Sequences", true).toPath());
        assertEquals(folder, new Modules(folder).resolve("FiniteSets.tla", false).toPath().getParent());
        assertEquals("Models", ParsedSpec.parse(SpecText.load(), "Models").getName().toString());
    }

    @Test
    void whatDoesNotParseIsOneLine() throws Exception {
        final SpecText spec = SpecText.load();
        final SpecText broken = spec.with("Steps.tla", spec.file("Steps.tla").replace("Fences(d) ==", "Fences(d) = ="));
        final Undecided u = assertThrows(Undecided.class, () -> ParsedSpec.parse(broken, "Models"));
        assertTrue(u.getMessage().contains("Steps"), u.getMessage());
        assertEquals(1, u.getMessage().lines().count(), u.getMessage());
    }

    /** Two modules that are read together must not define different things under one name; the parser only warns of that. */
    @Test
    void aNameWithTwoMeaningsIsRefused() throws Exception {
        final SpecText spec = SpecText.load();
        final SpecText twice = spec.with("Exporter.tla", spec.file("Exporter.tla").replace("Unlocking(x)", "LetGo(x)"));
        final Undecided u = assertThrows(Undecided.class, () -> ParsedSpec.parse(twice, "Models"));
        assertTrue(u.getMessage().contains("the definition of 'LetGo' conflicts with"), u.getMessage());
        assertEquals(1, u.getMessage().lines().count(), u.getMessage());
    }
}
