// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.peers;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;

/**
 * Runs one suite in this JVM, until its first test fails. The impl that it tests is the first on the class path.
 *
 * <p>The exit code is 0 if all tests pass, 1 if one fails, which is printed, 2 if the suite could not be run, and 3 if
 * threads did not end in time and nothing else was found.
 */
public final class Run {
    /** The classes of a suite by its name; what Fray needs is compiled only in its profile. */
    private static final Map<String, List<String>> SUITES = Map.of(
            "lincheck", List.of("lincheck.DevicesTest", "lincheck.ProgramsTest"),
            "fray", List.of("fray.ScheduledRoundsTest"),
            "threads", List.of("threads.RepeatedRoundsTest", "threads.DisturbedTest"));

    private Run() {}

    /** Threads did not end in time, so there is no result to judge. */
    public static final class TimeLimit extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** With a text that says where the threads are. */
        public TimeLimit(final String where) {
            super(where);
        }
    }

    /** @param args the name of the suite */
    public static void main(final String[] args) {
        if (args.length != 1 || !args[0].equals("jcstress") && !SUITES.containsKey(args[0])) {
            System.err.println("usage: Run lincheck | fray | jcstress | threads");
            Runtime.getRuntime().halt(2);
        }
        int code = 2;
        try {
            code = args[0].equals("jcstress") ? jcstress() : junit(SUITES.get(args[0]));
        } catch (Exception | Error t) {
            t.printStackTrace();
        }
        System.out.flush();
        // Threads of a changed impl may hang.
        Runtime.getRuntime().halt(code);
    }

    private static int junit(final List<String> classes) throws ReflectiveOperationException {
        final LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
        for (final String c : classes) {
            request.selectors(selectClass(Class.forName(Run.class.getPackageName() + "." + c)));
        }
        final FirstFailure result = new FirstFailure();
        final LauncherDiscoveryRequest built = request.build();
        LauncherFactory.create().execute(built, result);
        return result.code();
    }

    /** jcstress starts JVMs with the class path of this one. It throws at the end if a test failed; this does not wait so long. */
    private static int jcstress() throws Exception {
        final Path report = Files.createTempDirectory("jcstress");
        final Options options = new Options(new String[] {"-t", "dmabuf.revoke.peers.jcstress", "-r", report.toString(),
            "-f", "1", "-iters", "3", "-time", "250", "-sc", "false", "-af", "NONE", "-v",
            "-jvmArgs", "-Xmx256m -XX:+UseSerialGC -XX:-TieredCompilation"});
        if (!options.parse()) {
            return 2;
        }
        System.setOut(new PrintStream(new FirstFailedLine(System.out), true, StandardCharsets.UTF_8));
        try {
            new JCStress(options).run();
            return 0;
        } catch (AssertionError e) {
            System.out.println("FAILED " + e.getMessage());
            return 1;
        } finally {
            Files.deleteIfExists(Path.of(options.getResultFile()));
        }
    }

    /** Ends this JVM, and those that it has started, when jcstress has printed the table of a test that failed. */
    private static final class FirstFailedLine extends FilterOutputStream {
        private final StringBuilder line = new StringBuilder();
        private boolean failed;
        private boolean table;

        FirstFailedLine(final PrintStream out) {
            super(out);
        }

        @Override
        public void write(final int b) throws IOException {
            out.write(b);
            if (b != '\n') {
                line.append((char) b);
                return;
            }
            if (table && line.toString().isBlank()) {
                out.flush();
                ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
                Runtime.getRuntime().halt(1);
            }
            failed |= line.indexOf("[FAILED]") >= 0 || line.indexOf("[ERROR]") >= 0;
            table |= failed && line.indexOf("RESULT") >= 0;
            line.setLength(0);
        }
    }

    /** Ends the JVM at the first failure, except of one that only took too long. */
    private static final class FirstFailure implements TestExecutionListener {
        private int passed;
        private boolean late;
        private boolean skipped;

        @Override
        public void executionStarted(final TestIdentifier t) {
            if (t.isTest()) {
                System.err.println("running " + t.getDisplayName());
            }
        }

        @Override
        public void executionSkipped(final TestIdentifier t, final String reason) {
            System.err.println("skipped " + t.getDisplayName() + ": " + reason);
            skipped = true;
        }

        @Override
        public void executionFinished(final TestIdentifier t, final TestExecutionResult r) {
            if (r.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
                if (t.isTest()) {
                    passed++;
                    System.err.println("passed " + t.getDisplayName() + " after " + ManagementFactory.getRuntimeMXBean().getUptime() + " ms");
                }
                return;
            }
            final Throwable thrown = r.getThrowable().orElseGet(() -> new AssertionError("aborted"));
            System.out.println("FAILED " + t.getDisplayName());
            thrown.printStackTrace(System.out);
            if (thrown instanceof TimeLimit || thrown instanceof TimeoutException) {
                late = true;
                return;
            }
            System.out.flush();
            Runtime.getRuntime().halt(1);
        }

        int code() {
            if (late) {
                return 3;
            }
            return passed == 0 || skipped ? 2 : 0;
        }
    }
}
