package dmabuf.revoke.cli;

import dmabuf.revoke.check.Cell;
import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Matrix;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "what-if",
        mixinStandardHelpOptions = true,
        description = "Turns knobs of a design, decides it, and shows what breaks: what-if Linux73 FenceWait=None",
        footer = {"",
                "Exit codes: 0 nothing breaks that the design itself keeps, 1 something does, 2 could not be decided."})
public final class WhatIfCommand implements Subcommand {
    @Parameters(index = "0", arity = "0..1", paramLabel = "DESIGN", description = "a design or a bug to start from")
    String base;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "KNOB=VALUE", description = "what is to be otherwise")
    List<String> settings = List.of();

    @Option(names = "--knobs", description = "list the knobs, their values, and what each turns")
    boolean knobs;

    @Override
    public Integer call() throws Exception {
        final Tools tools = Tools.open(false);
        final KnobTable table = KnobTable.of(tools);
        if (knobs) {
            if (base != null) {
                throw new Undecided("--knobs lists what can be turned: say it without " + base);
            }
            System.out.print(table.text());
            return AS_EXPECTED;
        }
        if (base == null || settings.isEmpty()) {
            throw new Undecided("say a design and a knob, as in what-if Linux73 FenceWait=None; --knobs lists the knobs");
        }
        final String from = Design.named(base, tools.spec()).name();
        final Design d = table.design(from, settings);
        final List<Cell> cells = tools.decisions()
                .decide(d, x -> ExplainCommand.show(tools, d, x, System.out));
        System.out.println(Matrix.text(
                cells, List.of(d.name()), List.copyOf(tools.manifest().properties().keySet())));
        System.out.print(Matrix.occasions(cells, tools.manifest().properties()));
        return breaks(tools, from, cells) ? DIFFERS : AS_EXPECTED;
    }

    /** Whether something is refuted that the design itself keeps. */
    private static boolean breaks(final Tools tools, final String base, final List<Cell> cells) {
        return cells.stream()
                .filter(c -> c.verdict() == Cell.Verdict.REFUTED)
                .map(c -> tools.manifest().cell(base, c.property()))
                .anyMatch(before -> before == null || before.verdict() != Cell.Verdict.REFUTED);
    }
}
