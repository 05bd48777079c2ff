package dmabuf.revoke.model;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.mutant.Mutants;
import dmabuf.revoke.model.technique.Techniques;
import dmabuf.revoke.service.Part;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;

/** What this module adds to verify: every technique once, and the mutants that they must catch. */
public final class Agreement implements Part {
    /** Of what is random in a verification. */
    static final long SEED = 1;

    @Override
    public String name() {
        return "techniques and mutants";
    }

    /** What the verdict of a technique is among all checks. */
    static Check check(final String technique, final Technique.Verdict v) {
        final String again = "./revoke techniques " + technique + " --seed " + SEED;
        return switch (v.status()) {
            case AGREES -> Check.of("techniques", technique, true, v.summary(), again);
            case DIFFERS -> Check.of("techniques", technique, false, v.summary() + ": " + v.failure(), again);
            case HUNG -> Check.hung("techniques", technique, v.summary() + ": " + v.failure(), again);
        };
    }

    @Override
    public List<Check> run(final Tools tools) throws Undecided, InterruptedException {
        final List<Check> checks = new ArrayList<>();
        final Graphs graphs = Graphs.of(tools);
        for (final Technique t : Techniques.all()) {
            final long start = System.nanoTime();
            final Technique.Verdict v = t.run(graphs, SEED);
            Tools.progress(String.format("%-32s %35.1f s", t.name(), (System.nanoTime() - start) / 1e9));
            checks.add(check(t.name(), v));
        }
        final long start = System.nanoTime();
        checks.addAll(new Mutants(Tools.home(), SEED).run());
        Tools.progress(String.format("%-32s %35.1f s", "mutants", (System.nanoTime() - start) / 1e9));
        return checks;
    }
}
