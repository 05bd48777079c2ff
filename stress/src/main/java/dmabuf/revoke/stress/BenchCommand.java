// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress;

import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Verification;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.storm.StormBenchmark;
import dmabuf.revoke.service.AtLeastOne;
import dmabuf.revoke.service.ReadableFile;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.stress.contention.ContentionTable;
import java.nio.file.Path;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures how many events the oracle decides in a second, on histories of a million events; or how"
                + " many lines of a trace are judged; or what impl costs (JMH); or what TLC costs with the export of a"
                + " graph.")
public final class BenchCommand implements Subcommand {
    private static final String SCENE = "wide";

    private static final int ROUNDS = 3;

    @Spec
    CommandSpec spec;

    @ArgGroup
    What what = new What();

    /** At most one of them; none: the oracle. */
    static final class What {
        @Option(names = "--trace", paramLabel = "FILE", converter = ReadableFile.class,
                description = "a trace of VFIO, which is repeated to 200 MB")
        Path trace;

        @Option(names = "--impl", description = "map and unmap compared with plain locks, and revoke with 1 to 10^5"
                + " attachments")
        boolean impl;

        @Option(names = "--contention", description = "the time of a revoke with many drivers and late workers")
        boolean contention;

        @Option(names = "--storm", description = "events that free threads make and the oracle judges, in a second")
        boolean storm;

        @Option(names = "--export", description = "TLC with export and claims compared with TLC alone, in CPU time")
        boolean export;
    }

    @Option(names = "--scene", paramLabel = "SCENE", description = "of --export; default: " + SCENE)
    String scene;

    @Option(names = "--rounds", paramLabel = "N", converter = AtLeastOne.class, description = "of --export; default: " + ROUNDS)
    Integer rounds;

    @Override
    public Integer call() throws Exception {
        if (!what.export && (scene != null || rounds != null)) {
            throw new ParameterException(spec.commandLine(), "--scene and --rounds need --export");
        }
        if (what.impl) {
            return ImplFigures.run();
        }
        if (what.contention) {
            return ContentionTable.run();
        }
        if (what.storm) {
            System.out.print(new StormBenchmark(Graphs.of(Tools.open())).run());
            return AS_EXPECTED;
        }
        if (what.trace != null) {
            return TraceBenchmark.run(what.trace);
        }
        if (what.export) {
            return ExportFigures.run(scene == null ? SCENE : scene, rounds == null ? ROUNDS : rounds);
        }
        final Tools tools = Tools.open();
        final Design base = Design.named(Verification.BASE_DESIGN, tools.spec());
        tools.shop().graph(base, Verification.BASE_SCENE);
        final boolean ran = !new Runner(new OptionsBuilder()
                        .include(OracleBenchmark.class.getSimpleName())
                        .jvmArgsAppend("-Drevoke.graph=" + tools.shop().file(base, Verification.BASE_SCENE))
                        .shouldFailOnError(true)
                        .build())
                .run()
                .isEmpty();
        return ran ? AS_EXPECTED : UNDECIDED;
    }
}
