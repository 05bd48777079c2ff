// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress;

import dmabuf.revoke.check.Names;
import dmabuf.revoke.child.WorkFolder;
import dmabuf.revoke.service.AtLeastOne;
import dmabuf.revoke.service.ReadableFile;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.service.WritableFolder;
import dmabuf.revoke.stress.jcstress.Configuration;
import dmabuf.revoke.stress.jcstress.Harnesses;
import dmabuf.revoke.stress.jcstress.JcstressRun;
import dmabuf.revoke.stress.jcstress.Sampling;
import dmabuf.revoke.stress.lincheck.Schedule;
import dmabuf.revoke.stress.lincheck.Scheduled;
import dmabuf.revoke.stress.litmus.BadLitmus;
import dmabuf.revoke.stress.litmus.Litmus;
import dmabuf.revoke.stress.litmus.LitmusGraphs;
import dmabuf.revoke.stress.litmus.LitmusReport;
import dmabuf.revoke.stress.litmus.Outcomes;
import dmabuf.revoke.stress.systematic.Corpus;
import dmabuf.revoke.stress.systematic.Systematic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "litmus",
        mixinStandardHelpOptions = true,
        description = "Computes every outcome of a litmus test that the spec allows, and those that no serial run gives;"
                + " or runs a test on real cores, or under a controlled scheduler.",
        footer = {
            "",
            "Exit codes: 0 the condition holds, or only allowed outcomes occurred; 1 not so;",
            "2 a file is wrong, or the test was not run."
        })
public final class LitmusCommand implements Subcommand {
    private static final int SCHEDULES = 10_000;

    @Spec
    CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    What what;

    /** Files, or one of the options. */
    static final class What {
        @Parameters(arity = "1..*", paramLabel = "FILE", converter = ReadableFile.class, description = "litmus tests,"
                + " such as stress/litmus/*.litmus")
        List<Path> files;

        @Option(names = "--write", description = "generates the classes for jcstress, one for each file of stress/litmus")
        boolean write;

        @Option(names = "--generate", paramLabel = "DIR", converter = WritableFolder.class, description = "enumerates all small tests"
                + " that have an outcome of no serial run, and writes them into a folder")
        Path generate;

        @Option(names = "--run", paramLabel = "NAME", description = "runs the test of stress/litmus on real cores, by jcstress")
        String run;

        @Option(names = "--schedule", paramLabel = "NAME",
                description = "runs the test of stress/litmus under a controlled scheduler, Lincheck")
        String schedule;
    }

    @Option(names = "--for", paramLabel = "TIME", converter = Seconds.class, description = "with --run: the time in each configuration, for example"
            + " 60s, 5m, 2h")
    Integer seconds;

    @Option(names = "--jvm", paramLabel = "ARGS", description = "with --run: the configuration of the JVM, for example"
            + " \"-XX:-TieredCompilation\"; default: two configurations")
    String jvm;

    @Option(names = "--schedules", paramLabel = "N", converter = AtLeastOne.class,
            description = "with --schedule: how many schedules (" + SCHEDULES + ")")
    Integer schedules;

    @Override
    public Integer call() throws Exception {
        if (what.run == null && (seconds != null || jvm != null)) {
            throw new ParameterException(spec.commandLine(), "--for and --jvm need --run NAME");
        }
        if (jvm != null && jvm.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--jvm is empty; without it the test runs in two configurations");
        }
        if (what.schedule == null && schedules != null) {
            throw new ParameterException(spec.commandLine(), "--schedules needs --schedule NAME");
        }
        try {
            if (what.run != null) {
                return run(what.run);
            }
            if (what.schedule != null) {
                return schedule(what.schedule);
            }
            if (what.generate != null) {
                return generate(what.generate);
            }
            return what.write ? write() : show(what.files);
        } catch (BadLitmus e) {
            return bad(e);
        }
    }

    private static int show(final List<Path> files) throws Exception {
        int code = AS_EXPECTED;
        final List<Litmus> tests = new ArrayList<>();
        for (final Path file : files) {
            try {
                tests.add(Litmus.read(file));
            } catch (BadLitmus e) {
                code = bad(e);
            }
        }
        final LitmusGraphs graphs = new LitmusGraphs();
        for (final Litmus test : tests) {
            try {
                final Outcomes outcomes = Outcomes.of(graphs.of(test), test);
                System.out.println(LitmusReport.text(outcomes));
                code = Math.max(code, outcomes.conditionHolds() ? AS_EXPECTED : DIFFERS);
            } catch (BadLitmus e) {
                code = bad(e);
            }
        }
        return code;
    }

