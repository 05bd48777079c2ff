// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import java.util.List;
import java.util.Map;

/**
 * The result of one turn of a unit.
 *
 * @param samples how often it ran; 0 is a failure
 * @param seen how often each outcome occurred; empty for a technique without a table
 * @param failures the disagreements with the spec
 * @param exhausted whether another turn would do the same again
 */
public record Found(long samples, Map<String, Long> seen, List<Failure> failures, boolean exhausted) {
    /**
     * A disagreement.
     *
     * @param signature the same for two occurrences of one failure: it contains no number, seed or path
     * @param what happened, in one line
     * @param file the text of a file that {@code ./revoke replay} runs
     */
    public record Failure(String signature, String what, String file) {}
}
