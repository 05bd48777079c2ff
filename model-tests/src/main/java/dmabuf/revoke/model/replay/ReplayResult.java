// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.replay;

import dmabuf.revoke.model.drive.Failures;
import dmabuf.revoke.model.drive.Recording;
import java.util.Map;

/**
 * The result of a {@link Stepper}.
 *
 * @param taken edges taken at least once
 * @param steps taken in all
 * @param states visited
 * @param attempts calls that were misuse
 * @param arrived by step: waits whose condition was true on arrival
 * @param parked by step: waits in which the thread was parked first
 * @param buffers that were made, one after the other
 * @param failure null if impl always agreed with the spec
 */
public record ReplayResult(
        int edges,
        int taken,
        long steps,
        int states,
        long attempts,
        Map<String, Integer> arrived,
        Map<String, Integer> parked,
        int buffers,
        double seconds,
        Failure failure) {

    /** The reason why the replay stopped early, and the moves that led there. */
    public record Failure(String why, Recording recording) {
        /** Saves the moves. {@return the reason, and how to see it again} */
        public String kept() {
            return kept(Replay.NAME);
        }

        /** The same under the name of another technique. */
        public String kept(final String technique) {
            return why + "\n" + recording.keep(Failures.file(technique), why);
        }
    }

    /** The result in one line. */
    public String text() {
        return String.format(
                "%,d of %,d edges in %,d states, %,d steps, %,d calls that are misuse, %,d waits on arrival, %,d after"
                        + " parking, %.1f s",
                taken, edges, states, steps, attempts, sum(arrived), sum(parked), seconds);
    }

    /** The result of paths with delays in one line. */
    String ofDelays() {
        return String.format("%,d paths, %,d steps, %,d waits after parking, %,d of %,d edges, %.1f s", buffers, steps, sum(parked), taken, edges, seconds);
    }

    private static int sum(final Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