    private static int bad(final BadLitmus e) {
        System.err.println("revoke: " + e.getMessage());
        for (int n = 0; n < e.run().size(); n++) {
            System.err.printf("%4d  %s%n", n + 1, e.run().get(n));
        }
        return UNDECIDED;
    }

    private static int write() throws Exception {
        final List<Outcomes> tests = Outcomes.of(new LitmusGraphs(), all());
        final List<Path> written = new Harnesses(tests, Tools.home().resolve(Harnesses.SOURCES)).write();
        written.forEach(p -> System.out.println(Tools.home().relativize(p)));
        System.out.println(tests.size() + " tests, " + written.size() + " classes changed");
        return AS_EXPECTED;
    }

    private static int generate(final Path folder) throws Exception {
        Systematic.prepare(folder);
        final LitmusGraphs graphs = new LitmusGraphs();
        final List<Corpus> all = new ArrayList<>();
        for (final Systematic.Family f : Systematic.FAMILIES) {
            final List<Corpus> found = Systematic.of(f, graphs);
            found.forEach(System.out::println);
            all.addAll(found);
        }
        System.out.println(Systematic.write(folder, all) + " tests in " + folder + "; ./revoke campaign --corpus " + folder + " runs them");
        return AS_EXPECTED;
    }

    private int run(final String name) throws Exception {
        final Litmus litmus = named(name);
        final Sampling s;
        final String again;
        try (WorkFolder work = WorkFolder.open(Tools.target().resolve("jcstress"), name)) {
            final List<Configuration> configurations =
                    jvm == null ? Configuration.TWO : List.of(Configuration.tried(jvm, work.path()));
            final List<Outcomes> test = Outcomes.of(new LitmusGraphs(), List.of(litmus));
            final JcstressRun run = seconds == null
                    ? JcstressRun.quick(work.path(), configurations, Tools::progress)
                    : JcstressRun.lasting(work.path(), configurations, seconds, Tools::progress);
            s = run.run(test).get(0);
            again = s.forbidden().isEmpty() ? "" : LitmusPart.retried(work.path(), s);
            forget(work, s.ok() || !s.lacking().isEmpty());
        }
        System.out.println(s);
        s.table().forEach(System.out::println);
        if (!again.isEmpty()) {
            System.out.println(again);
        }
        if (!s.lacking().isEmpty()) {
            System.err.println("revoke: " + s.lacking() + "; ./revoke litmus --schedule " + name + " needs one core only");
            return UNDECIDED;
        }
        return s.ok() ? AS_EXPECTED : DIFFERS;
    }

    private int schedule(final String name) throws Exception {
        final Litmus test = named(name);
        final Schedule s;
        try (WorkFolder work = WorkFolder.open(Tools.target().resolve("lincheck"), name)) {
            s = new Scheduled(work.path()).schedules(schedules == null ? SCHEDULES : schedules).run(List.of(test)).get(0);
            forget(work, s.ok());
        }
        System.out.println(s.failure().isEmpty() ? s.check().detail() : s);
        if (!s.failure().isEmpty()) {
            System.out.println("\n" + s.failure());
        }
        return Subcommand.exitCode(List.of(s.check()));
    }

    /** Keeps the files of a run only if something is wrong. */
    private static void forget(final WorkFolder work, final boolean good) {
        if (good) {
            work.forget();
        } else {
            Tools.progress("what it has written is in " + work.path());
        }
    }

    private static List<Litmus> all() throws BadLitmus {
        return Litmus.folder(Tools.home().resolve("stress/litmus"));
    }

    private Litmus named(final String name) throws BadLitmus {
        final List<Litmus> all = all();
        return all.stream().filter(l -> l.name().equals(name)).findFirst().orElseThrow(() -> new ParameterException(
                spec.commandLine(), Names.none("litmus test", name, all.stream().map(Litmus::name).toList()).getMessage()));
    }
}
