package dmabuf.revoke.stress;

import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Verification;
import dmabuf.revoke.service.ReadableFile;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import java.nio.file.Path;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "How many events the oracle decides in a second, on histories of a million events;"
                + " or how many lines of a trace are judged; or what impl costs (JMH).")
public final class BenchCommand implements Subcommand {
    @Option(names = "--trace", paramLabel = "FILE", converter = ReadableFile.class,
            description = "a trace of VFIO, which is repeated to 200 MB")
    Path trace;

    @Option(names = "--impl", description = "map and unmap beside plain locks, and revoke against 1 to 10^5 attachments")
    boolean impl;

    @Override
    public Integer call() throws Exception {
        if (impl) {
            return ImplFigures.run();
        }
        if (trace != null) {
            return TraceBenchmark.run(trace);
        }
        final Tools tools = Tools.open(false);
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
