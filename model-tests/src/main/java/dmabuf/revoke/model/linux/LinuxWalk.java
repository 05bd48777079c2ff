// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.linux;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.drive.Disagreement;
import dmabuf.revoke.model.replay.EdgeReplay;
import dmabuf.revoke.model.replay.ReplayResult;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Takes every edge of a graph that Linux can take: the same walk as for {@code impl}, with another subject. */
public final class LinuxWalk {
    /** The name of a failure's file. */
    public static final String NAME = "linux";

    private LinuxWalk() {}

    /**
     * The result for one scene.
     *
     * @param compared the variables of the spec that were compared after each step
     * @param failure the difference; empty if there is none
     */
    public record Row(String scene, ReplayResult result, Map<String, Integer> notSteered, List<String> compared, String failure) {
        public boolean agrees() {
            return failure.isEmpty();
        }

        /** The result in one line. */
        public String text() {
            final int not = notSteered.values().stream().mapToInt(Integer::intValue).sum();
            return String.format("%,d of %,d edges taken, %s different, %,d cannot be steered%s; %,d steps, %,d threads parked, %.1f s",
                    result.taken(), result.edges(), agrees() ? "none" : "one", not,
                    not == 0 ? "" : notSteered.entrySet().stream()
                            .map(e -> String.format("%,d: %s", e.getValue(), e.getKey()))
                            .collect(Collectors.joining(", ", " (", ")")),
                    result.steps(), result.parked().values().stream().mapToInt(Integer::intValue).sum(), result.seconds());
        }
    }

    /** Boots a guest, and checks that all its gates are reached. */
    public static Guest boot(final Kernel kernel) throws Undecided, InterruptedException {
        final Guest guest = Guest.boot(kernel, Guest.PLAIN, "");
        try {
            Gates.check(guest);
            return guest;
        } catch (Undecided | Disagreement e) {
            guest.close();
            throw e instanceof Undecided u ? u : new Undecided(e.getMessage());
        }
    }

    /** Walks one graph, up to the first step that differs. */
    public static Row walk(final Guest guest, final Graph graph) {
        final Unsteerable not = Unsteerable.of(graph);
        final Steered linux = new Steered(graph, guest);
        final ReplayResult r = EdgeReplay.of(graph, linux, not.edges()).replay();
        final String failure = r.failure() != null ? r.failure().kept(NAME)
                : guest.complaint().map(c -> "the kernel complains: " + c).orElse("");
        return new Row(graph.origin().scene(), r, not.reasons(), linux.compared(), failure);
    }
}
