package dmabuf.revoke.cli;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Matrix;
import dmabuf.revoke.check.Nightly;
import dmabuf.revoke.check.SatelliteTable;
import dmabuf.revoke.check.Satellites;
import dmabuf.revoke.check.Verification;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.mutate.SpecMutants;
import dmabuf.revoke.oracle.OracleCheck;
import dmabuf.revoke.oracle.SeededBug;
import dmabuf.revoke.report.Report;
import dmabuf.revoke.service.Part;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Decides all designs and bugs, exports the base graph, checks the oracle, and compares all of it"
                + " with what is expected; leaves target/report/.")
public final class VerifyCommand implements Subcommand {
    @Option(names = "--full", description = "what takes longer too: every mutant of the spec, the inductive"
            + " invariant, the claims in ten million states")
    boolean full;

    @Override
    public Integer call() throws Exception {
        final long start = System.nanoTime();
        final Tools tools = Tools.open(true);
        final SatelliteTable satellites = SatelliteTable.load(tools.spec());
        final Verification.Result r =
                new Verification(tools.shop(), tools.manifest(), base -> oracle(tools, base)).run();
        final List<Check> checks = new ArrayList<>(r.checks());
        took("spec and oracle", start);
        checks.addAll(part(SpecMutants.GROUP, () -> mutants(tools)));
        checks.addAll(part(Satellites.GROUP, () -> tools.satellites().checks()));
        if (full) {
            checks.addAll(part("nightly", () -> new Nightly(
                            tools.shop(), tools.manifest(), Tools.target().resolve("tlc"), Tools::progress)
                    .run()));
        }
        final List<Check> implementation = new ArrayList<>();
        for (final Part part : ServiceLoader.load(Part.class)) {
            implementation.addAll(part(part.name(), () -> part.run(Tools.open(false))));
        }
        checks.addAll(implementation);
        final double seconds = (System.nanoTime() - start) / 1e9;
        final Report report = new Report(tools.manifest(), satellites, r, checks, implementation, seconds);
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

    private interface Work {
        List<Check> run() throws Undecided, InterruptedException;
    }

    /** What a part found; a part that cannot be run is undecided, and the others run all the same. */
    private static List<Check> part(final String name, final Work work) throws InterruptedException {
        final long begin = System.nanoTime();
        List<Check> found;
        try {
            found = work.run();
        } catch (Undecided u) {
            found = List.of(Check.undecided(name, name, u.getMessage(), "./revoke verify"));
        }
        took(name, begin);
        return found;
    }

    private List<Check> mutants(final Tools tools) throws Undecided, InterruptedException {
        final SpecMutants mutants = MutateCommand.open(tools);
        return full ? mutants.all() : MutateCommand.sample(mutants, 20, mutants.seed());
    }

    private static void took(final String part, final long since) {
        Tools.progress(String.format("%-32s %35.1f s", "= " + part, (System.nanoTime() - since) / 1e9));
    }

    /** The oracle against TLC, and each seeded bug of the oracle against TLC. */
    private static List<Check> oracle(final Tools tools, final Graph base)
            throws Undecided, InterruptedException {
        final String again = "./revoke verify";
        final Design d = Design.named(Verification.BASE_DESIGN, tools.spec());
        final String scene = tools.spec().file("scenes/" + Verification.BASE_SCENE + ".cfg");
        final OracleCheck.Result o = OracleCheck.check(
                base, tools.shop().tlc(), d.definitions(), d.config(scene), OracleCheck.SEED);
        Tools.progress(String.format(
                "%-32s %,9d histories, seed %d %5.1f s", "oracle", o.histories(), o.seed(), o.seconds()));
        final List<Check> checks = new ArrayList<>();
        final List<String> failures = o.failures();
        checks.add(Check.of(
                "oracle", "agrees with TLC", failures.isEmpty(),
                o.histories() + " histories, " + o.accepted() + " accepted, " + o.refused() + " refused, "
                        + o.overlapping() + " overlapping, seed " + o.seed()
                        + (failures.isEmpty() ? "" : ": " + String.join("; ", failures)),
                again));
        for (final SeededBug bug : SeededBug.values()) {
            final String by = o.caught().get(bug);
            checks.add(Check.of(
                    "oracle", "seeded bug " + bug, by != null,
                    by == null ? "caught by nothing" : "caught by " + by.lines().findFirst().orElse(""), again));
        }
        return checks;
    }
}
