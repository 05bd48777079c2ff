// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Jobs;
import dmabuf.revoke.check.Verification;
import dmabuf.revoke.child.WorkFolder;
import dmabuf.revoke.keep.Digest;
import dmabuf.revoke.model.RunKey;
import dmabuf.revoke.model.mutant.Mutant;
import dmabuf.revoke.service.Part;
import dmabuf.revoke.service.Settings;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.stress.fork.HungRun;
import dmabuf.revoke.stress.jcstress.Canary;
import dmabuf.revoke.stress.jcstress.Configuration;
import dmabuf.revoke.stress.jcstress.Harnesses;
import dmabuf.revoke.stress.jcstress.JcstressRun;
import dmabuf.revoke.stress.jcstress.Sampling;
import dmabuf.revoke.stress.lincheck.Schedule;
import dmabuf.revoke.stress.lincheck.Scheduled;
import dmabuf.revoke.stress.litmus.BadLitmus;
import dmabuf.revoke.stress.litmus.Litmus;
import dmabuf.revoke.stress.litmus.LitmusGraphs;
import dmabuf.revoke.stress.litmus.Outcomes;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

/** The checks that this module adds to verify: for every litmus test its condition, its schedules, and its run on real cores. */
public final class LitmusPart implements Part {
    private static final String AGAIN = "./revoke verify";

    /**
     * The intended time of all jcstress runs on two idle cores, in seconds. It is shown and not enforced: cores are seldom idle.
     */
    private static final int BUDGET = 60;

    /** The number of cores that each machine running a verification has. */
    private static final int FEW = 2;

    /** The number of schedules of a test without {@code --full}: the first of those that {@code --full} tries. */
    private static final int QUICK = 200;

    /** The number of schedules of a test that has not shown all its outcomes in fewer. */
    private static final int MANY = 4000;

    private final int cores;

    public LitmusPart() {
        this(Runtime.getRuntime().availableProcessors());
    }

    /** @param cores of the machine */
    LitmusPart(final int cores) {
        this.cores = cores;
    }

    @Override
    public List<String> groups() {
        return List.of("litmus", "litmus schedules", "jcstress");
    }

    @Override
    public void add(final Jobs jobs, final Tools tools, final Settings settings) throws Undecided {
        final Set<String> graphs =
                Set.of(Verification.job(Verification.BASE_SCENE), Verification.job(LitmusGraphs.THREE));
        jobs.add(Jobs.Job.of("litmus", "litmus tests", 5, () -> conditions(tests()))
                .after(graphs)
                .keyed(() -> key(tools, settings, "conditions")));
        jobs.add(Jobs.Job.of("litmus schedules", "litmus schedules", settings.full() ? 60 : 10, () -> schedules(tests(), settings.full()))
                .after(graphs)
                .keyed(() -> key(tools, settings, "schedules")));
        jobs.add(Jobs.Job.of("jcstress", "litmus tests on cores", 40, () -> onCores(tests(), settings))
                .onItsOwn()
                .keyed(() -> key(tools, settings, "cores")));
        jobs.add(Jobs.Job.of("jcstress", "litmus tests for more cores", 1, () -> lacking(tests())));
    }

    /** A digest of everything that the checks of a job depend on. */
    static Digest key(final Tools tools, final Settings settings, final String what) throws Undecided {
        return RunKey.of("litmus " + what, settings, List.of("stress/litmus", Harnesses.SOURCES))
                .text("spec", tools.spec().digestOfAll())
                .text("tlc", tools.shop().digestOfTlc())
                .classes(LitmusPart.class, "dmabuf.revoke.stress");
    }

    private static List<Litmus> tests() throws Undecided {
        try {
            return Litmus.folder(Tools.home().resolve("stress/litmus"));
        } catch (BadLitmus e) {
            throw new Undecided(e.getMessage());
        }
    }

    private static List<Outcomes> outcomes(final List<Litmus> tests) throws Undecided, InterruptedException {
        try {
            return Outcomes.of(new LitmusGraphs(), tests);
        } catch (BadLitmus e) {
            throw new Undecided(e.getMessage());
        }
    }

    /** For every litmus test whether its condition holds, and for every class whether it agrees with its test. */
    static List<Check> conditions(final List<Litmus> tests) throws Undecided, InterruptedException {
        final LitmusGraphs graphs = new LitmusGraphs();
        final List<Check> checks = new ArrayList<>();
        final List<Outcomes> all = new ArrayList<>();
        for (final Litmus l : tests) {
            final String again = "./revoke litmus " + Tools.home().relativize(l.file());
            try {
                final Outcomes o = Outcomes.of(graphs.of(l), l);
                all.add(o);
                checks.add(Check.of(
                        "litmus", l.name(), o.conditionHolds(),
                        o.all().size() + " outcomes, " + o.onlyByOverlap().count() + " of them of no serial run; condition "
                                + (o.conditionHolds() ? "holds" : "does not hold"),
                        again));
            } catch (BadLitmus e) {
                checks.add(Check.undecided("litmus", l.file().getFileName().toString(), e.getMessage(), again));
            }
        }
        checks.add(classes(all));
        return checks;
    }

    private static Check classes(final List<Outcomes> all) throws Undecided {
        try {
            final List<String> stale = new Harnesses(all, Tools.home().resolve(Harnesses.SOURCES)).stale();
            return Check.of(
                    "litmus", "classes for jcstress", stale.isEmpty(),
                    stale.isEmpty() ? all.size() + " classes say what their tests say" : String.join("; ", stale),
                    "./revoke litmus --write");
        } catch (IOException e) {
            throw new Undecided("cannot read the classes for jcstress", e);
        }
    }

