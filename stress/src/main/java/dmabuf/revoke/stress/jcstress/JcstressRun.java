package dmabuf.revoke.stress.jcstress;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.stress.litmus.Outcomes;
import dmabuf.revoke.tlc.Undecided;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.ReportUtils;
import org.openjdk.jcstress.infra.processors.JCStressTestProcessor;

/**
 * Runs litmus tests against impl on real cores, with jcstress, in a JVM of its own.
 *
 * <p>The tests are generated and compiled each time, so that their tables are those of the graph at hand. All is left
 * in one folder: {@code sources}, {@code classes}, the file of results, jcstress's own {@code report}, its output in
 * {@code jcstress.log}. What jcstress says of itself, and its exit code, prove nothing: samples are counted, and
 * compared with the computed outcomes, here.
 */
public final class JcstressRun {
    /**
     * One fork a configuration of the JVM, two iterations of 50 ms each. Short strides and a small heap are cheap to
     * warm up; threads that are not bound to cores leave the machine usable.
     */
    private static final List<String> QUICK = List.of(
            "-m", "quick", "-f", "1", "-fsm", "1", "-iters", "2", "-time", "50", "-sc", "false", "-strideSize", "64",
            "-strideCount", "8", "-hs", "64", "-pth", "false", "-af", "NONE", "-jvmArgsPrepend", "-XX:+UseSerialGC");

    /** In seconds: several times what it takes on two cores. */
    private static final long LONGEST = 240;

    private static final String SOURCES = "sources";
    private static final String CLASSES = "classes";
    private static final String REPORT = "report";

    private final Path folder;
    private final List<String> options;
    private final long longest;
    private final Consumer<String> progress;

    /**
     * What became of one litmus test.
     *
     * @param samples how often it ran
     * @param allowed how many outcomes the spec allows
     * @param seen how often each outcome came, those that are forbidden among them
     * @param forbidden the outcomes that came and that the spec does not allow
     * @param faults what else went wrong, a line each: an exception, a thread that hangs, no sample, no result at all
     */
    public record Result(
            String name,
            long samples,
            int allowed,
            Map<String, Long> seen,
            List<String> forbidden,
            List<String> faults) {
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

    /**
     * @param folder where all is left, in the place of what an earlier run left
     * @param progress is told a line a test
     */
    public JcstressRun(final Path folder, final Consumer<String> progress) {
        this(folder, QUICK, LONGEST, progress);
    }

    /**
     * @param options of jcstress
     * @param longest in seconds
     */
    JcstressRun(
            final Path folder, final List<String> options, final long longest, final Consumer<String> progress) {
        this.folder = folder.toAbsolutePath();
        this.options = options;
        this.longest = longest;
        this.progress = progress;
    }

    /**
     * Runs tests; a result each, in their order.
     *
     * @param graph from which their outcomes were computed
     * @throws Undecided if they do not compile, or if jcstress does not come to its end
     */
    public List<Result> run(final Graph graph, final List<Outcomes> tests) throws Undecided, InterruptedException {
        try {
            clean();
            final Path classes = compiled(graph, tests);
            final List<TestResult> found = ran(classes);
            final List<Result> results = new ArrayList<>();
            for (final Outcomes o : tests) {
                results.add(result(o, found));
                progress.accept(results.get(results.size() - 1).toString());
            }
            return results;
        } catch (IOException | ClassNotFoundException e) {
            throw new Undecided("jcstress in " + folder + ": " + e);
        }
    }

    /** Takes away what an earlier run left, and nothing else. */
    private void clean() throws IOException {
        Files.createDirectories(folder);
        final List<Path> left = new ArrayList<>();
        for (final String name : List.of(SOURCES, CLASSES, REPORT)) {
            if (Files.exists(folder.resolve(name))) {
                try (Stream<Path> all = Files.walk(folder.resolve(name))) {
                    all.sorted(Comparator.reverseOrder()).forEach(left::add);
                }
            }
        }
        left.addAll(resultFiles());
        for (final Path p : left) {
            Files.delete(p);
        }
    }

    private Path compiled(final Graph graph, final List<Outcomes> tests) throws IOException, Undecided {
        final JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        if (javac == null) {
            throw new Undecided("no Java compiler: a JDK is needed, not only a JRE");
        }
        final Path classes = Files.createDirectories(folder.resolve(CLASSES));
        final List<String> arguments = new ArrayList<>(List.of(
                "-d", classes.toString(), "-cp", classPath(),
                "-processor", JCStressTestProcessor.class.getName(), "-Xlint:none"));
        new LitmusGenerator(graph).write(tests, folder.resolve(SOURCES)).forEach(f -> arguments.add(f.toString()));
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        if (javac.run(null, said, said, arguments.toArray(String[]::new)) != 0) {
            throw new Undecided("the generated tests do not compile: " + said.toString(StandardCharsets.UTF_8));
        }
        return classes;
    }

    /** That of this JVM, for one that works in another folder. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(p -> Path.of(p).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private List<TestResult> ran(final Path classes)
            throws IOException, InterruptedException, ClassNotFoundException, Undecided {
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", classes + File.pathSeparator + classPath(),
                "org.openjdk.jcstress.Main", "-r", folder.resolve(REPORT).toString()));
        command.addAll(options);
        final Path log = folder.resolve("jcstress.log");
        final Process p = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!p.waitFor(longest, TimeUnit.SECONDS)) {
                throw new Undecided("jcstress did not end within " + longest + " s; its log is " + log);
            }
        } finally {
            final List<ProcessHandle> forks = p.descendants().toList();
            p.destroyForcibly();
            forks.forEach(ProcessHandle::destroyForcibly);
        }
        if (resultFiles().isEmpty()) {
            throw new Undecided("jcstress left no results; its log is " + log);
        }
        final InProcessCollector collector = new InProcessCollector();
        for (final Path file : resultFiles()) {
            final DiskReadCollector reader = new DiskReadCollector(file.toString(), collector);
            reader.dump();
            reader.close();
        }
        return ReportUtils.mergedByName(collector.getTestResults());
    }

    private List<Path> resultFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches("jcstress-results-.*\\.bin\\.gz")).toList();
        }
    }

    private static Result result(final Outcomes outcomes, final List<TestResult> found) {
        final String name = LitmusGenerator.PACKAGE + "." + LitmusGenerator.className(outcomes.litmus());
        final Set<String> faults = new LinkedHashSet<>();
        final Map<String, Long> seen = new TreeMap<>();
        for (final TestResult r : found) {
            if (r.getName().equals(name)) {
                r.getStateKeys().forEach(k -> seen.merge(k, r.getCount(k), Long::sum));
                if (r.status() != Status.NORMAL) {
                    faults.add(r.status().toString());
                }
                r.getMessages().stream().filter(m -> !m.startsWith("\t")).forEach(faults::add);
            }
        }
        final long samples = seen.values().stream().mapToLong(Long::longValue).sum();
        if (samples == 0) {
            faults.add("no samples");
        }
        final List<String> allowed =
                outcomes.all().stream().map(Outcomes.Outcome::toString).toList();
        final List<String> forbidden =
                seen.keySet().stream().filter(o -> !allowed.contains(o)).toList();
        return new Result(
                outcomes.litmus().name(), samples, allowed.size(), seen, forbidden, List.copyOf(faults));
    }
}
