package dmabuf.revoke.stress;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.service.ReadableFile;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.stress.litmus.BadLitmus;
import dmabuf.revoke.stress.litmus.BaseGraph;
import dmabuf.revoke.stress.litmus.Litmus;
import dmabuf.revoke.stress.litmus.LitmusReport;
import dmabuf.revoke.stress.litmus.Outcomes;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "litmus",
        mixinStandardHelpOptions = true,
        description = "Every outcome of a litmus test that the spec allows, and what no serial run gives.")
public final class LitmusCommand implements Subcommand {
    @Parameters(arity = "1..*", paramLabel = "FILE", converter = ReadableFile.class,
            description = "litmus tests, as stress/litmus/*.litmus")
    List<Path> files;

    @Override
    public Integer call() throws Exception {
        final Graph base = BaseGraph.open();
        int code = AS_EXPECTED;
        for (final Path file : files) {
            try {
                final Outcomes outcomes = Outcomes.of(base, Litmus.read(file));
                System.out.println(LitmusReport.text(outcomes));
                code = Math.max(code, outcomes.conditionHolds() ? AS_EXPECTED : DIFFERS);
            } catch (BadLitmus e) {
                System.err.println("revoke: " + e.getMessage());
                for (int n = 0; n < e.run().size(); n++) {
                    System.err.printf("%4d  %s%n", n + 1, e.run().get(n));
                }
                code = UNDECIDED;
            }
        }
        return code;
    }
}
