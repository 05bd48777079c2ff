// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.matrix;

import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.storm.Storm;
import dmabuf.revoke.model.technique.Techniques;
import dmabuf.revoke.model.unit.UnitTests;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The unit tests of impl, and every technique. */
public final class TechniqueSuites implements Suites {
    /** Suites in which nothing is random. */
    private static final Set<String> DETERMINISTIC = Set.of(UnitTests.NAME, "faults", "replay");

    /** Suites that run threads without a scheduler of their own. */
    private static final Set<String> ON_CORES = Set.of("dma", Storm.NAME);

    @Override
    public List<Suite> all(final Graphs graphs) {
        final List<String> names = new ArrayList<>(List.of(UnitTests.NAME));
        Techniques.all().forEach(t -> names.add(t.name()));
        return names.stream()
                .<Suite>map(n -> new TechniqueSuite(n, !DETERMINISTIC.contains(n), ON_CORES.contains(n), graphs))
                .toList();
    }

    @Override
    public boolean own() {
        return true;
    }
}
