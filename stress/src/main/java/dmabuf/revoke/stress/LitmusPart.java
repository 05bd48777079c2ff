package dmabuf.revoke.stress;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Jobs;
import dmabuf.revoke.check.Verification;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.impl.DmaBuf;
import dmabuf.revoke.keep.Digest;
import dmabuf.revoke.keep.Surroundings;
import dmabuf.revoke.model.mutant.Mutant;
import dmabuf.revoke.service.Part;
import dmabuf.revoke.service.Settings;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.stress.jcstress.Canary;
import dmabuf.revoke.stress.jcstress.HungRun;
import dmabuf.revoke.stress.jcstress.JcstressRun;
import dmabuf.revoke.stress.litmus.BadLitmus;
import dmabuf.revoke.stress.litmus.BaseGraph;
import dmabuf.revoke.stress.litmus.Litmus;
import dmabuf.revoke.stress.litmus.Outcomes;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What this module adds to verify: every litmus test, its condition, and its run on real cores. */
public final class LitmusPart implements Part {
    /** In seconds, what all of jcstress may take on two quiet cores. It is shown and not enforced: cores are seldom quiet. */
    private static final int BUDGET = 75;

    @Override
    public List<String> groups() {
        return List.of("litmus", "jcstress");
    }

    @Override
    public void add(final Jobs jobs, final Tools tools, final Settings settings) throws Undecided {
        final String key = new Digest()
                .text("what", "litmus")
                .text("seed", Long.toString(settings.seed()))
                .text("full", Boolean.toString(settings.full()))
                .text("graph", tools.shop().digestOf(Design.named(Verification.BASE_DESIGN, tools.spec()), Verification.BASE_SCENE))
                .tree(Tools.home().resolve("impl/src/main/java"))
                .tree(Tools.home().resolve("stress/litmus"))
                .tree(Tools.home().resolve("model-tests/mutants"))
                .classes(DmaBuf.class, "dmabuf.revoke.impl")
                .classes(LitmusPart.class, "dmabuf.revoke.stress")
                .classes(Mutant.class, "dmabuf.revoke.model")
                .classes(Jobs.class, "dmabuf.revoke")
                .text("libraries", Surroundings.libraries())
                .text("machine", Surroundings.machine())
                .jvm()
                .hex();
        jobs.add(Jobs.Job.of("litmus", "litmus tests on cores", 45, () -> run(tools)).onItsOwn().keyed(key));
    }

    /** Every litmus test: its outcomes, its condition, its run. */
    List<Check> run(final Tools tools) throws Undecided, InterruptedException {
        final long start = System.nanoTime();
        final Graph base = BaseGraph.open();
        final List<Check> checks = new ArrayList<>();
        final List<Outcomes> tests = new ArrayList<>();
        for (final Path file : files()) {
            final String again = "./revoke litmus " + Tools.home().relativize(file);
            try {
                final Outcomes o = Outcomes.of(base, Litmus.read(file));
                tests.add(o);
                final long racing = o.all().stream().filter(x -> !x.serial()).count();
                checks.add(Check.of(
                        "litmus", o.litmus().name(), o.conditionHolds(),
                        o.all().size() + " outcomes, " + racing + " of them of no serial run; condition "
                                + (o.conditionHolds() ? "holds" : "does not hold"),
                        again));
            } catch (BadLitmus e) {
                checks.add(Check.undecided("litmus", file.getFileName().toString(), e.getMessage(), again));
            }
        }
        Tools.progress(String.format("%-32s %35.1f s", "outcomes of litmus tests", seconds(start)));
        final long begin = System.nanoTime();
        checks.addAll(onCores(base, tests));
        final long canary = System.nanoTime();
        checks.add(new Canary(Tools.home(), Tools.target().resolve("jcstress-canary")).check(base, tests));
        Tools.progress(String.format("%-32s %35.1f s", "jcstress's canary", seconds(canary)));
        Tools.progress(String.format(
                "%-32s %35.1f s of %d", "jcstress in all", seconds(begin), BUDGET));
        return checks;
    }

    /** A check each test; only one if there is no result at all. */
    private static List<Check> onCores(final Graph base, final List<Outcomes> tests) throws InterruptedException {
        try {
            return new JcstressRun(Tools.target().resolve("jcstress"), Tools::progress).run(base, tests).stream()
                    .map(s -> Check.of("jcstress", s.name(), s.ok(), s.toString(), "./revoke verify"))
                    .toList();
        } catch (HungRun h) {
            return List.of(Check.hung("jcstress", "run", h.getMessage(), "./revoke verify"));
        } catch (Undecided u) {
            return List.of(Check.undecided("jcstress", "run", u.getMessage(), "./revoke verify"));
        }
    }

    private static double seconds(final long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static List<Path> files() throws Undecided {
        final Path folder = Tools.home().resolve("stress/litmus");
        try (Stream<Path> list = Files.list(folder)) {
            final List<Path> files = list.filter(f -> f.toString().endsWith(Litmus.SUFFIX)).sorted().toList();
            if (files.isEmpty()) {
                throw new Undecided("no litmus test in " + folder);
            }
            return files;
        } catch (IOException e) {
            throw new Undecided("cannot list " + folder, e);
        }
    }
}
