// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress;

import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Names;
import dmabuf.revoke.check.Verification;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Outcome;
import dmabuf.revoke.tlc.Run;
import dmabuf.revoke.tlc.Tlc;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Compares TLC that writes a graph and evaluates every claim and case with TLC that only explores the same states: the same
 * workers and flags, in turns, medians.
 */
final class ExportFigures {
    private final Tlc tlc;
    private final List<Tlc.Measured> alone = new ArrayList<>();
    private final List<Tlc.Measured> exporting = new ArrayList<>();

    private ExportFigures(final Tlc tlc) {
        this.tlc = tlc;
    }

    /** @param rounds of each, 1 or more */
    static int run(final String asked, final int rounds) throws Undecided, InterruptedException {
        final Tools tools = Tools.open();
        final String scene = Names.find("scene", asked, tools.spec().scenes());
        final Design base = Design.named(Verification.BASE_DESIGN, tools.spec());
        final String config = base.config(tools.spec().file("scenes/" + scene + ".cfg"));
        final ExportFigures figures = new ExportFigures(tools.shop().tlc());
        for (int n = 1; n <= rounds; n++) {
            figures.round(
                    Run.alone("alone-" + scene, base.definitions(), config),
                    Run.export("export-" + scene, base.definitions(), config));
            Tools.progress(String.format(
                    Locale.ROOT, "round %d of %d: %.1f and %.1f s of CPU time", n, rounds,
                    figures.alone.get(n - 1).cpuSeconds(), figures.exporting.get(n - 1).cpuSeconds()));
        }
        return figures.print(scene);
    }

    private void round(final Run without, final Run with) throws Undecided, InterruptedException {
        alone.add(tlc.measured(without));
        exporting.add(tlc.measured(with));
    }

    private int print(final String scene) {
        final String counts = counts(alone.get(0).outcome());
        final List<Tlc.Measured> all = new ArrayList<>(alone);
        all.addAll(exporting);
        for (final Tlc.Measured m : all) {
            if (!m.outcome().holds() || !counts(m.outcome()).equals(counts)) {
                System.out.println("not the same states: " + counts + ", and " + counts(m.outcome()));
                return Subcommand.DIFFERS;
            }
        }
        System.out.printf(Locale.ROOT, "%s in scene %s: %s%n%n", Verification.BASE_DESIGN, scene, counts);
        System.out.printf(Locale.ROOT, "%-24s %9s %9s%n", "", "CPU s", "wall s");
        line("TLC alone", median(alone, Tlc.Measured::cpuSeconds), median(alone, Tlc.Measured::wallSeconds), "%9.1f");
        line("with export and claims", median(exporting, Tlc.Measured::cpuSeconds),
                median(exporting, Tlc.Measured::wallSeconds), "%9.1f");
        line("ratio", median(exporting, Tlc.Measured::cpuSeconds) / median(alone, Tlc.Measured::cpuSeconds),
                median(exporting, Tlc.Measured::wallSeconds) / median(alone, Tlc.Measured::wallSeconds), "%9.2f");
        System.out.printf("%nmedians of %d rounds; %d cores%n", alone.size(), Runtime.getRuntime().availableProcessors());
        return Subcommand.AS_EXPECTED;
    }

    private static void line(final String name, final double cpu, final double wall, final String format) {
        System.out.printf(Locale.ROOT, "%-24s " + format + " " + format + "%n", name, cpu, wall);
    }

    private static String counts(final Outcome o) {
        return o.generated() + " states generated, " + o.distinct() + " distinct, depth " + o.depth();
    }

    private static double median(final List<Tlc.Measured> rounds, final ToDoubleFunction<Tlc.Measured> what) {
        final double[] sorted = rounds.stream().mapToDouble(what).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
