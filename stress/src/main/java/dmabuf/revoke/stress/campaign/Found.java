// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import java.util.List;
import java.util.Map;

/**
 * What one turn of a unit found.
 *
 * @param samples how often it ran; 0 is a failure
 * @param seen how often each outcome came; empty for a technique without a table
 * @param failures what disagrees with the spec
 * @param exhausted another turn would do the same again
 */
public record Found(long samples, Map<String, Long> seen, List<Failure> failures, boolean exhausted) {
    /**
     * A disagreement.
     *
     * @param signature the same for two failures that are one: no number, seed or path in it
     * @param what happened, in one line
     * @param file the text of a file that {@code ./revoke replay} runs
     */
    public record Failure(String signature, String what, String file) {}
}
