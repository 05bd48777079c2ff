package dmabuf.revoke.cli;

import dmabuf.revoke.check.Cell;
import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Matrix;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Outcome;
import dmabuf.revoke.tlc.Run;
import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.tlc.ValueText;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "what-if",
        mixinStandardHelpOptions = true,
        description = "Turns knobs of a design, decides it, and shows what breaks: what-if Linux73 FenceWait=None")
public final class WhatIfCommand implements Subcommand {
    @Parameters(index = "0", paramLabel = "DESIGN", description = "a design or a bug to start from")
    String base;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "KNOB=VALUE", description = "see Designs.tla")
    List<String> settings;

    @Override
    public Integer call() throws Exception {
        final Tools tools = Tools.open(false);
        Design.named(base, tools.spec());
        final Design d = design(base, settings, knobs(tools));
        final List<Cell> cells = tools.decisions().decide(List.of(d));
        System.out.println(Matrix.text(
                cells, List.of(d.name()), List.copyOf(tools.manifest().properties().keySet())));
        for (final Cell c : cells) {
            if (c.verdict() == Cell.Verdict.REFUTED) {
                ExplainCommand.explain(tools, d, c.property(), System.out);
            }
        }
        return AS_EXPECTED;
    }

    /** The design that the settings make; refuses what the table of knobs does not have. */
    static Design design(final String base, final List<String> settings, final SortedMap<String, Value> knobs)
            throws Undecided {
        final List<String> turned = new ArrayList<>();
        for (final String s : settings) {
            final String[] parts = s.split("=", 2);
            final Value values = knobs.get(parts[0]);
            if (values == null) {
                throw new Undecided("no constant is called " + parts[0] + "; there are "
                        + String.join(", ", knobs.keySet()));
            }
            final List<Value> members = ((Value.Members) values).members();
            final Value value = members.stream()
                    .filter(v -> parts.length == 2 && plain(v).equals(parts[1]))
                    .findFirst()
                    .orElseThrow(() -> new Undecided(parts[0] + " cannot be " + (parts.length == 2 ? parts[1] : "nothing")
                            + "; it is one of "
                            + members.stream().map(WhatIfCommand::plain).collect(Collectors.joining(", "))));
            turned.add("!." + parts[0] + " = " + value);
        }
        final String name = base + "-" + String.join("-", settings).replace("=", "");
        return Design.madeUp(name, "[" + base + " EXCEPT " + String.join(", ", turned) + "]");
    }

    private static String plain(final Value v) {
        return v instanceof Value.Str s ? s.value() : v.toString();
    }

    /** The table of knobs, as TLC evaluates it. */
    private static SortedMap<String, Value> knobs(final Tools tools) throws Undecided, InterruptedException {
        final Outcome o = tools.shop().tlc().run(new Run(
                "knobs",
                "Designs, TLC",
                "VARIABLE v\nInit == v = 0 /\\ PrintT(Knobs)\nNext == v' = v\n",
                "INIT Init\nNEXT Next\n",
                false));
        return ((Value.Rec) ValueText.parse(String.join(" ", o.prints()))).fields();
    }
}
