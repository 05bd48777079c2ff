// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.jcstress;

import dmabuf.revoke.child.Tied;
import dmabuf.revoke.impl.DmaBuf;
import dmabuf.revoke.stress.fork.ClassPath;
import dmabuf.revoke.stress.litmus.Outcomes;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import joptsimple.OptionParser;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * Runs litmus tests against impl on real cores, with jcstress, in a JVM for each configuration.
 *
 * <p>The classes are those of the package {@code harness}. All files are left in one folder, which has a folder for each
 * configuration: the file of results, jcstress's own {@code report}, its output in {@code jcstress.log}. A success that jcstress
 * reports proves nothing: here samples are counted, and compared with the computed outcomes. A test of more threads than there
 * are cores is not run, which jcstress calls a success.
 */
public final class JcstressRun {
    /**
     * Short strides make the actors race more often, and with a small heap they are cheap to warm up. jcstress measures one
     * thread after the other how many samples fit, which for the interpreter took longer than the samples themselves. Threads
     * that are not bound to cores leave the machine usable. Padding is enabled explicitly, because jcstress's own test for it
     * only understands class paths of jars.
     */
    private static final List<String> COMMON = List.of(
            "-m", "quick", "-f", "1", "-fsm", "1", "-sc", "false", "-strideSize", "16", "-strideCount", "8", "-hs", "64",
            "-pth", "false", "-af", "NONE");

    /**
     * A class from each folder and jar that a fork needs: tests, impl, jcstress and its library, and the class that ends a fork
     * with its parent.
     */
    private static final List<Class<?>> NEEDED =
            List.of(AsNamed.class, DmaBuf.class, Options.class, OptionParser.class, Tied.class);

    /** In seconds: several times the duration on two cores. */
    private static final long LONGEST = 240;

    private static final int SIDE_BY_SIDE = 2;

    private static final int QUICK_MILLIS = 230;
    private static final int LONG_MILLIS = 1000;

    private final Path folder;
    private final List<Path> first;
    private final List<String> options;
    private final List<Configuration> configurations;
    private final long longest;
    private final Consumer<String> progress;
    private int cores = Runtime.getRuntime().availableProcessors();
    /**
     * If not negative, the number that selects the configuration of each test in turn; else each test runs in all configurations.
     */
    private long turn = -1;

    /**
     * @param first on the class path: the classes of a mutant, which replace those of impl
     * @param options of jcstress
     * @param longest in seconds, for each configuration
     */
    JcstressRun(
            final Path folder,
            final List<Path> first,
            final List<String> options,
            final List<Configuration> configurations,
            final long longest,
            final Consumer<String> progress) {
        this.folder = folder.toAbsolutePath();
        this.first = first;
        this.options = options;
        this.configurations = configurations;
        this.longest = longest;
        this.progress = progress;
    }

    /**
     * A quick run: one fork of each configuration, one short iteration each.
     *
     * @param folder for all files, which replace those of an earlier run
     * @param progress gets a line for each test, and the durations
     */
    public static JcstressRun quick(
            final Path folder, final List<Configuration> configurations, final Consumer<String> progress) {
        return quick(folder, List.of(), configurations, progress);
    }

    /** The same with classes before all others: a mutant's. */
    static JcstressRun quick(
            final Path folder, final List<Path> first, final List<Configuration> configurations, final Consumer<String> progress) {
        return new JcstressRun(folder, first, options(1, QUICK_MILLIS), configurations, LONGEST, progress);
    }

    /** A run of a given duration in each fork. */
    public static JcstressRun lasting(
            final Path folder,
            final List<Configuration> configurations,
            final int seconds,
            final Consumer<String> progress) {
        return lasting(folder, List.of(), configurations, seconds, progress);
    }

    /** The same with classes before all others: those of generated tests, or a mutant's. */
    public static JcstressRun lasting(
            final Path folder,
            final List<Path> first,
            final List<Configuration> configurations,
            final int seconds,
            final Consumer<String> progress) {
        return new JcstressRun(
                folder, first, options(seconds, LONG_MILLIS), configurations, LONGEST + 4L * seconds, progress);
    }

    static List<String> options(final int iterations, final int millis) {
        final List<String> options = new ArrayList<>(COMMON);
        options.addAll(List.of("-iters", Integer.toString(iterations), "-time", Integer.toString(millis)));
        return options;
    }

    /** The same on a machine with a number of cores. */
    JcstressRun onCores(final int many) {
        final JcstressRun run = new JcstressRun(folder, first, options, configurations, longest, progress);
        run.cores = many;
        run.turn = turn;
        return run;
    }

    /**
     * The same with each test in only one of the configurations, and the next test in the next one.
     *
     * @param from the number of the first test's configuration; with a seed, each test meets all of them over time
     */
    public JcstressRun inTurn(final long from) {
        final JcstressRun run = new JcstressRun(folder, first, options, configurations, longest, progress);
        run.cores = cores;
        run.turn = Math.floorMod(from, configurations.size());
        return run;
    }