    /**
     * Runs every test under a controlled scheduler, or only those for which few machines have enough cores; and the scheduler's
     * canary.
     */
    static List<Check> schedules(final List<Litmus> all, final boolean full) throws Undecided, InterruptedException {
        final List<Check> checks = new ArrayList<>();
        final List<Litmus> tests = all.stream().filter(l -> full || l.columns().size() > FEW).toList();
        try (WorkFolder work = folder("lincheck")) {
            final Scheduled scheduler = new Scheduled(work.path().resolve("impl"));
            checks.addAll(full ? allShown(scheduler, tests) : scheduled(scheduler.schedules(QUICK), tests));
            checks.add(new Scheduled(work.path().resolve("canary")).canary(Mutant.named(Tools.home(), Canary.MUTANT), all));
            forget(work, checks);
        }
        return checks;
    }

    /** Like {@link #scheduled}; a test that does not show each outcome that the spec allows runs longer, and then fails. */
    private static List<Check> allShown(final Scheduled scheduler, final List<Litmus> tests) throws Undecided, InterruptedException {
        try {
            final List<Schedule> results = new ArrayList<>(scheduler.run(tests));
            final List<Litmus> more = IntStream.range(0, tests.size())
                    .filter(n -> results.get(n).ok() && !results.get(n).isComplete())
                    .mapToObj(tests::get)
                    .toList();
            if (!more.isEmpty()) {
                scheduler.schedules(MANY).run(more).forEach(s -> results.replaceAll(r -> r.name().equals(s.name()) ? s : r));
            }
            return results.stream().map(Schedule::checkOfAll).toList();
        } catch (HungRun h) {
            return List.of(Check.hung("litmus schedules", "run", h.getMessage(), AGAIN));
        }
    }

    private static List<Check> scheduled(final Scheduled scheduler, final List<Litmus> tests) throws Undecided, InterruptedException {
        try {
            return scheduler.run(tests).stream().map(Schedule::check).toList();
        } catch (HungRun h) {
            return List.of(Check.hung("litmus schedules", "run", h.getMessage(), AGAIN));
        }
    }

    /** A folder for the files of this run alone. */
    private static WorkFolder folder(final String name) throws Undecided {
        try {
            return WorkFolder.open(Tools.target().resolve(name), "run");
        } catch (IOException e) {
            throw new Undecided("no folder in " + Tools.target().resolve(name), e);
        }
    }

    /** Keeps the files of a run, and names their folder, unless everything is as expected. */
    private static void forget(final WorkFolder work, final List<Check> checks) {
        if (checks.stream().allMatch(c -> c.ok() || c.status() == Check.Status.NOT_RUN)) {
            work.forget();
        } else {
            Tools.progress("what it has written is in " + work.path());
        }
    }

    /** Runs every test for which there are enough cores, and the canary of jcstress. */
    List<Check> onCores(final List<Litmus> tests, final Settings settings) throws Undecided, InterruptedException {
        final long begin = System.nanoTime();
        final List<Outcomes> fitting =
                outcomes(tests.stream().filter(l -> l.columns().size() <= cores).toList());
        final List<Check> checks = new ArrayList<>();
        try (WorkFolder work = folder("jcstress")) {
            // The canary runs one JVM at a time, and the samples of impl run beside it.
            final FutureTask<Check> canary =
                    new FutureTask<>(() -> new Canary(Tools.home(), work.path().resolve("canary")).check(fitting));
            final Thread beside = new Thread(canary, "canary of jcstress");
            beside.start();
            try {
                checks.addAll(sampled(work.path().resolve("impl"), fitting, settings));
                checks.add(canary.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } finally {
                beside.interrupt();
                beside.join();
            }
            forget(work, checks);
        }
        Tools.progress(String.format(
                "%-32s %35.1f s of %d", "jcstress in all", (System.nanoTime() - begin) / 1e9, BUDGET));
        return checks;
    }

    private static List<Check> sampled(final Path folder, final List<Outcomes> tests, final Settings settings)
            throws InterruptedException {
        try {
            final JcstressRun run = settings.full()
                    ? JcstressRun.quick(folder, Configuration.ALL, Tools::progress)
                    : JcstressRun.quick(folder, Configuration.TWO, Tools::progress).inTurn(settings.seed());
            final List<Check> checks = new ArrayList<>();
            for (final Sampling s : run.run(tests)) {
                checks.add(s.check(s.forbidden().isEmpty() ? "" : retried(folder, s)));
            }
            return checks;
        } catch (HungRun h) {
            return List.of(Check.hung("jcstress", "run", h.getMessage(), AGAIN));
        } catch (Undecided u) {
            return List.of(Check.undecided("jcstress", "run", u.getMessage(), AGAIN));
        }
    }

    /** The controlled scheduler's result for the forbidden outcomes. They stay forbidden if it has no result. */
    static String retried(final Path folder, final Sampling s) throws InterruptedException {
        try {
            return new Scheduled(folder.resolve("again")).retried(s.litmus(), s.forbidden().keySet());
        } catch (Undecided e) {
            return "under a controlled scheduler it was not tried: " + e.getMessage();
        }
    }

    /** Every test for which there are not enough cores. */
    List<Check> lacking(final List<Litmus> tests) {
        return tests.stream()
                .filter(l -> l.columns().size() > cores)
                .map(l -> Sampling.notRun(l, cores).check())
                .toList();
    }
}
