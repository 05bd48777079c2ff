// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.engine;

import dmabuf.revoke.stress.campaign.Engine;
import dmabuf.revoke.stress.campaign.Found;
import dmabuf.revoke.stress.campaign.Unit;
import dmabuf.revoke.stress.fork.HungRun;
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
final class JcstressEngine implements Engine {
    static final String NAME = "jcstress";

    /** The configurations by the names that units have. */
    static final Map<String, Configuration> CONFIGURATIONS =
            Map.of("c1", Configuration.TWO.get(0), "c2", Configuration.TWO.get(1));

    /** Half of the time of one test alone is the start of JVMs; of so many, a tenth. */
    private static final int TOGETHER = 8;

    private final Map<String, Outcomes> tests;
    private final List<Path> first;

    /**
     * @param tests by name
     * @param first on the class path: a mutant's classes
     */
    JcstressEngine(final Map<String, Outcomes> tests, final List<Path> first) {
        this.tests = tests;
        this.first = first;
    }

    @Override
    public int together() {
        return TOGETHER;
    }

    @Override
    public Found run(final Unit unit, final Slice slice) throws Undecided, InterruptedException {
        try {
            return sampled(List.of(unit), slice).get(unit);
        } catch (HungRun h) {
            return new Found(0, Map.of(), List.of(failure(unit, slice, tests.get(unit.test()), "HUNG", h.getMessage())), false);
        }
    }

    /** If one of several hangs, each is run alone, to see which it is. */
    @Override
    public Map<Unit, Found> run(final List<Unit> units, final Slice slice) throws Undecided, InterruptedException {
        try {
            return sampled(units, slice);
        } catch (HungRun h) {
            return Engine.super.run(units, slice);
        }
    }

    private Map<Unit, Found> sampled(final List<Unit> units, final Slice slice) throws Undecided, InterruptedException {
        final Configuration configuration = CONFIGURATIONS.get(units.get(0).configuration());
        final List<Outcomes> together = units.stream().map(u -> tests.get(u.test())).toList();
        final List<Path> before = new ArrayList<>(Compiled.of(slice.work().resolve("compiled"), together));
        before.addAll(first);
        final List<Sampling> samplings =
                JcstressRun.lasting(slice.work(), before, List.of(configuration), slice.seconds(), line -> { }).run(together);
        final Map<Unit, Found> found = new HashMap<>();
        for (int n = 0; n < units.size(); n++) {
            final Unit unit = units.get(n);
            final Outcomes test = together.get(n);
            final Sampling s = samplings.get(n);
            final List<Found.Failure> failures = new ArrayList<>();
            s.forbidden().forEach((outcome, jvm) -> failures.add(failure(unit, slice, test, "FORBIDDEN " + outcome, s.toString())));
            s.faults().forEach(f -> failures.add(failure(unit, slice, test, Signature.of(f), s.toString())));
            found.put(unit, new Found(s.samples(), s.seen(), failures, false));
        }
        return found;
    }

    private static Found.Failure failure(
            final Unit unit, final Slice slice, final Outcomes test, final String signature, final String what) {
        final String line = what.replaceAll("\\s+", " ").strip();
        return new Found.Failure(
                NAME + " " + unit.test() + ": " + signature, line,
                new FailureFile(unit, slice.seed(), slice.seconds(), slice.number(), line, FailureFile.text(test.litmus())).text());
    }
}
