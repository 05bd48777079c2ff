// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Names;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.mutant.Mutants;
import dmabuf.revoke.model.storm.Storm;
import dmabuf.revoke.model.storm.Threads;
import dmabuf.revoke.model.technique.Techniques;
import dmabuf.revoke.service.AtLeastOne;
import dmabuf.revoke.service.HowLong;
import dmabuf.revoke.service.Settings;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    private static final int MOST = 16;

    @Option(names = "--for", paramLabel = "TIME", converter = HowLong.class, defaultValue = "20s",
            description = "how long, as 20s, 10m or 8h; default: ${DEFAULT-VALUE}")
    Duration time;

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
        if (exporters > Storm.MOST_EXPORTERS) {
            throw new Undecided("--exporters " + exporters + ": the graph has " + Storm.MOST_EXPORTERS + " threads of the exporter; name 1 or 2");
        }
        atMost("--sharing", sharing);
        atMost("--programs", programs);
        atMost("--buffers", buffers);
        if (virtual && !Threads.hasVirtual()) {
            System.out.println("virtual threads: not here, this JDK has none; Java 21 has");
            return UNDECIDED;
        }
        final Graphs graphs = Graphs.of(Tools.open());
        final List<String> kinds = new ArrayList<>();
        final List<String> known = Storm.kinds(graphs);
        for (final String k : importers) {
            kinds.add(Names.find("kind of importer", k, known));
        }
        final Storm storm = new Storm(plan(kinds));
        mustBite(new Mutants(Tools.home(), graphs, seed, false).canary(Storm.NAME));
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

    /** Limits an option that adds threads: beyond the limit more threads at one time do not show more races. */
    private static void atMost(final String option, final int given) throws Undecided {
        if (given > MOST) {
            throw new Undecided(option + " " + given + ": a storm has at most " + MOST + "; for more of them let it run longer, with --for");
        }
    }

    /** The plan that the options ask for. */
    Storm.Plan plan(final List<String> kinds) {
        final long nanos = time.toNanos();
        return new Storm.Plan(kinds, sharing, programs, exporters, buffers, nanos, Storm.Plan.most(nanos), virtual, true);
    }

    /** The canary is an impl that is wrong on purpose. A storm that does not refuse it says nothing about impl. */
    static void mustBite(final Check canary) throws Undecided {
        if (!canary.ok()) {
            throw new Undecided("the storm is void: it " + canary.detail() + ", its canary; alone: " + canary.replay());
        }
    }
}
