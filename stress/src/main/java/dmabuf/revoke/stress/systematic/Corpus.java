// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.systematic;

import dmabuf.revoke.stress.litmus.Outcomes;
import java.util.List;
import java.util.Locale;

/**
 * Systematic tests, and the numbers of those that were dropped.
 *
 * @param stage of the tests
 * @param tests that are kept
 * @param starts how many there are
 * @param programs how many were enumerated
 * @param endless of these, those that can run for ever, or need more calls at a time than the graph has, even with all releasing
 *     calls
 * @param serial those of which each outcome occurs in a serial run
 * @param same those that have columns and outcomes of another, from another start
 * @param folded sequences of calls that lead to an already known start
 */
public record Corpus(
        String stage, List<Outcomes> tests, int starts, long programs, long endless, long serial, long same, long folded) {
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-46s %,6d tests of %,d programs from %,d starts; dropped: %,d can run for ever, %,d have"
                        + " serial outcomes only, %,d are the same from another start (%,d starts folded)",
                stage, tests.size(), programs, starts, endless, serial, same, folded);
    }
}
