// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.property;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dmabuf.revoke.child.Core;
import dmabuf.revoke.model.drive.Failures;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.platform.Platform;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;

/**
 * Runs the jqwik properties, {@code SharedBufferProperties} of the test sources, in this JVM through the JUnit Platform: the same
 * classes that an IDE or the build runs. Neither jqwik nor the class is needed to compile this.
 *
 * <p>The class and jqwik's engine come from the class loader of this class, so a mutant's loader has its own.
 */
public final class Properties implements Technique {
    static final String NAME = "properties";

    private static final String CLASS = "dmabuf.revoke.model.property.SharedBufferProperties";
    private static final String ENGINE = "jqwik";

    /**
     * A strong reference, because a logger without one loses its level; without it jqwik logs each time that it keeps no file of
     * runs.
     */
    private static final Logger QUIET = Logger.getLogger("net.jqwik.engine.JqwikConfiguration");

    private final String only;

    /** All properties. */
    public Properties() {
        this("");
    }

    /** @param only the method of a single property; empty for all */
    public Properties(final String only) {
        this.only = only;
    }

    @Override
    public String name() {
        return only.isEmpty() ? NAME : NAME + " of " + only;
    }

    @Override
    public Verdict run(final Graphs graphs, final long seed) throws Undecided {
        final ClassLoader mine = Properties.class.getClassLoader();
        final ClassLoader before = Thread.currentThread().getContextClassLoader();
        final Campaign campaign = Campaign.begin(graphs, seed, Failures.shrink(), Failures.file(NAME));
        final Outcome outcome = new Outcome();
        QUIET.setLevel(Level.WARNING);
        Thread.currentThread().setContextClassLoader(mine);
        try {
            final Launcher launcher = Platform.launcher(ENGINE, mine);
            final LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(selected(propertyClass(mine)))
                    .configurationParameter("jqwik.database", "")
                    .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                    .build();
            Core.keep(() -> launcher.execute(request, outcome));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
            Campaign.end();
        }
        return outcome.verdict(campaign, seed);
    }

    private List<? extends DiscoverySelector> selected(final Class<?> all) {
        return only.isEmpty()
                ? List.of(selectClass(all))
                : Arrays.stream(all.getDeclaredMethods())
                        .filter(m -> m.getName().equals(only))
                        .map(m -> selectMethod(all, m))
                        .toList();
    }

    private static Class<?> propertyClass(final ClassLoader loader) throws Undecided {
        try {
            return Class.forName(CLASS, true, loader);
        } catch (ClassNotFoundException e) {
            throw new Undecided("the class " + CLASS + " of model-tests/src/test is not on the class path: ./revoke builds it");
        }
    }

    /** The results of the properties. */
    private static final class Outcome implements TestExecutionListener {
        private final List<String> wrong = new ArrayList<>();
        private Throwable broken;
        private int run;

        @Override
        public void executionFinished(final TestIdentifier test, final TestExecutionResult result) {
            run += test.isTest() && result.getStatus() != TestExecutionResult.Status.ABORTED ? 1 : 0;
            if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                final Throwable why = result.getThrowable().orElse(null);
                if (why instanceof AssertionError) {
                    wrong.add(test.getDisplayName() + ": " + why.getMessage());
                } else {
                    broken = why;
                }
            }
        }

        Verdict verdict(final Campaign campaign, final long seed) throws Undecided {
            final String summary = "seed " + seed + ", " + String.join("; ", campaign.summaries());
            if (!campaign.failures().isEmpty()) {
                return Verdict.differs(summary, String.join("\n", campaign.failures()));
            }
            if (!wrong.isEmpty()) {
                return Verdict.differs(summary, String.join("\n", wrong));
            }
            if (broken != null || run == 0) {
                throw new Undecided("properties: " + (broken != null ? broken.toString() : "no property was run"));
            }
            return Verdict.agrees(summary);
        }
    }
}
