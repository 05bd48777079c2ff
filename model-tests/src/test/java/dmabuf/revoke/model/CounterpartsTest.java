// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.SpecText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/8-counterparts.md must agree with the spec and the sources of impl. {@code -Drevoke.docs=write} writes it again. */
class CounterpartsTest {
    private static final Path PAGE = Tools.home().resolve("docs/8-counterparts.md");
    private static final boolean WRITE = "write".equals(System.getProperty("revoke.docs"));

    @Test
    void thePageIsMadeOfTheSpecAndOfImpl() throws Exception {
        final String now = Counterparts.page(SpecText.load(), Tools.home());
        if (WRITE) {
            Files.writeString(PAGE, now);
        } else {
            assertEquals(now, Files.readString(PAGE));
        }
    }

    @Test
    void aVariableThatNobodyExplainsIsNamed() throws Exception {
        final SpecText spec = SpecText.load();
        final SpecText more = spec.with("Buffer.tla", spec.file("Buffer.tla")
                .replace("  flag,  ", "  extra, \\* new\n  flag,  "));
        final Exception e = assertThrows(IllegalStateException.class, () -> Counterparts.page(more, Tools.home()));
        assertTrue(e.getMessage().contains("extra"), e.getMessage());
    }

    @Test
    void aSimplificationOfNothingIsNamed() throws Exception {
        final SpecText spec = SpecText.load();
        final SpecText other = spec.with("Counterparts.tla", spec.file("Counterparts.tla")
                .replace("    Submit  ", "    Submitted "));
        final Exception e = assertThrows(IllegalStateException.class, () -> Counterparts.page(other, Tools.home()));
        assertTrue(e.getMessage().contains("Submitted"), e.getMessage());
    }

    /** Each word that looks like a name of the kernel must be in the reference. */
    @Test
    void noNameIsMadeUp() throws Exception {
        final String reference = Files.readString(Tools.home().resolve("docs/kernel-semantics.md"));
        final String table = SpecText.load().file("Counterparts.tla");
        final List<String> names = Pattern.compile("\\w+_\\w+").matcher(table).results().map(MatchResult::group).toList();
        assertTrue(names.size() > 10, names::toString);
        assertEquals(List.of(), names.stream().filter(n -> !reference.contains(n)).toList());
    }

    @Test
    void anActionThatImplDoesNotRecordHasNoMethod() throws Exception {
        final String page = Counterparts.page(SpecText.load(), Tools.home());
        assertTrue(page.contains("| `SetFlag` |"), page);
        assertTrue(page.lines().anyMatch(l -> l.contains("`SetFlag`") && l.contains("`Operation.setFlag`")));
        assertTrue(page.lines().anyMatch(l -> l.contains("`LazyUnmap`") && l.contains("| not in impl |")));
        assertTrue(page.lines().anyMatch(l -> l.contains("`MapRefused`") && l.contains("`Importer.map`")),
                "Step.refused names it");
        assertFalse(page.contains("null"));
    }
}
