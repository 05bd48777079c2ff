package dmabuf.revoke.model.replay;

import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;

/** {@link EdgeReplay} as a technique: all scenes, one after the other. Nothing in it is random. */
public final class Replay implements Technique {
    static final String NAME = "replay";

    /**
     * The graphs that are replayed, small ones first: each kind of importer with each exporter; one that waits in map for
     * the job of another; a program alone; an importer and two threads that revoke and close; two importers together.
     */
    public static final List<String> SCENES = scenes();

    private static List<String> scenes() {
        final List<String> scenes = new ArrayList<>();
        Graphs.OTHERS.forEach(d -> scenes.add(d + "/exporters"));
        scenes.addAll(List.of("waiting", "programs", "exporters", "closing", "base"));
        return List.copyOf(scenes);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Verdict run(final Graphs graphs, final long seed) throws Undecided, InterruptedException {
        final StringBuilder summary = new StringBuilder();
        final List<ReplayResult> results = new ArrayList<>();
        for (final String scene : SCENES) {
            final ReplayResult r = new EdgeReplay(graphs.scene(scene)).replay();
            results.add(r);
            summary.append(summary.isEmpty() ? "" : "; ").append(scene).append(": ").append(r.text());
            if (r.failure() != null) {
                return Verdict.differs(summary.toString(), r.failure());
            }
        }
        final String unmet = unmet(results);
        return unmet.isEmpty() ? Verdict.agrees(summary.toString()) : Verdict.differs(summary.toString(), unmet);
    }

    /** What was never tried, over all scenes: a wait that was not met in both ways, or no misuse at all. */
    static String unmet(final List<ReplayResult> results) {
        final StringBuilder found = new StringBuilder();
        for (final String wait : EdgeReplay.WAITS) {
            if (results.stream().allMatch(r -> !r.arrived().containsKey(wait))) {
                found.append("nobody came to ").append(wait).append(" with its condition true\n");
            }
            if (results.stream().allMatch(r -> !r.parked().containsKey(wait))) {
                found.append("nobody was parked before ").append(wait).append('\n');
            }
        }
        if (results.stream().allMatch(r -> r.attempts() == 0)) {
            found.append("no call was tried that is misuse\n");
        }
        return found.toString();
    }
}
