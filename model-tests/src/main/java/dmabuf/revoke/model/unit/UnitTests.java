// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.unit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.platform.Platform;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;

/**
 * The unit tests of impl, in this JVM: they test what is outside the graph. Nothing in them is random. They do not check impl
 * against the spec, and so are not among all techniques; but mutants are hunted with them too.
 *
 * <p>The tests come from the class loader of this class, so that a mutant's loader runs them on the mutant. Tests with the tag
 * {@code files} read the files of the build, which contain no mutant, and tests with {@code large} limit the size of the sources;
 * neither are run.
 */
public final class UnitTests implements Technique {
    public static final String NAME = "unit-tests";

    private static final String CLASSES = "impl/target/test-classes";
    private static final String ENGINE = "junit-jupiter";
    private static final String SUFFIX = "Test.class";

    @Override
    public String name() {
        return NAME;
    }

    /** The folder in which the build puts their classes. */
    public static Path classes() {
        return Tools.home().resolve(CLASSES);
    }

    @Override
    public Verdict run(final Graphs graphs, final long seed) throws Undecided {
        final Outcome outcome = new Outcome();
        final LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(tests().stream().map(c -> selectClass(c)).toList())
                .filters(TagFilter.excludeTags("files", "large"))
                .build();
        Platform.launcher(ENGINE, UnitTests.class.getClassLoader()).execute(request, outcome);
        return outcome.verdict();
    }

    private static List<Class<?>> tests() throws Undecided {
        final List<Class<?>> tests = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(classes())) {
            for (final Path f : walk.filter(p -> p.toString().endsWith(SUFFIX)).sorted().toList()) {
                final String name = classes().relativize(f).toString().replaceAll("\\.class$", "").replaceAll("[/\\\\]", ".");
                tests.add(Class.forName(name, true, UnitTests.class.getClassLoader()));
            }
        } catch (IOException e) {
            throw new Undecided("cannot look for the unit tests of impl in " + classes(), e);
        } catch (ClassNotFoundException e) {
            throw new Undecided("a unit test of impl cannot be loaded: " + e);
        }
        return tests;
    }

    /** The results of the tests. */
    private static final class Outcome implements TestExecutionListener {
        private final List<String> wrong = new ArrayList<>();
        private int run;

        @Override
        public void executionFinished(final TestIdentifier test, final TestExecutionResult result) {
            run += test.isTest() && result.getStatus() != TestExecutionResult.Status.ABORTED ? 1 : 0;
            if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                wrong.add(test.getDisplayName() + ": " + result.getThrowable().map(Throwable::toString).orElse("failed"));
            }
        }

        Verdict verdict() throws Undecided {
            if (run == 0 && wrong.isEmpty()) {
                throw new Undecided("no unit test of impl was run: there is none in " + classes());
            }
            return wrong.isEmpty() ? Verdict.agrees(run + " tests") : Verdict.differs(run + " tests", String.join("\n", wrong));
        }
    }
}
