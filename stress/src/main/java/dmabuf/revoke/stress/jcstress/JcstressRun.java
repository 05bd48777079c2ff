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
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.processors.JCStressTestProcessor;

/**
 * Runs litmus tests against impl on real cores, with jcstress, in a JVM of its own.
 *
 * <p>The tests are generated and compiled each time, so that their tables are those of the graph at hand. All is left
 * in one folder: {@code sources}, {@code classes}, the file of results, jcstress's own {@code report}, its output in
 * {@code jcstress.log}. That jcstress says it has passed proves nothing: samples are counted, and compared with the
 * computed outcomes, here.
 */
public final class JcstressRun {
    /**
     * One fork a configuration of the JVM, two iterations of 130 ms each. Short strides make the actors meet more often,
     * and with a small heap they are cheap to warm up: jcstress measures how many samples fit, one thread after the
     * other, which for the interpreter took longer than the samples themselves. Threads that are not bound to cores
     * leave the machine usable. Padding is asked for by hand: jcstress's own test of it knows class paths of jars only. The
     * assertions of impl, which are its lock discipline, are on.
     */
    static final List<String> QUICK = List.of(
            "-m", "quick", "-f", "1", "-fsm", "1", "-iters", "2", "-time", "130", "-sc", "false", "-strideSize", "16",
            "-strideCount", "8", "-hs", "64", "-pth", "false", "-af", "NONE", "-jvmArgsPrepend", "-XX:+UseSerialGC",
            "-jvmArgsPrepend", "-XX:-RestrictContended", "-jvmArgsPrepend", "-ea:dmabuf.revoke.impl...");

    /** In seconds: several times what it takes on two cores. */
    private static final long LONGEST = 240;

    private static final String SOURCES = "sources";
    private static final String CLASSES = "classes";

    private final Path folder;
    private final List<Path> first;
    private final List<String> options;
    private final long longest;
    private final Consumer<String> progress;

    /**
     * @param folder where all is left, in the place of what an earlier run left
     * @param progress is told a line a test, and what took how long
     */
    public JcstressRun(final Path folder, final Consumer<String> progress) {
        this(folder, List.of(), QUICK, LONGEST, progress);
    }

    /**
     * @param first on the class path: the classes of a mutant, to run against it and not against impl
     * @param options of jcstress
     * @param longest in seconds
     */
    JcstressRun(
            final Path folder,
            final List<Path> first,
            final List<String> options,
            final long longest,
            final Consumer<String> progress) {
        this.folder = folder.toAbsolutePath();
        this.first = first;
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
    public List<Sampling> run(final Graph graph, final List<Outcomes> tests) throws Undecided, InterruptedException {
        try {
            final long start = System.nanoTime();
            clean();
            final Path classes = compiled(graph, tests);
            took("jcstress: tests compiled", start);
            final long begin = System.nanoTime();
            final JcstressJvm jvm = new JcstressJvm(folder, options, longest);
            final JcstressJvm.Ended ended = jvm.run(classPath(Stream.concat(first.stream(), Stream.of(classes))));
            took("jcstress: " + ended.results().size() + " forks", begin);
            final List<Sampling> results = results(tests, ended);
            results.forEach(r -> progress.accept(r.toString()));
            if (!ended.passed() && results.stream().allMatch(Sampling::ok)) {
                throw new Undecided("jcstress failed, and no test says why; its log is " + jvm.log());
            }
            return results;
        } catch (IOException | ClassNotFoundException e) {
            throw new Undecided("jcstress in " + folder + ": " + e);
        }
    }

    private void took(final String what, final long since) {
        progress.accept(String.format("%-32s %35.1f s", what, (System.nanoTime() - since) / 1e9));
    }

    /** Every test ought to have run as often as any other. */
    private static List<Sampling> results(final List<Outcomes> tests, final JcstressJvm.Ended ended) {
        final Map<String, List<TestResult>> found =
                ended.results().stream().collect(Collectors.groupingBy(TestResult::getName));
        final int forks = found.values().stream().mapToInt(List::size).max().orElse(1);
        return tests.stream()
                .map(o -> Sampling.of(
                        o,
                        found.getOrDefault(
                                LitmusGenerator.PACKAGE + "." + LitmusGenerator.className(o.litmus()),
                                Collections.emptyList()),
                        forks))
                .toList();
    }

    /** Takes away what an earlier run left, and nothing else. */
    private void clean() throws IOException {
        Files.createDirectories(folder);
        final List<Path> left = new ArrayList<>();
        for (final String name : List.of(SOURCES, CLASSES, JcstressJvm.REPORT)) {
            if (Files.exists(folder.resolve(name))) {
                try (Stream<Path> all = Files.walk(folder.resolve(name))) {
                    all.sorted(Comparator.reverseOrder()).forEach(left::add);
                }
            }
        }
        left.addAll(JcstressJvm.resultFiles(folder));
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
                "-d", classes.toString(), "-cp", classPath(first.stream()),
                "-processor", JCStressTestProcessor.class.getName(), "-Xlint:none"));
        new LitmusGenerator(graph).write(tests, folder.resolve(SOURCES)).forEach(f -> arguments.add(f.toString()));
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        if (javac.run(null, said, said, arguments.toArray(String[]::new)) != 0) {
            throw new Undecided("the generated tests do not compile: " + said.toString(StandardCharsets.UTF_8));
        }
        return classes;
    }

    /** That of this JVM behind some folders, for one that works elsewhere. */
    private static String classPath(final Stream<Path> before) {
        return Stream.concat(
                        before, Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of))
                .map(p -> p.toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
