package dmabuf.revoke.stress;

import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Verification;
import dmabuf.revoke.cli.Subcommand;
import dmabuf.revoke.cli.Tools;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;

@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "How many events the oracle decides in a second, on histories of a million events (JMH).")
public final class BenchCommand implements Subcommand {
    @Override
    public Integer call() throws Exception {
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
