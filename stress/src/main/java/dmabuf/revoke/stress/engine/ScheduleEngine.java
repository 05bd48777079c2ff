// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.engine;

import dmabuf.revoke.stress.campaign.Found;
import dmabuf.revoke.stress.campaign.Unit;
import dmabuf.revoke.stress.lincheck.Schedule;
import dmabuf.revoke.stress.lincheck.Scheduled;
import dmabuf.revoke.stress.litmus.Outcomes;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Litmus tests under a controlled scheduler, Lincheck. Its schedules are the same in each run, so each turn of a test tries twice
 * as many as the previous turn, until there are no more.
 */
final class ScheduleEngine extends LitmusEngine {
    static final String NAME = "schedules";
    static final String CONFIGURATION = "lincheck";

    private static final int FIRST = 400;
    private static final int MOST_DOUBLINGS = 10;

    /**
     * @param tests by name
     * @param first on the class path: a mutant's classes
     */
    ScheduleEngine(final Map<String, Outcomes> tests, final List<Path> first) {
        super(NAME, true, tests, first);
    }

    @Override
    Map<Unit, Found> together(final List<Unit> units, final Slice slice) throws Undecided, InterruptedException {
        final int many = FIRST << Math.min(slice.number(), MOST_DOUBLINGS);
        final List<Schedule> schedules =
                new Scheduled(slice.work(), first(), many).run(units.stream().map(u -> test(u).litmus()).toList());
        final Map<Unit, Found> found = new HashMap<>();
        for (int n = 0; n < units.size(); n++) {
            final Unit unit = units.get(n);
            final Schedule s = schedules.get(n);
            final boolean last = s.schedules() < many || slice.number() >= MOST_DOUBLINGS;
            found.put(unit, new Found(
                    s.schedules(), s.outcomes(),
                    s.failure().isEmpty() ? List.of() : List.of(failure(unit, slice, Signature.of(s.failure()), s.failure())), last));
        }
        return found;
    }
}
