package dmabuf.revoke.stress;

import dmabuf.revoke.service.Subcommand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * The benchmarks of impl, and what they say as ratios: the figures of docs/performance.md. The assertions of its lock
 * discipline are off, as in a program that uses it; once they are on, to see what they cost.
 */
final class ImplFigures {
    private ImplFigures() {}

    static int run() throws RunnerException {
        final List<String> figures = new ArrayList<>();
        for (final int threads : new int[] {1, 2}) {
            final ChainedOptionsBuilder options = new OptionsBuilder()
                    .include(MapBenchmark.class.getSimpleName()).threads(threads).shouldFailOnError(true);
            if (!MapBenchmark.Foreign.isThere()) {
                options.exclude("arenaAccess");
            }
            figures.addAll(maps(new Runner(options.build()).run(), threads));
        }
        for (final RunResult r : new Runner(new OptionsBuilder()
                        .include(MapBenchmark.class.getSimpleName() + ".mapUnmap").jvmArgsAppend("-ea").shouldFailOnError(true)
                        .build())
                .run()) {
            figures.add(String.format(Locale.ROOT, "%-20s with -ea  %10.1f ns", name(r), median(r)));
        }
        figures.addAll(revokes(new Runner(new OptionsBuilder()
                        .include(RevokeBenchmark.class.getSimpleName()).shouldFailOnError(true).build())
                .run()));
        System.out.println("\n" + String.join("\n", figures));
        return figures.isEmpty() ? Subcommand.UNDECIDED : Subcommand.AS_EXPECTED;
    }

    private static List<String> maps(final Collection<RunResult> results, final int threads) {
        final double bare = results.stream().filter(r -> name(r).equals("reentrantLock")).findFirst().map(ImplFigures::median)
                .orElseThrow();
        return results.stream()
                .map(r -> String.format(Locale.ROOT, "%-20s %d threads %10.1f ns, %5.2f of reentrantLock", name(r), threads,
                        median(r), median(r) / bare))
                .toList();
    }

    private static List<String> revokes(final Collection<RunResult> results) {
        return results.stream()
                .map(r -> String.format(Locale.ROOT, "%-20s %6s attachments %12.1f us, %8.1f ns each", name(r),
                        r.getParams().getParam("attachments"), median(r),
                        1000 * median(r) / Integer.parseInt(r.getParams().getParam("attachments"))))
                .toList();
    }

    private static String name(final RunResult r) {
        return r.getPrimaryResult().getLabel();
    }

    private static double median(final RunResult r) {
        return r.getPrimaryResult().getStatistics().getPercentile(50);
    }
}
