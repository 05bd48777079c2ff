// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.engine;

import dmabuf.revoke.stress.campaign.Engine;
import dmabuf.revoke.stress.campaign.Found;
import dmabuf.revoke.stress.campaign.Unit;
import dmabuf.revoke.stress.fork.HungRun;
import dmabuf.revoke.stress.lincheck.Schedule;
import dmabuf.revoke.stress.lincheck.Scheduled;
import dmabuf.revoke.stress.litmus.Outcomes;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Litmus tests under a controlled scheduler, Lincheck. Its schedules are the same in each run, so each turn of a test tries
 * twice as many as the turn before, until there are no more.
 */
final class ScheduleEngine implements Engine {
    static final String NAME = "schedules";
    static final String CONFIGURATION = "lincheck";

    private static final int TOGETHER = 8;
    private static final int FIRST = 400;
    private static final int MOST_DOUBLINGS = 10;

    private final Map<String, Outcomes> tests;
    private final List<Path> first;

    /**
     * @param tests by name
     * @param first on the class path: a mutant's classes
     */
    ScheduleEngine(final Map<String, Outcomes> tests, final List<Path> first) {
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
            return scheduled(List.of(unit), slice).get(unit);
        } catch (HungRun h) {
            return new Found(0, Map.of(), List.of(failure(unit, slice, tests.get(unit.test()), "HUNG " + h.getMessage())), true);
        }
    }

    /** If one of several hangs, each is run alone, to see which it is. */
    @Override
    public Map<Unit, Found> run(final List<Unit> units, final Slice slice) throws Undecided, InterruptedException {
        try {
            return scheduled(units, slice);
        } catch (HungRun h) {
            return Engine.super.run(units, slice);
        }
    }

    private Map<Unit, Found> scheduled(final List<Unit> units, final Slice slice) throws Undecided, InterruptedException {
        final int many = FIRST << Math.min(slice.number(), MOST_DOUBLINGS);
        final List<Schedule> schedules =
                new Scheduled(slice.work(), first, many).run(units.stream().map(u -> tests.get(u.test()).litmus()).toList());
        final Map<Unit, Found> found = new HashMap<>();
        for (int n = 0; n < units.size(); n++) {
            final Unit unit = units.get(n);
            final Schedule s = schedules.get(n);
            final boolean last = s.schedules() < many || slice.number() >= MOST_DOUBLINGS;
            found.put(unit, new Found(
                    s.schedules(), s.outcomes(),
                    s.failure().isEmpty() ? List.of() : List.of(failure(unit, slice, tests.get(unit.test()), s.failure())), last));
        }
        return found;
    }

    private static Found.Failure failure(final Unit unit, final Slice slice, final Outcomes test, final String what) {
        final String line = what.lines().findFirst().orElse("");
        return new Found.Failure(
                NAME + " " + unit.test() + ": " + Signature.of(what), line,
                new FailureFile(unit, slice.seed(), slice.seconds(), slice.number(), what, FailureFile.text(test.litmus())).text());
    }
}
