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
import java.util.List;
import java.util.Map;

/** Litmus tests on real cores, by jcstress: a turn is one test in one configuration of the JVM. */
final class JcstressEngine implements Engine {
    static final String NAME = "jcstress";

    /** The configurations by the names that units have. */
    static final Map<String, Configuration> CONFIGURATIONS =
            Map.of("c1", Configuration.TWO.get(0), "c2", Configuration.TWO.get(1));

    private final Map<String, Outcomes> tests;
    private final List<Path> first;
    private final Compiled compiled = new Compiled();

    /**
     * @param tests by name
     * @param first on the class path: a mutant's classes
     */
    JcstressEngine(final Map<String, Outcomes> tests, final List<Path> first) {
        this.tests = tests;
        this.first = first;
    }

    @Override
    public Found run(final Unit unit, final Slice slice) throws Undecided, InterruptedException {
        final Outcomes test = tests.get(unit.test());
        final Configuration configuration = CONFIGURATIONS.get(unit.configuration());
        final List<Found.Failure> failures = new ArrayList<>();
        final List<Path> before = new ArrayList<>(compiled.of(test));
        before.addAll(first);
        try {
            final Sampling s = JcstressRun.lasting(slice.work(), before, List.of(configuration), slice.seconds(), line -> { })
                    .run(List.of(test))
                    .get(0);
            s.forbidden().forEach((outcome, jvm) -> failures.add(failure(unit, slice, test, "FORBIDDEN " + outcome, s.toString())));
            s.faults().forEach(f -> failures.add(failure(unit, slice, test, Signature.of(f), s.toString())));
            return new Found(s.samples(), s.seen(), failures, false);
        } catch (HungRun h) {
            return new Found(0, Map.of(), List.of(failure(unit, slice, test, "HUNG", h.getMessage())), false);
        }
    }

    private static Found.Failure failure(
            final Unit unit, final Slice slice, final Outcomes test, final String signature, final String what) {
        final String line = what.replaceAll("\\s+", " ").strip();
        return new Found.Failure(
                NAME + " " + unit.test() + ": " + signature, line,
                new FailureFile(unit, slice.seed(), slice.seconds(), slice.number(), line, FailureFile.text(test.litmus())).text());
    }
}
