// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.pit;

import dmabuf.revoke.tlc.Undecided;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The final report of PIT: the number of its mutants, by result.
 *
 * @param byStatus the numbers by PIT's word for the result
 * @param slowest duration of the slowest test without a mutant, in milliseconds
 * @param allowed additional time before a test counts as timed out, in milliseconds
 */
record PitReport(Map<String, Integer> byStatus, long slowest, long allowed) {
    private static final Pattern MUTATION = Pattern.compile("<mutation [^>]*status=['\"](\\w+)['\"]");
    private static final Pattern SLOWEST = Pattern.compile("Slowest test \\(.*\\) took (\\d+) ms");

    /** @param mutations the text of mutations.xml */
    static PitReport read(final String mutations, final String log, final long allowed) throws Undecided {
        final Map<String, Integer> byStatus = new TreeMap<>();
        final Matcher m = MUTATION.matcher(mutations);
        while (m.find()) {
            byStatus.merge(m.group(1), 1, Integer::sum);
        }
        if (byStatus.isEmpty()) {
            throw new Undecided("PIT made no mutant");
        }
        final Matcher slowest = SLOWEST.matcher(log);
        if (!slowest.find()) {
            throw new Undecided("PIT did not say what its slowest test took without a mutant");
        }
        return new PitReport(byStatus, Long.parseLong(slowest.group(1)), allowed);
    }

    int all() {
        return byStatus.values().stream().mapToInt(Integer::intValue).sum();
    }

    private int count(final String status) {
        return byStatus.getOrDefault(status, 0);
    }

    /**
     * Whether a mutant that timed out is caught: only if the slowest test without a mutant took at most a tenth of the time that
     * it may take. Otherwise the machine may have been slow.
     */
    boolean timeOutsCount() {
        return slowest * 10 <= slowest + allowed;
    }

    int caught() {
        return count("KILLED") + (timeOutsCount() ? count("TIMED_OUT") : 0);
    }

    int percent() {
        return 100 * caught() / all();
    }

    String text() {
        return String.format(
                "%d of %d are caught (%d %%): %s; of a test that times out the slowest took %d ms without a mutant, and may take %d ms%s",
                caught(), all(), percent(), byStatus, slowest, slowest + allowed,
                timeOutsCount() ? "" : ", less than ten times as much: time-outs do not count");
    }
}
