// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress;

import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks of impl, and prints ratios and the bytes that a call allocates: the figures of docs/performance.md. The
 * assertions of its lock discipline are off, as in a program that uses it; in one run they are on, to measure their cost.
 *
 * <p>Only the fastest twentieth of the slices counts: in those no other process had the core.
 */
final class ImplFigures {
    private static final double FASTEST = 5;

    private ImplFigures() {}

    static int run() throws RunnerException {
        final List<String> figures = new ArrayList<>();
        for (final int threads : new int[] {1, 2}) {
            final ChainedOptionsBuilder options = options(MapBenchmark.class, "").threads(threads);
            if (!MapBenchmark.Foreign.isThere()) {
                options.exclude("arenaAccess");
            }
            figures.addAll(maps(ran(options), threads));
        }
        for (final RunResult r : ran(options(MapBenchmark.class, ".mapUnmap").jvmArgsAppend("-ea"))) {
            figures.add(String.format(Locale.ROOT, "%-20s with -ea  %10.1f ns %27.2f bytes", name(r), fastest(r), bytes(r)));
        }
        figures.addAll(revokes(ran(options(RevokeBenchmark.class, ""))));
        System.out.println("\n" + String.join("\n", figures));
        return figures.isEmpty() ? Subcommand.UNDECIDED : Subcommand.AS_EXPECTED;
    }

    private static ChainedOptionsBuilder options(final Class<?> benchmark, final String method) {
        return new OptionsBuilder().include(benchmark.getSimpleName() + method)
                .addProfiler(GCProfiler.class).verbosity(VerboseMode.SILENT).shouldFailOnError(true);
    }

    private static Collection<RunResult> ran(final ChainedOptionsBuilder options) throws RunnerException {
        final Collection<RunResult> results = new Runner(options.build()).run();
        results.forEach(r -> Tools.progress(String.format(Locale.ROOT, "%s, %d thread(s): %.1f %s", name(r),
                r.getParams().getThreads(), fastest(r), r.getPrimaryResult().getScoreUnit())));
        return results;
    }

    private static List<String> maps(final Collection<RunResult> results, final int threads) {
        final double bare = results.stream().filter(r -> name(r).equals("reentrantLock")).findFirst().map(ImplFigures::fastest)
                .orElseThrow();
        return results.stream()
                .map(r -> String.format(Locale.ROOT, "%-20s %d threads %10.1f ns, %5.2f of reentrantLock, %6.2f bytes", name(r),
                        threads, fastest(r), fastest(r) / bare, bytes(r)))
                .toList();
    }

    /** The bytes that a call allocates. */
    private static double bytes(final RunResult r) {
        return r.getSecondaryResults().get("gc.alloc.rate.norm").getStatistics().getPercentile(50);
    }

    private static List<String> revokes(final Collection<RunResult> results) {
        return results.stream()
                .map(r -> String.format(Locale.ROOT, "%-20s %6s attachments %12.1f us, %8.1f ns each", name(r),
                        r.getParams().getParam("attachments"), fastest(r),
                        1000 * fastest(r) / Integer.parseInt(r.getParams().getParam("attachments"))))
                .toList();
    }

    private static String name(final RunResult r) {
        return r.getPrimaryResult().getLabel();
    }

    private static double fastest(final RunResult r) {
        return r.getPrimaryResult().getStatistics().getPercentile(FASTEST);
    }
}
