// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model;

import dmabuf.revoke.check.Names;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.storm.Storm;
import dmabuf.revoke.model.storm.Threads;
import dmabuf.revoke.model.technique.Techniques;
import dmabuf.revoke.service.AtLeastOne;
import dmabuf.revoke.service.Settings;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./revoke storm}: free threads on real cores, judged by the graph while they run. */
@Command(
        name = "storm",
        mixinStandardHelpOptions = true,
        description = "Free threads on real cores: importers, devices, programs, exporters; all that they do is judged by the graph.",
        footer = {"", "Exit codes: 0 impl agrees with the spec, 1 it disagrees or hangs, 2 operations that the graph has open together"
                + " were not met together, or could not be decided."})
public final class StormCommand implements Subcommand {
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})(s|m|h)");
    private static final long SECOND = 1_000_000_000L;

    @Option(names = "--for", paramLabel = "TIME", description = "how long, as 20s, 10m or 8h; default: ${DEFAULT-VALUE}")
    String time = "20s";

    @Option(names = "--seed", description = "of what is random; default: the date as a number, ${DEFAULT-VALUE}")
    long seed = Settings.today();

    @Option(names = "--importers", split = ",", paramLabel = "KIND", description = "kinds of importers; default: all")
    List<String> importers = List.of();

    @Option(names = "--sharing", paramLabel = "N", converter = AtLeastOne.class,
            description = "importers that share a buffer; default: ${DEFAULT-VALUE}")
    int sharing = 2;

    @Option(names = "--programs", paramLabel = "N", converter = AtLeastOne.class,
            description = "programs that share a buffer; default: ${DEFAULT-VALUE}")
    int programs = 1;

    @Option(names = "--exporters", paramLabel = "N", converter = AtLeastOne.class,
            description = "threads of the exporter, 1 or 2; default: ${DEFAULT-VALUE}")
    int exporters = 2;

    @Option(names = "--buffers", paramLabel = "N", converter = AtLeastOne.class,
            description = "buffers of one device; default: ${DEFAULT-VALUE}")
    int buffers = 1;

    @Option(names = "--virtual", description = "on virtual threads, where the JDK has them")
    boolean virtual;

    @Option(names = "--pairs", description = "lists each pair of operations, how often it was met, and those that the graph excludes")
    boolean pairs;

    @Override
    public Integer call() throws Exception {
        final long nanos = nanos();
        if (exporters > Storm.MOST_EXPORTERS) {
            throw new Undecided("--exporters " + exporters + ": the graph has " + Storm.MOST_EXPORTERS + " threads of the exporter; name 1 or 2");
        }
        if (virtual && !Threads.hasVirtual()) {
            System.out.println("virtual threads: not here, this JDK has none; Java 21 has");
            return UNDECIDED;
        }
        final Graphs graphs = Graphs.of(Tools.open(false));
        final List<String> kinds = new ArrayList<>();
        final List<String> known = Storm.kinds(graphs);
        for (final String k : importers) {
            kinds.add(Names.find("kind of importer", k, known));
        }
        final Storm storm = new Storm(new Storm.Plan(
                kinds.isEmpty() ? known : kinds, sharing, programs, exporters, buffers, nanos, Math.max(nanos, 60 * SECOND), virtual, true));
        final Technique.Verdict v;
        try {
            v = Techniques.watched(storm).run(graphs, seed);
        } finally {
            if (pairs) {
                System.out.print(storm.table());
            }
        }
        System.out.printf("%s: %s%n", v.status(), v.summary());
        if (v.agrees()) {
            return AS_EXPECTED;
        }
        System.out.println(v.failure());
        return DIFFERS;
    }

    private long nanos() throws Undecided {
        final Matcher m = TIME.matcher(time);
        if (!m.matches() || Long.parseLong(m.group(1)) == 0) {
            throw new Undecided("--for " + time + ": name a time as 20s, 10m or 8h");
        }
        return Long.parseLong(m.group(1)) * SECOND * switch (m.group(2)) {
            case "s" -> 1;
            case "m" -> 60;
            default -> 3600;
        };
    }
}
