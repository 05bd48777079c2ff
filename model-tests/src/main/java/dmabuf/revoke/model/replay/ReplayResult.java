package dmabuf.revoke.model.replay;

import java.util.Map;

/**
 * What an {@link EdgeReplay} did.
 *
 * @param taken edges taken at least once
 * @param steps taken in all
 * @param states visited
 * @param attempts calls that were misuse
 * @param arrived by step: waits whose condition was true on arrival
 * @param parked by step: waits in which the thread was parked first
 * @param buffers that were made, one after the other
 */
record ReplayResult(
        int edges,
        int taken,
        long steps,
        int states,
        long attempts,
        Map<String, Integer> arrived,
        Map<String, Integer> parked,
        int buffers,
        double seconds,
        String failure) {

    /** One line. */
    String text() {
        return String.format(
                "%,d of %,d edges in %,d states, %,d steps, %,d calls that are misuse, %,d waits on arrival, %,d after"
                        + " parking, %.1f s",
                taken, edges, states, steps, attempts, sum(arrived), sum(parked), seconds);
    }

    private static int sum(final Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
