// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Matrix;
import dmabuf.revoke.check.Names;
import dmabuf.revoke.check.Nightly;
import dmabuf.revoke.check.Verification;
import dmabuf.revoke.keep.Kept;
import dmabuf.revoke.report.Report;
import dmabuf.revoke.service.Settings;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Place;
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

    @Option(names = "--scene", paramLabel = "SCENE",
            description = "decide nothing but the safety of one design in this scene, by TLC itself")
    String scene;

    @Option(names = "--design", paramLabel = "DESIGN", description = "the design for --scene; default: Reference")
    String design;

    @Option(names = "--serve", paramLabel = "ADDRESS", arity = "0..1", fallbackValue = Place.HERE,
            description = "have the workers that ./revoke worker starts explore the scene of --scene, or the largest one of --full;"
                    + " ADDRESS is this machine's, default " + Place.HERE + ", which other machines do not reach. Whoever reaches"
                    + " it can run code here: RMI does not ask who calls")
    String address;

    @Option(names = "--port", paramLabel = "PORT", description = "the port of --serve; default: " + Place.PORT)
    Integer port;

    @Override
    public Integer call() throws Exception {
        final Place place = place();
        final Tools tools = open(System.getenv("CI"));
        if (scene != null) {
            return safety(tools, place);
        }
        final Report report = new VerifyRun(tools, new Settings(seed == null ? Settings.today() : seed, full), place).run();
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

    /** The place of the server; null if there is none. */
    private Place place() throws Undecided {
        if (full && scene != null) {
            throw new Undecided("--full decides everything, and --scene one scene: choose one of them");
        }
        if (design != null && scene == null) {
            throw new Undecided("--design belongs to --scene");
        }
        if (address != null && !full && scene == null) {
            throw new Undecided("--serve belongs to --full or to --scene: the scenes of a daily run are too small for workers");
        }
        if (port != null && address == null) {
            throw new Undecided("--port belongs to --serve");
        }
        return address == null ? null : Place.of(address, port == null ? Integer.parseInt(Place.PORT) : port);
    }

    private Integer safety(final Tools tools, final Place place) throws Undecided, InterruptedException {
        final String which = Names.find("scene", scene, tools.spec().scenes());
        final String whose = Design.named(design == null ? Verification.BASE_DESIGN : design, tools.spec()).name();
        final List<Check> checks = new Nightly(
                tools.shop(), tools.manifest(), Tools.target().resolve("tlc"), Tools::progress, place).safety(whose, which);
        checks.forEach(c -> System.out.println(c.status() + "  " + c.name() + ": " + c.detail()));
        return Subcommand.exitCode(checks);
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
