// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.replay;

import dmabuf.revoke.check.Names;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.drive.Failures;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes paths through the graphs that {@link Replay} covers, on each of which a process stands before a step while the others go
 * on, as far as the graph allows.
 *
 * <p>A replay takes each edge once, by one path. But a thread of impl that stands at a gate may hold what is in no state of the
 * spec, as a fence that it has looked up; it depends on the path then whether the edge goes wrong.
 */
public final class DelayedReplay implements Technique {
    public static final String NAME = "delays";

    /** The start of the name of the delays in one scene. */
    public static final String ONE = NAME + " of ";

    private final List<String> scenes;

    /** In all scenes. */
    public DelayedReplay() {
        this(Replay.SCENES);
    }

    private DelayedReplay(final List<String> scenes) {
        this.scenes = scenes;
    }

    /** In one scene alone. */
    public static DelayedReplay of(final String scene) throws Undecided {
        return new DelayedReplay(List.of(Names.find("scene that is replayed", scene, Replay.SCENES)));
    }

    @Override
    public String name() {
        return scenes.equals(Replay.SCENES) ? NAME : ONE + scenes.get(0);
    }

    @Override
    public Verdict run(final Graphs graphs, final long seed) throws Undecided, InterruptedException {
        final List<Graph> all = new ArrayList<>();
        for (final String scene : scenes) {
            all.add(graphs.scene(scene));
        }
        final StringBuilder summary = new StringBuilder("seed " + seed);
        final List<ReplayResult> results = new Lanes(all, Failures.shrink() ? 2 : 1, (graph, stopped) -> new DelayedWalk(graph, stopped).replay(seed)).run();
        for (int n = 0; n < results.size(); n++) {
            final ReplayResult r = results.get(n);
            summary.append("; ").append(scenes.get(n)).append(": ").append(r.ofDelays());
            if (r.failure() != null) {
                return Verdict.differs(summary.toString(), r.failure().kept(NAME));
            }
        }
        final String unmet = unmet(results, scenes.equals(Replay.SCENES));
        return unmet.isEmpty() ? Verdict.agrees(summary.toString()) : Verdict.differs(summary.toString(), unmet);
    }

    /**
     * The cases that these paths have not tested.
     *
     * @param all whether they are those of all scenes, which together have every wait
     */
    static String unmet(final List<ReplayResult> results, final boolean all) {
        final String none = results.stream().allMatch(r -> r.steps() > 0) ? "" : "in some scene no step was taken\n";
        return none + (all ? Waits.neverParked(results) : "");
    }
}
