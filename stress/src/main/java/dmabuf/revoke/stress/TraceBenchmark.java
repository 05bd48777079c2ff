// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress;

import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.trace.interpret.Judgement;
import dmabuf.revoke.trace.interpret.Terms;
import dmabuf.revoke.trace.perturb.Perturbing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Measures how many lines of a trace are judged in a second, from the file to the verdict, in 512 MiB of heap. The trace is
 * repeated up to 200 MB; each repetition ends where no thread is in a call. For comparison TLC decides the whole histories of the
 * first lines of the trace, once.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx512m"})
public class TraceBenchmark {
    private static final long BYTES = 200_000_000;
    private static final int FOR_TLC = 3_000;

    private List<String> once;
    private Path repeated;
    private long lines;

    @Setup(Level.Trial)
    public void setUp() throws IOException, Undecided {
        once = lines(Path.of(System.getProperty("revoke.trace")));
        repeated = Files.createTempFile(Tools.target(), "bench", ".trace");
        lines = write(once, repeated);
    }

    @TearDown(Level.Trial)
    public void tearDown() throws IOException {
        Files.deleteIfExists(repeated);
    }

    @Benchmark
    @Warmup(iterations = 2)
    @Measurement(iterations = 5)
    public Judgement judged() throws Exception {
        final Judgement j = Judgement.of(repeated, Tools.open().shop(), Terms.NONE);
        if (j.exitCode() != 0 || j.lines() != lines) {
            throw new IllegalStateException("exit code " + j.exitCode() + ", " + j.lines() + " of " + lines + " lines");
        }
        return j;
    }

    @Benchmark
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public int byTlc() throws Exception {
        return new Perturbing(Tools.open(), 1, 0, p -> {}).decide(once.subList(0, Math.min(FOR_TLC, once.size())));
    }

    private static List<String> lines(final Path trace) throws IOException, Undecided {
        try (InputStream raw = Files.newInputStream(trace);
                InputStream in = trace.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            final List<String> all = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).lines().toList();
            return Repeatable.of(all);
        } catch (Undecided e) {
            throw new Undecided(trace + ": " + e.getMessage());
        }
    }

    /** Writes the lines repeatedly. {@return the number of lines} */
    private static long write(final List<String> lines, final Path file) throws IOException {
        final byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        long written = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (; written * text.length < BYTES; written++) {
                out.write(text);
            }
        }
        return written * lines.size();
    }

    /**
     * Only an explained trace, repeated unchanged, is measured: this reports why a trace is not explained before a JVM is
     * started.
     */
    private static void check(final Path trace, final List<String> once) throws Undecided, InterruptedException {
        final byte[] twice = (String.join("\n", once) + "\n").repeat(2).getBytes(StandardCharsets.ISO_8859_1);
        final Judgement j = Judgement.of(new ByteArrayInputStream(twice), Tools.open().shop(), Terms.NONE);
        if (j.exitCode() != 0) {
            throw new Undecided(trace + ", repeated, is not explained; only traces that are can be measured: "
                    + (j.trouble().isEmpty() ? j.verdicts().findings().get(0).text() : j.trouble().get(0)));
        }
    }

    /** Runs both, and prints their lines per second side by side. */
    static int run(final Path trace) throws IOException, RunnerException, Undecided, InterruptedException {
        final List<String> once = lines(trace);
        check(trace, once);
        final long size = once.stream().mapToLong(l -> l.length() + 1).sum();
        final long repeated = (BYTES + size - 1) / size * once.size();
        final List<String> told = new ArrayList<>(Tools.options());
        told.add("-Drevoke.trace=" + trace.toAbsolutePath());
        final Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(TraceBenchmark.class.getSimpleName())
                        .jvmArgsAppend(told.toArray(String[]::new))
                        .shouldFailOnError(true)
                        .build())
                .run();
        for (final RunResult r : results) {
            final String what = r.getPrimaryResult().getLabel();
            final double seconds = r.getPrimaryResult().getScore();
            final long lines = what.equals("byTlc") ? Math.min(FOR_TLC, once.size()) : repeated;
            System.out.printf(
                    Locale.ROOT, "%-7s %,9d lines in %6.2f s: %,10.0f lines/s%n", what, lines, seconds, lines / seconds);
        }
        return results.size() == 2 ? Subcommand.AS_EXPECTED : Subcommand.UNDECIDED;
    }
}
