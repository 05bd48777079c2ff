package dmabuf.revoke.model;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Verification;
import dmabuf.revoke.cli.Part;
import dmabuf.revoke.cli.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;

/** What this module adds to verify: every technique once, and the mutants that they must catch. */
public final class Agreement implements Part {
    /** The designs of the exporters beside {@code RevocableExporter}. */
    static final List<String> OTHERS = List.of("Uverbs", "Mock", "Mover");

    /** Of what is random in a verification. */
    static final long SEED = 1;

    @Override
    public String name() {
        return "techniques and mutants";
    }

    @Override
    public List<Check> run(final Tools tools) throws Undecided, InterruptedException {
        final List<Check> checks = new ArrayList<>();
        final Graphs graphs = graphs(tools);
        for (final Technique t : Techniques.all()) {
            final long start = System.nanoTime();
            final Technique.Verdict v = t.run(graphs, SEED);
            Tools.progress(String.format("%-32s %35.1f s", t.name(), (System.nanoTime() - start) / 1e9));
            checks.add(Check.of(
                    "techniques", t.name(), v.agrees(), v.summary() + (v.agrees() ? "" : ": " + v.failure()),
                    "./revoke techniques " + t.name() + " --seed " + SEED));
        }
        final long start = System.nanoTime();
        checks.addAll(new Mutants(Tools.home(), SEED).run());
        Tools.progress(String.format("%-32s %35.1f s", "mutants", (System.nanoTime() - start) / 1e9));
        return checks;
    }

    /** The graphs of the designs that impl implements; those of its other exporters are made together. */
    static Graphs graphs(final Tools tools) {
        return name -> {
            final String[] words = name.split("/");
            if (words.length == 1) {
                return tools.shop().graph(Design.named(Verification.BASE_DESIGN, tools.spec()), name);
            }
            final List<Design> designs = new ArrayList<>();
            for (final String d : OTHERS) {
                designs.add(Design.named(d, tools.spec()));
            }
            return tools.shop().graphs(designs, words[1]).get(words[0]);
        };
    }
}
