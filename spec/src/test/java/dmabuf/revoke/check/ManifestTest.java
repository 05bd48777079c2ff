// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expectations for a run without {@code --full}. */
class ManifestTest {
    @Test
    void onlyInTheNamedScenesIsSomethingLeftOut() throws Undecided {
        final Manifest all = Manifest.load(SpecText.load());
        final List<Manifest.Counts> left = all.daily().graphs();
        final List<Manifest.Counts> out = all.graphs().stream().filter(g -> !left.contains(g)).toList();
        assertFalse(out.isEmpty(), "nothing is left to --full");
        for (final Manifest.Counts g : out) {
            assertFalse(all.full().get(g.scene()).contains(g.design()), g.toString());
            assertEquals(
                    Set.copyOf(all.full().get(g.scene())),
                    left.stream().filter(d -> d.scene().equals(g.scene())).map(Manifest.Counts::design).collect(Collectors.toSet()));
            assertTrue(left.stream().anyMatch(d -> d.design().equals(g.design())), "nothing is explored of " + g.design());
        }
        assertEquals(all.cells(), all.daily().cells());
        assertTrue(all.daily().live().size() < all.live().size() && !all.daily().live().isEmpty(), all.daily().live().toString());
        assertEquals(all.daily(), all.daily().daily());
    }

    /** A line that would leave nothing to {@code --full}, because its scene or a design of it is never explored. */
    @ParameterizedTest
    @CsvSource({"nowhere, -", "nowhere, Reference", "base, Liar", "threads, 'Reference,Liar'"})
    void aSceneWithoutAGraphIsRefused(final String scene, final String daily) throws Undecided {
        final String all = SpecText.load().file(Manifest.FILE);
        final Undecided u = assertThrows(
                Undecided.class, () -> Manifest.parse(all + "\nfull\t" + scene + "\t" + daily + "\tA sentence.\n"));
        assertTrue(u.getMessage().startsWith("manifest.tsv: full " + scene + ": no graph line of ["), u.getMessage());
    }
}
