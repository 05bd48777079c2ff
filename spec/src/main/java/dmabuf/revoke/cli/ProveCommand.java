// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import dmabuf.revoke.check.Cell;
import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Manifest;
import dmabuf.revoke.check.Verification;
import dmabuf.revoke.prove.Prover;
import dmabuf.revoke.prove.Solver;
import dmabuf.revoke.prove.Solvers;
import dmabuf.revoke.prove.Verdict;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.service.WritableFolder;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "prove",
        mixinStandardHelpOptions = true,
        description = "Proves the claims of a design for any number of importers, programs and threads: every step keeps the"
                + " invariant, and it implies the claims. A solver decides what the spec's own modules become.")
public final class ProveCommand implements Subcommand {
    @Parameters(arity = "0..1", paramLabel = "DESIGN", description = "default: ${DEFAULT-VALUE}")
    String design = Verification.BASE_DESIGN;

    @Option(names = "--solver", paramLabel = "PATH", description = "a z3 or a cvc5, instead of the Z3 that is fetched from Maven Central")
    Path solver;

    @Option(names = "--smt", converter = WritableFolder.class, paramLabel = "DIR", description = "writes each condition there, as SMT-LIB text")
    Path smt;

    @Override
    public Integer call() throws Exception {
        final Tools tools = Tools.open();
        final Prover prover = new Prover(tools.spec());
        design = Design.named(design, tools.spec()).name();
        known(prover, tools.manifest());
        final Solver with = Solvers.find(solver, Tools.home(), Tools::progress);
        int worst = AS_EXPECTED;
        for (final boolean returns : List.of(false, true)) {
            final long start = System.nanoTime();
            if (smt != null) {
                prover.write(design, returns, smt);
            }
            final Verdict v = prover.prove(design, returns, with, line -> show(line, tools.manifest()));
            final List<String> differs = v.differs(tools.manifest());
            System.out.printf("%s, %s: %s; invariant of %d sentences, %s, %.1f s%n", design, v.mode(), v.summary(),
                    v.sentences(), with.name(), (System.nanoTime() - start) / 1e9);
            if (!v.never().isEmpty()) {
                System.out.println("never taken in a state that keeps the invariant: " + String.join(", ", v.never()));
            }
            if (v.refuted() > 0) {
                System.out.println("A refuted condition says that the invariant is not inductive, not that the state is reached.");
            }
            differs.forEach(d -> System.out.println("not as the matrix has it: " + d));
            worst = Math.max(worst, v.unknown() > 0 ? UNDECIDED : differs.isEmpty() ? AS_EXPECTED : DIFFERS);
        }
        return worst;
    }

    private void known(final Prover prover, final Manifest manifest) throws Undecided {
        final Manifest.Bug bug = manifest.bugs().get(design);
        final String of = bug == null ? design : bug.changes();
        if (!prover.designs().contains(of)) {
            throw new Undecided("there is no invariant of " + of + ", so that nothing is proved or refuted of " + design
                    + "; there is one of " + String.join(", ", prover.designs()));
        }
    }

    private void show(final Verdict.Line line, final Manifest manifest) {
        System.out.printf("%-40s %5d proved%s%n", line.name(), line.proved(),
                line.against().isEmpty() ? "" : ", " + line.against().size() + " not");
        for (final Verdict.Against a : line.against()) {
            final Cell cell = a.claim() ? manifest.cell(design, a.goal()) : null;
            System.out.printf("  %s %s%s%n", a.unknown() ? "not decided:" : "refuted:", a.goal(),
                    cell == null ? "" : " (in the matrix: " + cell.text() + ")");
            a.state().forEach(s -> System.out.println("    " + s));
        }
    }
}
