// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.jcstress;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.HungChild;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.child.Tied;
import dmabuf.revoke.stress.fork.HungRun;
import dmabuf.revoke.tlc.Undecided;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * The JVM in which jcstress itself runs. It forks one for each test and configuration; none of them outlives a run.
 *
 * <p>jcstress exits with 0, or with 1 if a test has failed; anything else is a crash. Its own reader takes a truncated file of
 * results for a complete one, so the file is read to its end before.
 */
final class JcstressJvm {
    static final String REPORT = "report";

    private final Path folder;
    private final String main;
    private final List<String> options;
    private final long longest;

    /** @param passed whether jcstress says that all passed: its exit code was 0 */
    record Ended(boolean passed, Collection<TestResult> results, Path log) {}

    /**
     * @param folder in which it works
     * @param main the name of its main class
     * @param longest in seconds of an idle machine
     */
    JcstressJvm(final Path folder, final String main, final List<String> options, final long longest) {
        this.folder = folder;
        this.main = main;
        this.options = options;
        this.longest = longest;
    }

    private Path log() {
        return folder.resolve("jcstress.log");
    }

    Ended run(final String classPath) throws IOException, InterruptedException, ClassNotFoundException, Undecided {
        final List<String> arguments = new ArrayList<>(List.of("-cp", classPath));
        arguments.addAll(Tied.to(main));
        arguments.addAll(List.of("-r", folder.resolve(REPORT).toString()));
        arguments.addAll(options);
        final int code;
        try {
            code = Child.java(arguments, log(), Limit.seconds(longest)).in(folder).run();
        } catch (HungChild h) {
            throw new HungRun("jcstress " + h.getMessage());
        }
        if (code > 1) {
            throw new Undecided("jcstress crashed: it ended with " + code + "; its log is " + log());
        }
        if (resultFiles(folder).isEmpty()) {
            throw new Undecided("jcstress left no results; its log is " + log());
        }
        final InProcessCollector collector = new InProcessCollector();
        for (final Path file : resultFiles(folder)) {
            read(file, collector);
        }
        return new Ended(code == 0, collector.getTestResults(), log());
    }

    static List<Path> resultFiles(final Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches("jcstress-results-.*\\.bin\\.gz")).toList();
        }
    }

    static void read(final Path file, final InProcessCollector collector)
            throws IOException, ClassNotFoundException, Undecided {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (EOFException | ZipException e) {
            throw new Undecided("jcstress's file of results is not whole: " + file + " (" + e + ')');
        }
        final DiskReadCollector reader = new DiskReadCollector(file.toString(), collector);
        reader.dump();
        reader.close();
    }
}
