// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.mutant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.SatelliteTable;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.service.Tools;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * For each variant of a satellite that describes a part of impl there is a mutant of impl, except for the variant that impl
 * follows.
 */
class SatelliteMutantsTest {
    /** The variants that impl cannot have, with the reasons. */
    private static final Map<String, String> NONE = Map.of(
            "release-linux73", "impl has no O_PATH descriptor, and no memory of a file that another may get",
            "release-release-does-not-wait", "a release of impl waits for nobody; what a revoke uses is there as long as it does");

    @Test
    void eachBugOfASatelliteIsAMutantOfImpl() throws Exception {
        final Tools tools = Tools.open();
        final Set<String> bugs = new TreeSet<>();
        for (final String module : Graphs.SATELLITES.keySet()) {
            SatelliteTable.load(tools.spec()).variants(module).stream()
                    .filter(v -> !v.kind().equals("right") && !v.name().equals(Graphs.SATELLITES.get(module)))
                    .map(v -> nameOf(module, v.name()))
                    .forEach(bugs::add);
        }
        assertTrue(bugs.containsAll(NONE.keySet()), () -> NONE.keySet() + " are no bugs of a satellite: " + bugs);
        final Set<String> mutants = new TreeSet<>(Mutant.names(Tools.home()));
        mutants.addAll(NONE.keySet());
        bugs.removeAll(mutants);
        assertEquals(Set.of(), bugs);
    }

    /** The mutant's name, such as {@code device-waits-for-none}. */
    private static String nameOf(final String module, final String variant) {
        return (module + variant).replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
