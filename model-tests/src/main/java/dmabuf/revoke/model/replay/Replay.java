// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.replay;

import dmabuf.revoke.check.Names;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.LongestCall;
import dmabuf.revoke.model.drive.Failures;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.satellite.SatelliteReplay;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link EdgeReplay} as a technique: the satellites that describe a part of impl, which are small; then all scenes, two at a
 * time. Nothing in it is random, and the verdict does not depend on which scene ends first.
 */
public final class Replay implements Technique {
    public static final String NAME = "replay";

    /** The start of the name of a replay of one scene. */
    public static final String ONE = NAME + " of ";

    /**
     * The scenes that are replayed, small ones first: each kind of importer with each exporter, and a program alone with the
     * exporters that admit it; one importer that waits in map for another's job; an importer and two threads that revoke and
     * close; two importers together, with two threads of the exporter, and with jobs; fences of two classes at a time; two
     * programs.
     */
    public static final List<String> SCENES = scenes();

    /** Everything that is replayed: the satellites, then the scenes. */
    public static final List<String> GRAPHS = graphs();

    private final List<String> scenes;

    /** All scenes. */
    public Replay() {
        this(GRAPHS);
    }

    private Replay(final List<String> scenes) {
        this.scenes = scenes;
    }

    /** One scene alone. It does not check that each wait is tested both ways, because that takes all scenes. */
    public static Replay of(final String scene) throws Undecided {
        if (!GRAPHS.contains(scene)) {
            throw Names.none("scene that is replayed", scene, GRAPHS);
        }
        return new Replay(List.of(scene));
    }

    private static List<String> scenes() {
        final List<String> scenes = Graphs.others();
        Graphs.SCENES.stream().filter(s -> !Graphs.FOR_THREADS.contains(s)).forEach(scenes::add);
        return List.copyOf(scenes);
    }

    private static List<String> graphs() {
        final List<String> all = new ArrayList<>(Graphs.SATELLITES.keySet());
        all.addAll(SCENES);
        return List.copyOf(all);
    }

    @Override
    public String name() {
        return scenes.equals(GRAPHS) ? NAME : ONE + scenes.get(0);
    }

    @Override
    public Verdict run(final Graphs graphs, final long seed) throws Undecided, InterruptedException {
        final StringBuilder summary = new StringBuilder();
        final List<String> own = new ArrayList<>();
        final List<Graph> all = new ArrayList<>();
        for (final String scene : scenes) {
            if (Graphs.SATELLITES.containsKey(scene)) {
                final Verdict v = satellite(scene, graphs);
                summary.append(summary.isEmpty() ? "" : "; ").append(scene).append(": ").append(v.summary());
                if (!v.agrees()) {
                    return Verdict.differs(summary.toString(), v.failure());
                }
            } else {
                own.add(scene);
                all.add(graphs.scene(scene));
            }
        }
        // If nobody reads the failure, any one is enough: the small scenes, one after the other, find it soon.
        final Lanes lanes = new Lanes(all, Failures.shrink() ? 2 : 1, (graph, stopped) -> EdgeReplay.ofImpl(graph, stopped).replay());
        final List<ReplayResult> results = all.isEmpty() ? List.of() : lanes.run();
        for (int n = 0; n < results.size(); n++) {
            final ReplayResult r = results.get(n);
            summary.append(summary.isEmpty() ? "" : "; ").append(own.get(n)).append(": ").append(r.text());
            if (r.failure() != null) {
                return Verdict.differs(summary.toString(), r.failure().kept());
            }
        }
        final String unmet = scenes.equals(GRAPHS) ? unmet(results) : "";
        return unmet.isEmpty() ? Verdict.agrees(summary.toString()) : Verdict.differs(summary.toString(), unmet);
    }

    private static Verdict satellite(final String name, final Graphs graphs) throws Undecided, InterruptedException {
        return new SatelliteReplay(graphs.scene(name), LongestCall.of(graphs.scene("exporters"))).run();
    }

    /** The cases that no scene has tested: a wait that was not tested both ways, or no misuse at all. */
    static String unmet(final List<ReplayResult> results) {
        final StringBuilder found = new StringBuilder();
        for (final String wait : Waits.ALL) {
            if (results.stream().allMatch(r -> !r.arrived().containsKey(wait))) {
                found.append("no thread arrived at ").append(wait).append(" with its condition true\n");
            }
        }
        found.append(Waits.neverParked(results));
        if (results.stream().allMatch(r -> r.attempts() == 0)) {
            found.append("no call was tried that is misuse\n");
        }
        return found.toString();
    }
}
