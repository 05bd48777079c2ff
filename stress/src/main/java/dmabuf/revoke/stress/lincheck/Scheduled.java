// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.lincheck;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.HungChild;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.child.Tied;
import dmabuf.revoke.model.mutant.Mutant;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.stress.fork.ClassPath;
import dmabuf.revoke.stress.fork.HungRun;
import dmabuf.revoke.stress.litmus.Litmus;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Litmus tests under a controlled scheduler, Lincheck: the columns are its threads, the last calls are made when these have
 * ended, and each outcome is compared with the computed table. It needs only one core, whatever the number of columns, and shows
 * the schedule that led to a forbidden outcome. It does not try executions that a memory model allows beyond sequential
 * consistency: that is jcstress's task.
 */
public final class Scheduled {
    private static final int SCHEDULES_EACH = 400;

    /** In seconds of an idle machine, beside the schedules: many times the usual duration. */
    private static final long LONGEST = 300;

    /** A tenth of the usual rate. */
    private static final long SCHEDULES_A_SECOND = 10;

    private static final String CANARY_TEST = "use-against-revoke";

    private final Path folder;
    private final List<Path> first;
    private final int many;

    /** @param folder for all files */
    public Scheduled(final Path folder) {
        this(folder, List.of(), SCHEDULES_EACH);
    }

    /**
     * @param first on the class path: the classes of a mutant, which replace those of impl
     * @param many schedules each
     */
    public Scheduled(final Path folder, final List<Path> first, final int many) {
        this.folder = folder.toAbsolutePath();
        this.first = first;
        this.many = many;
    }

    /** The same with a number of schedules for each test. */
    public Scheduled schedules(final int each) {
        return new Scheduled(folder, first, each);
    }

    /** Runs tests; the results are in the order of the tests. */
    public List<Schedule> run(final List<Litmus> tests) throws Undecided, InterruptedException {
        try {
            Files.createDirectories(folder);
            final Path results = folder.resolve("results");
            final Path log = folder.resolve("lincheck.log");
            Files.deleteIfExists(results);
            final List<String> arguments = new ArrayList<>(List.of(
                    "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+EnableDynamicAgentLoading", "-ea:dmabuf.revoke.impl...",
                    "-cp", ClassPath.behind(first)));
            arguments.addAll(Tied.to(ScheduledRun.class.getName()));
            arguments.addAll(List.of(Integer.toString(many), results.toString()));
            arguments.addAll(0, Tools.options());
            tests.forEach(t -> arguments.add(t.file().toAbsolutePath().toString()));
            final int code = Child.java(arguments, log, Limit.seconds(longest(tests.size()))).run();
            if (code != 0) {
                throw new Undecided("Lincheck ended with " + code + "; its log is " + log);
            }
            try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(results))) {
                return List.of((Schedule[]) in.readObject());
            }
        } catch (HungChild h) {
            throw new HungRun("Lincheck " + h.getMessage());
        } catch (IOException e) {
            throw new Undecided("Lincheck in " + folder, e);
        } catch (ClassNotFoundException e) {
            throw new Undecided("Lincheck in " + folder + " wrote results of another program: " + e.getMessage());
        }
    }

    /**
     * Whether a schedule also shows an outcome that occurred on real cores and that the spec does not allow.
     *
     * @param came each such outcome
     * @return a sentence: which schedule shows it, or that none does, so that the order of memory accesses is suspected
     */
    public String retried(final Litmus test, final Collection<String> came) throws Undecided, InterruptedException {
        final Schedule s = run(List.of(test)).get(0);
        final String shown = s.failure().lines().findFirst().orElse("");
        final String again = "./revoke litmus --schedule " + test.name();
        if (came.stream().anyMatch(o -> shown.equals("FORBIDDEN " + o))) {
            return "a schedule shows it too: " + again;
        }
        return shown.isEmpty()
                ? "no sequentially consistent schedule in " + s.schedules() + ": memory order suspected"
                : "a schedule shows something else, " + shown + ": " + again;
    }

    private long longest(final long tests) {
        return LONGEST + tests * many / SCHEDULES_A_SECOND;
    }

    /**
     * The canary: one test against a mutant of impl that loses a race must show an outcome that the spec does not allow.
     *
     * @param tests which include the canary's
     */
    public Check canary(final Mutant mutant, final List<Litmus> tests) throws InterruptedException {
        final String again = "./revoke verify";
        final List<Litmus> test = tests.stream().filter(l -> l.name().equals(CANARY_TEST)).toList();
        if (test.isEmpty()) {
            return Check.undecided("canaries", "litmus schedules", "there is no litmus test " + CANARY_TEST, again);
        }
        try {
            final Schedule found = new Scheduled(folder, List.of(mutant.build(folder.resolve("mutant"))), many)
                    .run(test)
                    .get(0);
            final boolean caught = found.failure().startsWith("FORBIDDEN");
            return Check.of(
                    "canaries", "litmus schedules", caught,
                    (caught ? "catches " : "does not catch ") + mutant.name() + ": "
                            + found.toString().replaceAll(" +", " "),
                    again);
        } catch (Undecided u) {
            return Check.undecided("canaries", "litmus schedules", u.getMessage(), again);
        }
    }
}
