// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Names;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.matrix.MatrixRun;
import dmabuf.revoke.model.mutant.Column;
import dmabuf.revoke.model.mutant.Mutant;
import dmabuf.revoke.model.mutant.Mutants;
import dmabuf.revoke.service.HowLong;
import dmabuf.revoke.service.Settings;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "mutants",
        mixinStandardHelpOptions = true,
        description = "Runs the techniques against known faults of impl, and shows which technique catches each, and how"
                + " long it takes.")
public final class MutantsCommand implements Subcommand {
    @Parameters(arity = "0..*", paramLabel = "NAME", description = "the mutants to try; default: all, and every"
            + " technique's canary")
    List<String> names = List.of();

    @Option(names = "--seed", description = "the random seed; default: the date as a number, ${DEFAULT-VALUE}")
    long seed = Settings.today();

    @Option(names = "--all", description = "tries techniques of a set time, as storm, on each mutant that the others miss")
    boolean all;

    @Option(names = "--by", paramLabel = "TECHNIQUE", description = "tries this technique alone, and says which mutants it catches: one of"
            + " those of ./revoke techniques, 'replay of SCENE', 'schedules of RACE', 'storm for TIME' or unit-tests")
    String by;

    @Option(names = "--matrix", description = "runs every technique, and what one would use in its place, on every mutant, and keeps what"
            + " they said in model-tests/matrix.tsv; cells that are there already, of mutants that have not changed, are not run again")
    boolean matrix;

    @Option(names = "--for", paramLabel = "TIME", converter = HowLong.class, description = "of --matrix: begin no cell after so long, as"
            + " 20s, 10m or 8h; default: until no cell is missing")
    Duration time;

    @Option(names = "--show", description = "of --matrix: only show what is kept")
    boolean show;

    @Override
    public Integer call() throws Exception {
        final Set<String> wanted = new LinkedHashSet<>();
        for (final String n : names) {
            wanted.add(Names.find("mutant", n, Mutant.names(Tools.home())));
        }
        if (!matrix && (time != null || show)) {
            throw new Undecided((show ? "--show" : "--for") + " belongs to --matrix");
        }
        final Graphs graphs = Graphs.of(Tools.open());
        if (matrix) {
            return matrix(graphs, wanted.isEmpty() ? Mutant.names(Tools.home()) : List.copyOf(wanted));
        }
        if (by != null) {
            return column(graphs, wanted.isEmpty() ? Mutant.names(Tools.home()) : wanted);
        }
        final Mutants mutants = new Mutants(Tools.home(), graphs, seed, all);
        final List<Check> checks = new ArrayList<>();
        if (names.isEmpty()) {
            checks.addAll(mutants.run(2));
        }
        for (final String n : wanted) {
            checks.add(mutants.one(n));
        }
        checks.forEach(c -> System.out.printf("%-9s %-40s %s%n", c.group(), c.name(), c.detail()));
        return Subcommand.exitCode(checks);
    }

    private int matrix(final Graphs graphs, final List<String> mutants) throws Undecided, InterruptedException {
        final MatrixRun run = new MatrixRun(Tools.home(), graphs, Tools.target().resolve("matrix"), seed);
        final List<String> columns = by == null ? run.columns() : List.of(Names.find("column", by, run.columns()));
        if (!show) {
            final long end = time == null ? Long.MAX_VALUE : System.nanoTime() + time.toNanos();
            run.fill(mutants, columns, () -> time != null && System.nanoTime() - end >= 0, Tools::progress);
        }
        System.out.print(run.text());
        return show || run.open() == 0 ? AS_EXPECTED : UNDECIDED;
    }

    private int column(final Graphs graphs, final Iterable<String> mutants) throws Exception {
        final Column column = new Column(Tools.home(), graphs, seed, by);
        for (final String m : mutants) {
            System.out.println(column.cell(m));
        }
        return AS_EXPECTED;
    }
}
