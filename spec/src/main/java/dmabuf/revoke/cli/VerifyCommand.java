// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import dmabuf.revoke.check.Matrix;
import dmabuf.revoke.keep.Kept;
import dmabuf.revoke.report.Report;
import dmabuf.revoke.service.Settings;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.verify.VerifyRun;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Decides all designs and bugs, checks the oracle against TLC and impl against the spec, compares"
                + " all results with the expected ones, and writes target/report/. Results of earlier runs are reused if"
                + " nothing that they depend on has changed.")
public final class VerifyCommand implements Subcommand {
    @Option(names = "--full", description = "also run what takes longer: every mutant of the spec, the inductive"
            + " invariant, the proof of more designs, liveness by TLC itself, the claims in ten million states")
    boolean full;

    @Option(names = "--fresh", description = "reuse no earlier results; this is the default if the environment variable"
            + " CI is set, except to false or 0")
    boolean fresh;

    @Option(names = "--seed", description = "the random seed; default: the date as a number, so that it changes each day")
    Long seed;

    @Override
    public Integer call() throws Exception {
        final Tools tools = open(System.getenv("CI"));
        final Report report = new VerifyRun(tools, new Settings(seed == null ? Settings.today() : seed, full)).run();
        report.write(Tools.target().resolve("report"));
        System.out.println();
        System.out.print(Matrix.text(
                report.result().cells(), tools.manifest().configurations(),
                List.copyOf(tools.manifest().properties().keySet())));
        System.out.println("\n" + Matrix.LEGEND + "\n");
        report.checks().stream().filter(c -> !c.ok()).forEach(c -> System.out.println(
                c.status() + "  " + c.group() + ": " + c.name() + ": " + c.detail()
                        + (c.replay().isBlank() ? "" : "\n         " + c.replay())));
        report.remarks().forEach(System.out::println);
        System.out.println(report.total());
        return report.exitCode();
    }

    /** @param ci the value of the variable CI, null if it is not set */
    Tools open(final String ci) throws Undecided {
        if (fresh || isCi(ci)) {
            Kept.onlyFromNowOn();
        }
        return Tools.open();
    }

    /**
     * Whether the value of the variable CI says that this is a CI; null if it is not set. Most systems set it to true, some to 1.
     */
    static boolean isCi(final String value) {
        return value != null && !value.isBlank() && !value.equalsIgnoreCase("false") && !value.equals("0");
    }
}
