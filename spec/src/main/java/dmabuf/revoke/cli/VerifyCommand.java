package dmabuf.revoke.cli;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Matrix;
import dmabuf.revoke.check.Verification;
import dmabuf.revoke.report.Report;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Decides all designs and bugs, exports the base graph, checks the oracle, and compares all of it"
                + " with what is expected; leaves target/report/.")
public final class VerifyCommand implements Subcommand {
    @Override
    public Integer call() throws Exception {
        final long start = System.nanoTime();
        final Tools tools = Tools.open(true);
        final Verification.Result r = new Verification(tools.shop(), tools.manifest()).run();
        final List<Check> checks = new ArrayList<>(r.checks());
        final double seconds = (System.nanoTime() - start) / 1e9;
        final Report report = new Report(tools.manifest(), r, checks, seconds);
        report.write(Tools.target().resolve("report"));

        System.out.println();
        System.out.print(Matrix.text(
                r.cells(), tools.manifest().configurations(), List.copyOf(tools.manifest().properties().keySet())));
        System.out.println("\n+ holds   number: refuted, states of the counterexample   . not claimed   ? undecided\n");
        checks.stream().filter(c -> !c.ok()).forEach(c -> System.out.println(
                c.status() + "  " + c.group() + ": " + c.name() + ": " + c.detail() + "\n         " + c.replay()));
        System.out.println(report.total());
        return report.exitCode();
    }
}
