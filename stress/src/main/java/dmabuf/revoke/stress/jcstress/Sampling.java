// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.jcstress;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.stress.litmus.Litmus;
import dmabuf.revoke.stress.litmus.Outcomes;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * The result of one litmus test.
 *
 * @param samples how often it ran
 * @param allowed how many outcomes the spec allows
 * @param seen how often each outcome occurred, including forbidden ones
 * @param forbidden the outcomes that occurred and that the spec does not allow, each with the arguments of a JVM in which it
 *     occurred
 * @param faults other faults, a line each: an exception, a thread that hangs, no sample, no result at all
 * @param lacking what the machine lacks, so that the test was not run; empty if it was
 */
public record Sampling(
        Litmus litmus,
        long samples,
        int allowed,
        Map<String, Long> seen,
        Map<String, String> forbidden,
        List<String> faults,
        String lacking) {
    /**
     * Compares jcstress's results with the computed outcomes.
     *
     * @param found for this test: a result for each fork of a JVM
     * @param forks how many results there should be
     */
    static Sampling of(final Outcomes outcomes, final List<TestResult> found, final int forks) {
        final Set<String> faults = new LinkedHashSet<>();
        final Map<String, Long> seen = new TreeMap<>();
        final Map<String, String> forbidden = new TreeMap<>();
        final List<String> allowed =
                outcomes.all().stream().map(Outcomes.Outcome::toString).toList();
        for (final TestResult r : found) {
            for (final String k : r.getStateKeys()) {
                seen.merge(k, r.getCount(k), Long::sum);
                if (!allowed.contains(k)) {
                    forbidden.putIfAbsent(k, Configuration.own(r.getConfig().jvmArgs));
                }
            }
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
        return new Sampling(outcomes.litmus(), samples, allowed.size(), seen, forbidden, List.copyOf(faults), "");
    }

    /** The result of a test that was not run, because its threads would not run at the same time. */
    public static Sampling notRun(final Litmus litmus, final int cores) {
        return new Sampling(
                litmus, 0, 0, Map.of(), Map.of(), List.of(),
                "not run: needs " + litmus.columns().size() + " cores, here " + cores);
    }

    public String name() {
        return litmus.name();
    }

    /** Whether it ran to its end and showed only allowed outcomes. */
    public boolean ok() {
        return lacking.isEmpty() && forbidden.isEmpty() && faults.isEmpty();
    }

    /** The result as a check of verify. A test that was not run is not good. */
    public Check check() {
        return check("");
    }

    /** @param more known facts about the forbidden outcomes */
    public Check check(final String more) {
        final String again = forbidden.isEmpty()
                ? "./revoke litmus --run " + name()
                : again(forbidden.values().iterator().next());
        return lacking.isEmpty()
                ? Check.of("jcstress", name(), ok(), more.isEmpty() ? toString() : this + "; " + more, again)
                : Check.notRun("jcstress", name(), lacking);
    }

    /** Each outcome that occurred, and how often. */
    public List<String> table() {
        return seen.entrySet().stream()
                .map(e -> String.format(
                        "%,11d  %s%s", e.getValue(), e.getKey(), forbidden.containsKey(e.getKey()) ? "  FORBIDDEN" : ""))
                .toList();
    }

    /** The command that runs this test alone, longer, in one configuration of the JVM. */
    private String again(final String jvm) {
        return "./revoke litmus --run " + name() + " --for 60s" + (jvm.isEmpty() ? "" : " --jvm \"" + jvm + "\"");
    }

    /** The result in one line; for a forbidden outcome it names the file, the class, the outcome, its frequency and the JVM. */
    @Override
    public String toString() {
        if (!lacking.isEmpty()) {
            return String.format("%-28s %s", name(), lacking);
        }
        final StringBuilder text = new StringBuilder(String.format(
                "%-28s %,11d samples, %d of %d outcomes seen",
                name(), samples, seen.size() - forbidden.size(), allowed));
        forbidden.forEach((o, jvm) -> text.append("; FORBIDDEN ").append(o).append(" (").append(seen.get(o))
                .append(jvm.isEmpty() ? ")" : ", with " + jvm + ")"));
        if (!forbidden.isEmpty()) {
            text.append("; file ").append(file()).append(", class ").append(Harness.className(litmus));
        }
        faults.forEach(f -> text.append("; ").append(f));
        return text.toString();
    }

    private Path file() {
        final Path file = litmus.file().toAbsolutePath().normalize();
        return file.startsWith(Tools.home()) ? Tools.home().relativize(file) : file;
    }
}
