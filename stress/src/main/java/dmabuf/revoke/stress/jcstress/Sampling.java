package dmabuf.revoke.stress.jcstress;

import dmabuf.revoke.stress.litmus.Outcomes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * What became of one litmus test.
 *
 * @param samples how often it ran
 * @param allowed how many outcomes the spec allows
 * @param seen how often each outcome came, those that are forbidden among them
 * @param forbidden the outcomes that came and that the spec does not allow
 * @param faults what else went wrong, a line each: an exception, a thread that hangs, no sample, no result at all
 */
public record Sampling(
        String name,
        long samples,
        int allowed,
        Map<String, Long> seen,
        List<String> forbidden,
        List<String> faults) {
    /**
     * Holds what jcstress has found against what was computed.
     *
     * @param found of this test: a result for each fork of a JVM
     * @param forks how many there ought to be
     */
    static Sampling of(final Outcomes outcomes, final List<TestResult> found, final int forks) {
        final Set<String> faults = new LinkedHashSet<>();
        final Map<String, Long> seen = new TreeMap<>();
        for (final TestResult r : found) {
            r.getStateKeys().forEach(k -> seen.merge(k, r.getCount(k), Long::sum));
            if (r.status() != Status.NORMAL) {
                faults.add(r.status().toString());
            } else if (r.getTotalCount() == 0) {
                faults.add("no samples with " + r.getConfig().jvmArgs);
            }
            r.getMessages().stream().filter(m -> !m.startsWith("\t")).forEach(faults::add);
        }
        final long samples = seen.values().stream().mapToLong(Long::longValue).sum();
        if (samples == 0) {
            faults.add("no samples");
        }
        if (found.size() != forks) {
            faults.add(found.size() + " results in the place of " + forks);
        }
        final List<String> allowed =
                outcomes.all().stream().map(Outcomes.Outcome::toString).toList();
        final List<String> forbidden =
                seen.keySet().stream().filter(o -> !allowed.contains(o)).toList();
        return new Sampling(
                outcomes.litmus().name(), samples, allowed.size(), seen, forbidden, List.copyOf(faults));
    }

    /** It ran, to its end, and showed nothing but what is allowed. */
    public boolean ok() {
        return forbidden.isEmpty() && faults.isEmpty();
    }

    /** One line. */
    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder(String.format(
                "%-28s %,11d samples, %d of %d outcomes seen",
                name, samples, seen.size() - forbidden.size(), allowed));
        forbidden.forEach(o -> text.append("; FORBIDDEN ").append(o).append(" (").append(seen.get(o)).append(')'));
        faults.forEach(f -> text.append("; ").append(f));
        return text.toString();
    }
}
