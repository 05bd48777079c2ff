// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Names;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.linux.Findings;
import dmabuf.revoke.model.linux.Guest;
import dmabuf.revoke.model.linux.Kernel;
import dmabuf.revoke.model.linux.KernelMutants;
import dmabuf.revoke.model.linux.LinuxScenes;
import dmabuf.revoke.model.linux.LinuxWalk;
import dmabuf.revoke.model.linux.Setup;
import dmabuf.revoke.service.ReadableFile;
import dmabuf.revoke.service.ReadableFolder;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "linux",
        mixinStandardHelpOptions = true,
        description = "Leads an unchanged Linux 7.3, in a virtual machine, along every edge of the graph of Linux73 that it can take.",
        footer = {"", "Exit codes: 0 Linux does what the spec does, and what was found happens, 1 it differs, 2 it was not run, or could not be decided."})
public final class LinuxCommand implements Subcommand {
    /** A kernel of the developer's own. */
    static final class Own {
        @Option(names = "--kernel", required = true, converter = ReadableFile.class, paramLabel = "IMAGE", description = "a kernel of your own, 7.3 or later: vmlinuz, or bzImage")
        Path kernel;

        @Option(names = "--modules", required = true, converter = ReadableFolder.class, paramLabel = "DIR", description = "its modules: a folder as /lib/modules/VERSION")
        Path modules;

        @Option(names = "--headers", required = true, converter = ReadableFolder.class, paramLabel = "DIR", description = "its headers: a folder in which a module can be built")
        Path headers;
    }

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "scenes to walk (default: waiting, exporters, closing, base), or a"
            + " finding to see happen: D1, D11, D12, D13, D15, D16, D24")
    List<String> names = List.of();

    @Option(names = "--setup", description = "get Linux 7.3 from this machine's Debian archive, and build what steers it")
    boolean setup;

    @Option(names = "--dir", paramLabel = "DIR", description = "where the set-up is; default: a folder in the cache of the user")
    Path dir = Kernel.usualFolder();

    @Option(names = "--full", description = "the scenes that take minutes, too: dma, history")
    boolean full;

    @Option(names = "--mutants", description = "hunt the kernels that are wrong on purpose")
    boolean mutants;

    @ArgGroup(exclusive = false)
    Own own;

    @Override
    public Integer call() throws Exception {
        if (setup) {
            System.out.print(Setup.run(dir));
            return AS_EXPECTED;
        }
        final List<String> wanted = wanted();
        final Kernel kernel = kernel();
        final Tools tools = Tools.open();
        if (mutants) {
            return hunt(kernel, LinuxScenes.graphs(tools));
        }
        final List<String> scenes = wanted.stream().filter(n -> !Findings.names().contains(n)).toList();
        final boolean agrees = scenes.isEmpty() || walk(kernel, LinuxScenes.graphs(tools), scenes);
        return findings(wanted, kernel, tools) && agrees ? AS_EXPECTED : DIFFERS;
    }

    private Kernel kernel() throws Undecided, InterruptedException {
        return own == null
                ? Kernel.in(dir).orElseThrow(() -> new Undecided("there is no Linux in '" + dir + "': ./revoke linux --setup"
                        + " gets one; or give a kernel of your own (./revoke linux --help)")).built()
                : Kernel.own(own.kernel, own.modules, own.headers).built();
    }

    private List<String> wanted() throws Undecided {
        final List<String> scenes = new ArrayList<>(LinuxScenes.USUAL);
        scenes.addAll(LinuxScenes.LONG);
        final List<String> all = new ArrayList<>(scenes);
        all.addAll(Findings.names());
        final List<String> wanted = new ArrayList<>();
        for (final String n : names) {
            wanted.add(Names.find("scene or finding of Linux", n, all));
        }
        return !wanted.isEmpty() ? wanted : full ? scenes : LinuxScenes.USUAL;
    }

    private static boolean findings(final List<String> wanted, final Kernel kernel, final Tools tools)
            throws Undecided, InterruptedException {
        boolean all = true;
        for (final String name : wanted) {
            if (Findings.names().contains(name)) {
                all &= Findings.happens(name, kernel, tools);
            }
        }
        return all;
    }

    private static boolean walk(final Kernel kernel, final Graphs graphs, final List<String> scenes)
            throws Undecided, InterruptedException {
        final TreeSet<String> compared = new TreeSet<>();
        boolean agrees = true;
        final List<Graph> all = new ArrayList<>();
        for (final String s : scenes) {
            all.add(graphs.scene(s));
        }
        try (Guest guest = LinuxWalk.boot(kernel)) {
            for (final Graph g : all) {
                final LinuxWalk.Row row = LinuxWalk.walk(guest, g);
                System.out.printf("%-10s %s%n", row.scene(), row.text());
                compared.addAll(row.compared());
                if (!row.agrees()) {
                    System.out.println(row.failure());
                    agrees = false;
                    break;
                }
            }
        }
        System.out.println("compared after each step: each call under way, " + String.join(", ", compared));
        return agrees;
    }

    private static int hunt(final Kernel kernel, final Graphs graphs) throws Undecided, InterruptedException {
        final Graph graph = graphs.scene(KernelMutants.SCENE);
        final List<Check> checks = new ArrayList<>();
        for (int n = 1; n <= KernelMutants.names().size(); n++) {
            final Check c = KernelMutants.hunt(kernel, graph, n);
            System.out.printf("%-26s %s%n", c.name(), c.detail());
            checks.add(c);
        }
        return Subcommand.exitCode(checks);
    }
}
