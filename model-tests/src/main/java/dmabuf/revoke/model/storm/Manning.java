// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Assigns the processes of a round to threads. */
final class Manning {
    private final StormRound round;
    private final List<Stage> stages;
    private final SplittableRandom random;
    private final List<Crew> crews = new ArrayList<>();

    Manning(final StormRound round, final List<Stage> stages, final Cast cast, final SplittableRandom random) {
        this.round = round;
        this.stages = stages;
        this.random = random;
        for (int x = 1; x <= cast.exporters(); x++) {
            final String process = "exporter:x" + x;
            final List<Call> calls = new ArrayList<>();
            stages.forEach(s -> calls.addAll(s.exporter(process)));
            crew(List.of(new ExporterRole(round, process, calls)), false);
        }
        stages.forEach(s -> s.drivers().forEach(r -> crew(List.of(r), false)));
        if (cast.together()) {
            together();
        } else {
            apart();
        }
    }

    List<Crew> crews() {
        return crews;
    }

    private void apart() {
        for (final Stage s : stages) {
            crew(List.of(s.poller()), false);
            s.services().forEach(roles -> roles.forEach(r -> crew(List.of(r), true)));
        }
    }

    /**
     * A worker may wait for the lock, which is held until devices have done their jobs. So workers and devices need different
     * threads.
     */
    private void together() {
        final List<Role> workers = new ArrayList<>();
        final List<Role> devices = new ArrayList<>();
        for (final Stage s : stages) {
            s.services().forEach(roles -> roles.forEach(r -> (r instanceof Services.WorkerRole ? workers : devices).add(r)));
        }
        crew(devices, true);
        crew(workers, true);
    }

    private void crew(final List<Role> roles, final boolean serves) {
        if (roles.isEmpty()) {
            return;
        }
        final Crew c = new Crew(round, roles, serves, random.nextLong());
        crews.add(c);
        for (final Role r : roles) {
            final String who = r.process().replaceFirst(".*:", "");
            stages.stream().filter(s -> serves).filter(s -> s.parts().stream().anyMatch(p -> p.who().equals(who)))
                    .forEach(s -> s.wakes(who, c.bell));
        }
    }
}
