// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.platform;

import dmabuf.revoke.tlc.Undecided;
import java.util.ServiceLoader;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherFactory;

/** The JUnit Platform in this JVM, with a single engine; nothing is discovered automatically. */
public final class Platform {
    private Platform() {}

    /**
     * A launcher for the tests of one engine.
     *
     * @param engine its id
     * @param loader that finds the engine
     */
    public static Launcher launcher(final String engine, final ClassLoader loader) throws Undecided {
        final TestEngine found = ServiceLoader.load(TestEngine.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .filter(e -> e.getId().equals(engine))
                .findFirst()
                .orElseThrow(() -> new Undecided("the engine of " + engine + " is not on the class path: ./revoke copies it"));
        return LauncherFactory.create(LauncherConfig.builder()
                .enableTestEngineAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .addTestEngines(found)
                .build());
    }
}
