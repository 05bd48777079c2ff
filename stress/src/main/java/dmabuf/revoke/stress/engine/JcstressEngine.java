// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.engine;

import dmabuf.revoke.stress.campaign.Found;
import dmabuf.revoke.stress.campaign.Unit;
import dmabuf.revoke.stress.jcstress.Compiled;
import dmabuf.revoke.stress.jcstress.Configuration;
import dmabuf.revoke.stress.jcstress.JcstressRun;
import dmabuf.revoke.stress.jcstress.Sampling;
import dmabuf.revoke.stress.litmus.Outcomes;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Litmus tests on real cores, by jcstress: a turn is some tests in one configuration of the JVM. */
final class JcstressEngine extends LitmusEngine {
    static final String NAME = "jcstress";

    /** The configurations by their names in units. */
    static final Map<String, Configuration> CONFIGURATIONS =
            Map.of("c1", Configuration.TWO.get(0), "c2", Configuration.TWO.get(1));

    /**
     * @param tests by name
     * @param first on the class path: a mutant's classes
     */
    JcstressEngine(final Map<String, Outcomes> tests, final List<Path> first) {
        super(NAME, false, tests, first);
    }

    @Override
    Map<Unit, Found> together(final List<Unit> units, final Slice slice) throws Undecided, InterruptedException {
        final Configuration configuration = CONFIGURATIONS.get(units.get(0).configuration());
        final List<Outcomes> together = units.stream().map(this::test).toList();
        final List<Path> before = new ArrayList<>(Compiled.of(slice.work().resolve("compiled"), together));
        before.addAll(first());
        final List<Sampling> samplings =
                JcstressRun.lasting(slice.work(), before, List.of(configuration), slice.seconds(), line -> { }).run(together);
        final Map<Unit, Found> found = new HashMap<>();
        for (int n = 0; n < units.size(); n++) {
            final Unit unit = units.get(n);
            final Sampling s = samplings.get(n);
            final List<Found.Failure> failures = new ArrayList<>();
            s.forbidden().forEach((outcome, jvm) -> failures.add(failure(unit, slice, "FORBIDDEN " + outcome, s.toString())));
            s.faults().forEach(f -> failures.add(failure(unit, slice, Signature.of(f), s.toString())));
            found.put(unit, new Found(s.samples(), s.seen(), failures, false));
        }
        return found;
    }
}
