// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress;

import dmabuf.revoke.service.AtLeastOne;
import dmabuf.revoke.service.ReadableFolder;
import dmabuf.revoke.service.Settings;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.service.WritableFolder;
import dmabuf.revoke.stress.campaign.Campaign;
import dmabuf.revoke.stress.campaign.Identity;
import dmabuf.revoke.stress.campaign.Plan;
import dmabuf.revoke.stress.campaign.Shard;
import dmabuf.revoke.stress.engine.Engines;
import dmabuf.revoke.stress.litmus.BadLitmus;
import dmabuf.revoke.stress.litmus.Litmus;
import dmabuf.revoke.stress.litmus.LitmusGraphs;
import dmabuf.revoke.stress.litmus.Outcomes;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "campaign",
        mixinStandardHelpOptions = true,
        description = "Tests impl for as long as you like: the time goes where least was seen. A campaign can be killed and"
                + " resumed, split into shards, and merged.",
        footer = {
            "",
            "Exit codes: 0 only what the spec allows was seen, 1 there are failures, 2 nothing was sampled, or something was",
            "not decided. Each failure is a file in DIR/failures that ./revoke replay runs."
        })
public final class CampaignCommand implements Subcommand {
    @Spec
    CommandSpec spec;

    @Option(names = "--for", paramLabel = "TIME", converter = Seconds.class, description = "how long, for example 60s, 20m, 8h")
    Integer seconds;

    @Option(names = "--out", paramLabel = "DIR", required = true, converter = WritableFolder.class,
            description = "the folder of results, failures and report; later campaigns may share it")
    Path out;

    @Option(names = "--resume", description = "goes on with the last campaign of DIR, with its own settings")
    boolean resume;

    @Option(names = "--shard", paramLabel = "K/N", converter = ShardOf.class, description = "only this part of the units, as 3/16")
    Shard shard;

    @Option(names = "--seed", paramLabel = "NUMBER", description = "the random seed; default: the date as a number")
    Long seed;

    @Option(names = "--tests", paramLabel = "GLOB", description = "only the tests of such names, as 'map-*'")
    String tests;

    @Option(names = "--techniques", paramLabel = "LIST", split = ",", description = "as jcstress,schedules; default: those that"
            + " are not the same in each run. linux is one, too")
    List<String> techniques;

    @Option(names = "--corpus", converter = ReadableFolder.class, paramLabel = "TESTS", description = "a folder of litmus tests; default: those of the project."
            + " ./revoke litmus --generate makes one of all small tests")
    Path corpus;

    @Option(names = "--cores", paramLabel = "N", converter = AtLeastOne.class, description = "how many cores to use; default: all")
    Integer cores;

    @Override
    public Integer call() throws Exception {
        if (resume && (seconds != null || shard != null || seed != null || tests != null || techniques != null || cores != null || corpus != null)) {
            throw new ParameterException(spec.commandLine(), "--resume goes on with the settings of the campaign, and takes only --out");
        }
        if (!resume && seconds == null) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--for=TIME', or --resume");
        }
        final int all = Runtime.getRuntime().availableProcessors();
        if (cores != null && cores > all) {
            throw new ParameterException(spec.commandLine(), "--cores " + cores + ": this machine has " + all);
        }
        final Campaign.Order order = resume ? Campaign.last(out) : new Campaign.Order(
                seconds, shard == null ? Shard.ALL : shard, seed == null ? Settings.today() : seed,
                corpus == null ? "" : corpus.toAbsolutePath().normalize().toString(), tests == null ? "*" : tests,
                Engines.chosen(techniques == null ? List.of() : techniques), cores == null ? all : cores);
        Campaign.mustTake(out);
        final Tools tools = Tools.open();
        final Path other = order.corpus().isEmpty() ? null : Path.of(order.corpus());
        final List<Plan> plans =
                Engines.plans(order.techniques(), order.tests(), corpus(order.techniques(), other), order.cores(), List.of());
        final Campaign campaign = new Campaign(
                out, Identity.here(tools, other), Tools.target().resolve("campaign"), Tools::progress, System.out::println);
        return resume ? campaign.resume(plans) : campaign.start(order, plans);
    }

    private static List<Outcomes> corpus(final List<String> techniques, final Path other) throws Undecided, InterruptedException {
        try {
            return Engines.takesLitmus(techniques)
                    ? Outcomes.of(new LitmusGraphs(), Litmus.folder(other == null ? Tools.home().resolve("stress/litmus") : other))
                    : List.of();
        } catch (BadLitmus e) {
            throw new Undecided(e.getMessage());
        }
    }

    /** A shard, as {@code 3/16}. */
    static final class ShardOf implements ITypeConverter<Shard> {
        @Override
        public Shard convert(final String typed) {
            try {
                return Shard.of(typed);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
