// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace;

import dmabuf.revoke.service.ReadableFile;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.service.WritableFile;
import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.trace.judge.Exporter;
import dmabuf.revoke.trace.judge.Setting;
import dmabuf.revoke.trace.monitor.ExporterCalls;
import dmabuf.revoke.trace.monitor.Monitor;
import dmabuf.revoke.trace.monitor.MonitorEvent;
import dmabuf.revoke.trace.monitor.ProbeTable;
import dmabuf.revoke.trace.monitor.Rvgen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "monitor",
        mixinStandardHelpOptions = true,
        description = "Prints the contract of one attachment as an automaton for Linux's runtime verification, and which probe"
                + " raises which of its events.",
        footer = {"", "Exit codes: 0 all as expected; 1 the automaton differs from the spec, from rvgen's table, or from a trace;"
                + " 2 undecided. docs/6-traces.md says how a monitor is made of it."})
public final class MonitorCommand implements Subcommand {
    @Parameters(arity = "0..*", paramLabel = "KNOB=VALUE", description = "turns a knob of the design")
    List<String> knobs = List.of();

    @Option(names = "--design", paramLabel = "DESIGN", description = "the design of an exporter with VFIO's functions (default: ${DEFAULT-VALUE})")
    String design = "Linux73";

    @Option(names = "--exporter", paramLabel = "NAME=DESIGN" + Exporter.FUNCTIONS,
            description = "another exporter: its design, which may be followed by knobs, and its functions")
    String exporter;

    @Option(names = "--without", split = ",", paramLabel = "EVENT", description = "events that no probe raises")
    Set<String> without = Set.of();

    @Option(names = "--dot", converter = WritableFile.class, paramLabel = "FILE",
            description = "write the automaton into this file (default: print it)")
    Path dot;

    @Option(names = "--trace", converter = ReadableFile.class, paramLabel = "FILE",
            description = "say what the monitors would have said of a recorded kernel with VFIO")
    Path trace;

    @Option(names = "--rvgen", paramLabel = "DIR",
            description = "run the rvgen of this kernel source, and compare its table with the automaton")
    Path rvgen;

    @Override
    public Integer call() throws Exception {
        WritableFile.apart(trace == null ? List.of() : List.of(trace), dot);
        final Rvgen generator = rvgen == null ? null : new Rvgen(rvgen);
        final Tools tools = Tools.open();
        final Exporter told = exporter == null ? null : Exporter.of(exporter, tools.spec());
        if (told != null && !knobs.isEmpty()) {
            throw new Undecided("the knobs of an exporter stand behind its design: --exporter NAME=DESIGN,KNOB=VALUE");
        }
        final Setting setting = told == null ? Setting.of(design, knobs, tools.spec()) : told.setting();
        final Set<MonitorEvent> raised = raised();
        final Monitor monitor = Monitor.of(tools.shop().graph(setting.asTraced(), "trace", "Traced.tla"), raised);
        if (dot == null) {
            System.out.println(monitor.dot());
        } else {
            write(monitor.dot());
        }
        System.out.printf("%s%n", ProbeTable.of(monitor.events(), told == null ? ExporterCalls.VFIO : ExporterCalls.of(told)));
        final Optional<String> difference = monitor.difference();
        System.out.printf("The monitor of %s: %s; %s%n", setting.name(), monitor.size(),
                difference.map(d -> "it DIFFERS from the spec: " + d).orElse("each of its words, and no other, is a behaviour of the spec"));
        boolean differs = difference.isPresent();
        if (generator != null) {
            differs |= !agrees(monitor.by(generator));
        }
        if (trace != null) {
            differs |= !hears(monitor.heard(trace));
        }
        return differs ? DIFFERS : AS_EXPECTED;
    }

    private static boolean agrees(final List<String> differences) {
        System.out.println(differences.isEmpty() ? "rvgen's table is the automaton"
                : "rvgen's table DIFFERS " + differences.size() + " times:\n  " + String.join("\n  ", differences));
        return differences.isEmpty();
    }

    private boolean hears(final Monitor.Heard heard) throws Undecided {
        final long attached = heard.raised().getOrDefault(MonitorEvent.ATTACH, 0L);
        if (attached == 0) {
            throw new Undecided(trace + ": no attachment to a buffer of VFIO begins in it, so that no monitor hears anything");
        }
        System.out.printf("In %s %d monitors heard %d events; %d met one that they did not expect%n", trace, attached,
                heard.raised().values().stream().mapToLong(Long::longValue).sum(), heard.failed());
        heard.errors().forEach(e -> System.out.println("  " + e));
        return heard.failed() == 0;
    }

    private Set<MonitorEvent> raised() throws Undecided {
        final Set<MonitorEvent> all = EnumSet.allOf(MonitorEvent.class);
        for (final String name : without) {
            final MonitorEvent e = all.stream().filter(m -> m.cName().equals(name)).findFirst().orElse(null);
            if (e == null || e == MonitorEvent.ATTACH || e == MonitorEvent.DETACH) {
                throw new Undecided("--without '" + name + "': one of " + Arrays.stream(MonitorEvent.values())
                        .filter(m -> m != MonitorEvent.ATTACH && m != MonitorEvent.DETACH)
                        .map(MonitorEvent::cName).collect(Collectors.joining(", ")) + " is wanted");
            }
            all.remove(e);
        }
        return all;
    }

    private void write(final String text) throws Undecided {
        try {
            Files.writeString(dot, text);
        } catch (IOException e) {
            throw new Undecided("cannot write " + dot, e);
        }
    }
}
