// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Jobs;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.keep.Digest;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.linux.Guest;
import dmabuf.revoke.model.linux.Kernel;
import dmabuf.revoke.model.linux.KernelMutants;
import dmabuf.revoke.model.linux.LinuxScenes;
import dmabuf.revoke.model.linux.LinuxWalk;
import dmabuf.revoke.service.Part;
import dmabuf.revoke.service.Settings;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The checks that a running Linux adds to verify: its walk along the spec's graph, and the wrong kernels that the walk must
 * catch. They are not run on a machine that has not been set up for them.
 */
public final class LinuxPart implements Part {
    private static final String GROUP = "linux";

    /** The scenes that are walked each day; together they have each kind of importer. */
    private static final List<String> DAILY = List.of("waiting", "exporters");

    private final Path folder;

    public LinuxPart() {
        this(Kernel.usualFolder());
    }

    /** @param folder of the set-up */
    LinuxPart(final Path folder) {
        this.folder = folder;
    }

    @Override
    public List<String> groups() {
        return List.of(GROUP, KernelMutants.GROUP);
    }

    @Override
    public void add(final Jobs jobs, final Tools tools, final Settings settings) throws Undecided {
        final Optional<Kernel> kernel = Kernel.in(folder);
        if (kernel.isEmpty()) {
            jobs.add(Jobs.Job.of(GROUP, GROUP, 1, () -> groups().stream()
                    .map(g -> Check.notRun(g, g, "not run: no Linux is set up in " + folder + " (./revoke linux --setup)"))
                    .toList()));
            return;
        }
        final Graphs graphs = LinuxScenes.graphs(tools);
        final List<String> scenes = settings.full()
                ? Stream.concat(LinuxScenes.USUAL.stream(), LinuxScenes.LONG.stream()).toList() : DAILY;
        jobs.add(Jobs.Job.of(GROUP, GROUP, settings.full() ? 600 : 40, () -> walk(kernel.get().built(), graphs, scenes))
                .keyed(() -> key(GROUP, kernel.get(), tools, settings, scenes))
                .again("./revoke linux"));
        jobs.add(Jobs.Job.of(KernelMutants.GROUP, KernelMutants.GROUP, 60, () -> mutants(kernel.get().built(), graphs))
                .keyed(() -> key(KernelMutants.GROUP, kernel.get(), tools, settings, DAILY))
                .again("./revoke linux --mutants"));
    }

    private static List<Check> walk(final Kernel kernel, final Graphs graphs, final List<String> scenes)
            throws Undecided, InterruptedException {
        final List<Graph> all = new ArrayList<>();
        for (final String s : scenes) {
            all.add(graphs.scene(s));
        }
        final List<Check> checks = new ArrayList<>();
        try (Guest guest = LinuxWalk.boot(kernel)) {
            for (final Graph g : all) {
                final LinuxWalk.Row row = LinuxWalk.walk(guest, g);
                checks.add(Check.of(GROUP, row.scene(), row.agrees(),
                        row.text() + (row.agrees() ? "" : ": " + row.failure()), "./revoke linux " + row.scene()));
                if (!row.agrees()) {
                    break; // After a failure the guest's behaviour proves nothing.
                }
            }
        }
        return checks;
    }

    private static List<Check> mutants(final Kernel kernel, final Graphs graphs) throws Undecided, InterruptedException {
        final Graph graph = graphs.scene(KernelMutants.SCENE);
        final List<Check> checks = new ArrayList<>();
        for (int n = 1; n <= KernelMutants.names().size(); n++) {
            checks.add(KernelMutants.hunt(kernel, graph, n));
        }
        return checks;
    }

    /** A digest of everything that the result depends on. */
    static Digest key(
            final String what, final Kernel kernel, final Tools tools, final Settings settings, final List<String> scenes)
            throws Undecided {
        final Digest key = RunKey.of(what, settings, List.of()).text("kernel", kernel.digest());
        for (final String scene : scenes) {
            key.text(scene, tools.shop().digestOf(Design.named(LinuxScenes.DESIGN, tools.spec()), scene));
        }
        return key;
    }
}
