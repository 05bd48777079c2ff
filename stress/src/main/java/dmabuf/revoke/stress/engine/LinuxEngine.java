// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.engine;

import dmabuf.revoke.model.linux.Guest;
import dmabuf.revoke.model.linux.Kernel;
import dmabuf.revoke.model.linux.LinuxScenes;
import dmabuf.revoke.model.linux.LinuxWalk;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.stress.campaign.Engine;
import dmabuf.revoke.stress.campaign.Found;
import dmabuf.revoke.stress.campaign.Plan;
import dmabuf.revoke.stress.campaign.Unit;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A walk of Linux along every edge of a scene that it can take, in a virtual machine. Another turn would repeat the same walk.
 */
final class LinuxEngine implements Engine {
    static final String NAME = "linux";

    private static final String CONFIGURATION = "walk";

    private final Optional<Kernel> kernel;

    private LinuxEngine(final Optional<Kernel> kernel) {
        this.kernel = kernel;
    }

    static List<Plan> plans() throws Undecided {
        final LinuxEngine engine = new LinuxEngine(Kernel.in(Kernel.usualFolder()));
        final String lacking = engine.kernel.isPresent() ? "" : "no Linux is set up: ./revoke linux --setup";
        final List<Plan> plans = new ArrayList<>();
        for (final String scene : LinuxScenes.USUAL) {
            plans.add(new Plan(new Unit(NAME, scene, CONFIGURATION), 1, lacking, new TreeMap<>(), engine));
        }
        return plans;
    }

    @Override
    public Found run(final Unit unit, final Slice slice) throws Undecided, InterruptedException {
        try (Guest guest = LinuxWalk.boot(kernel.orElseThrow().built())) {
            final LinuxWalk.Row row = LinuxWalk.walk(guest, LinuxScenes.graphs(Tools.open()).scene(unit.test()));
            final List<Found.Failure> failures = row.agrees() ? List.of() : List.of(new Found.Failure(
                    NAME + " " + unit.test() + ": " + Signature.of(row.failure()), row.failure().lines().findFirst().orElse(""),
                    new FailureFile(unit, slice.seed(), slice.seconds(), slice.number(), row.failure(), "").text()));
            return new Found(1, Map.of(), failures, true);
        }
    }
}
