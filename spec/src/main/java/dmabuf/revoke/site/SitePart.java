// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Decisions;
import dmabuf.revoke.check.Jobs;
import dmabuf.revoke.service.Part;
import dmabuf.revoke.service.Settings;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a verification says of the pages: the map of spec, Linux and impl has no holes; and whether this machine has a browser, in
 * which the tests look at them.
 */
public final class SitePart implements Part {
    private static final String GROUP = "pages";

    /** The names of a browser that the tests know, and of its driver. */
    static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");

    static final List<String> DRIVERS = List.of("chromedriver");

    @Override
    public List<String> groups() {
        return List.of(GROUP);
    }

    @Override
    public void add(final Jobs jobs, final Tools tools, final Settings settings) throws Undecided {
        jobs.add(Jobs.Job.of(GROUP, GROUP, 2, () -> checks(tools, System.getenv().getOrDefault("PATH",
                ""))).after(Set.of(Decisions.SCENE)));
    }

    /** @param path the folders of programs */
    static List<Check> checks(final Tools tools, final String path) throws Undecided, InterruptedException {
        final Fired fired = new Fired(tools.shop().graphs(tools.designs(List.copyOf(SpecPages.IN_IMPL)),
                Decisions.SCENE).values());
        final List<String> holes = SpecPages.holes(fired, new Partners(Tools.home()));
        final List<Check> checks = new ArrayList<>(List.of(Check.of(GROUP, "the map of spec, Linux and impl", holes.isEmpty(),
                holes.isEmpty() ? fired.actions().size() + " actions have their partners" : String.join("; ", holes),
                        "./revoke site DIR")));
        if (program("revoke.browser", BROWSERS, path) == null || program("revoke.chromedriver", DRIVERS, path) == null) {
            checks.add(Check.notRun(GROUP, "in a browser",
                    "not run: chromium or chromedriver is not on the path (Debian: chromium, chromium-driver); the tests"
                            + " that open the"
                            + " pages are skipped"));
        }
        return checks;
    }

    /** The file of a program: where a property says, or in a folder of the path; null if it is not here. */
    static String program(final String property, final List<String> names, final String path) {
        if (System.getProperty(property) != null) {
            return System.getProperty(property);
        }
        return Stream.of(path.split(File.pathSeparator)).filter(d -> !d.isEmpty())
                .flatMap(d -> names.stream().map(n -> Path.of(d, n)))
                .filter(Files::isExecutable).map(Path::toString).findFirst().orElse(null);
    }
}