    /**
     * Runs tests; the results are in the order of the tests.
     *
     * @throws Undecided if jcstress does not finish
     */
    public List<Sampling> run(final List<Outcomes> tests) throws Undecided, InterruptedException {
        final List<Outcomes> fitting =
                tests.stream().filter(o -> o.litmus().columns().size() <= cores).toList();
        try {
            clean();
            final List<JcstressJvm.Ended> ended = fitting.isEmpty() ? List.of() : all(fitting);
            final List<TestResult> found = ended.stream().flatMap(e -> e.results().stream()).toList();
            final Optional<Path> failed =
                    ended.stream().filter(e -> !e.passed()).map(JcstressJvm.Ended::log).findFirst();
            final Map<String, List<TestResult>> byName =
                    found.stream().collect(Collectors.groupingBy(TestResult::getName));
            final int forks = byName.values().stream().mapToInt(List::size).max().orElse(1);
            final List<Sampling> results = new ArrayList<>();
            for (final Outcomes o : tests) {
                results.add(fitting.contains(o)
                        ? Sampling.of(o, byName.getOrDefault(Harness.className(o.litmus()), List.of()), forks)
                        : Sampling.notRun(o.litmus(), cores));
            }
            results.forEach(r -> progress.accept(r.toString()));
            if (failed.isPresent() && results.stream().allMatch(r -> r.ok() || !r.lacking().isEmpty())) {
                throw new Undecided("jcstress failed, and no test says why; its log is " + failed.get());
            }
            return results;
        } catch (IOException e) {
            throw new Undecided("jcstress in " + folder, e);
        } catch (ClassNotFoundException e) {
            throw new Undecided("jcstress in " + folder + " wrote results of another program: " + e.getMessage());
        }
    }

    /** Runs the configurations side by side: most of the time of each is the start of JVMs, which leaves cores idle. */
    private List<JcstressJvm.Ended> all(final List<Outcomes> tests)
            throws Undecided, InterruptedException, IOException, ClassNotFoundException {
        final ExecutorService side = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        try {
            final List<Future<JcstressJvm.Ended>> runs = new ArrayList<>();
            for (int n = 0; n < configurations.size(); n++) {
                final int number = n;
                final List<Outcomes> some = turn < 0 ? tests : IntStream.range(0, tests.size())
                        .filter(t -> (t + turn) % configurations.size() == number)
                        .mapToObj(tests::get)
                        .toList();
                if (!some.isEmpty()) {
                    runs.add(side.submit(() -> run(some, number)));
                }
            }
            final List<JcstressJvm.Ended> ended = new ArrayList<>();
            for (final Future<JcstressJvm.Ended> r : runs) {
                ended.add(r.get());
            }
            return ended;
        } catch (ExecutionException e) {
            throw thrown(e.getCause());
        } finally {
            side.shutdownNow();
            side.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    /** Converts an exception of a run: a run that cannot go on is undecided, whatever the reason. */
    private static Undecided thrown(final Throwable cause) throws InterruptedException {
        if (cause instanceof InterruptedException i) {
            throw i;
        }
        return cause instanceof Undecided u ? u : new Undecided("jcstress: " + cause);
    }

    private JcstressJvm.Ended run(final List<Outcomes> tests, final int number)
            throws Undecided, InterruptedException, IOException, ClassNotFoundException {
        final long begin = System.nanoTime();
        final List<String> all = new ArrayList<>(options);
        final Configuration configuration = configurations.get(number);
        all.addAll(configuration.options());
        all.addAll(List.of("-t", tests.stream()
                .map(o -> Pattern.quote(Harness.className(o.litmus())))
                .collect(Collectors.joining("|", "^(", ")$"))));
        final Path place = Files.createDirectories(folder.resolve(Integer.toString(number)));
        final JcstressJvm.Ended ended = new JcstressJvm(place, configuration.main(), all, longest)
                .run(ClassPath.of(first, NEEDED));
        progress.accept(String.format(
                "%-32s %35.1f s", "jcstress: " + ended.results().size() + " forks", (System.nanoTime() - begin) / 1e9));
        return ended;
    }

    /** Removes the files of an earlier run, and nothing else. */
    private void clean() throws IOException {
        Files.createDirectories(folder);
        final Collection<Path> left = new ArrayList<>();
        try (Stream<Path> places = Files.list(folder)) {
            for (final Path place : places.filter(p -> p.getFileName().toString().matches("\\d+")).toList()) {
                try (Stream<Path> all = Files.walk(place)) {
                    all.sorted(Comparator.reverseOrder()).forEach(left::add);
                }
            }
        }
        for (final Path p : left) {
            Files.delete(p);
        }
    }
}
