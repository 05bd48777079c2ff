// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.unit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dmabuf.revoke.check.Names;
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

    /** Before the name of a class: its tests alone. */
    public static final String ONE = NAME + " of ";

    private static final String CLASSES = "impl/target/test-classes";
    private static final String ENGINE = "junit-jupiter";
    private static final String SUFFIX = "Test.class";

    /** The simple name of a class; empty for all. */
    private final String only;

    /** All of them. */
    public UnitTests() {
        this("");
    }

    private UnitTests(final String only) {
        this.only = only;
    }

    /**
     * The tests of one class.
     *
     * @param name of the class, without its package
     */
    public static UnitTests of(final String name) throws Undecided {
        final List<String> known = files().stream().map(UnitTests::simple).toList();
        if (!known.contains(name)) {
            throw Names.none("class of unit tests", name, known);
        }
        return new UnitTests(name);
    }

    @Override
    public String name() {
        return only.isEmpty() ? NAME : ONE + only;
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

    private List<Class<?>> tests() throws Undecided {
        final List<Class<?>> tests = new ArrayList<>();
        for (final Path f : files()) {
            if (only.isEmpty() || simple(f).equals(only)) {
                final String name = classes().relativize(f).toString().replaceAll("\\.class$", "").replaceAll("[/\\\\]", ".");
                try {
                    tests.add(Class.forName(name, true, UnitTests.class.getClassLoader()));
                } catch (ClassNotFoundException e) {
                    throw new Undecided("a unit test of impl cannot be loaded: " + e);
                }
            }
        }
        return tests;
    }

    private static List<Path> files() throws Undecided {
        try (Stream<Path> walk = Files.walk(classes())) {
            return walk.filter(p -> p.toString().endsWith(SUFFIX)).sorted().toList();
        } catch (IOException e) {
            throw new Undecided("cannot look for the unit tests of impl in " + classes(), e);
        }
    }

    private static String simple(final Path file) {
        return file.getFileName().toString().replaceAll("\\.class$", "");
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
