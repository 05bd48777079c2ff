// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a run expects that is not {@code --full}. */
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

    @Test
    void aSceneWithoutAGraphFails() throws Undecided {
        final SpecText spec = SpecText.load();
        final Manifest manifest = Manifest.parse(spec.file(Manifest.FILE) + "\nfull\tnowhere\tReference\tThere is no such scene.\n"
                + "full\tbase\tLiar\tIt is not explored there.\n");
        final List<String> wrong = new Comparison(manifest, spec, List.of(), new Tally(List.of())).checks(true).stream()
                .filter(c -> c.status() == Check.Status.DIFFERS && c.group().equals("manifest"))
                .map(Check::name)
                .toList();
        assertEquals(List.of("full nowhere", "full base"), wrong);
    }
}
