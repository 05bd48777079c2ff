// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.tlc;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.HungChild;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.child.WorkFolder;
import dmabuf.revoke.export.ExportOverrides;
import dmabuf.revoke.export.RecallOverrides;
import dmabuf.revoke.export.RunTlc;
import dmabuf.revoke.graph.BadGraph;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.RawReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/**
 * Runs TLC, each time in a new JVM.
 *
 * <p>The jar is the one on the class path, or another one that the system property {@code tla2tools} names. There is one
 * worker and a fixed fingerprint polynomial, so that counts and counterexamples are the same in each run. Every failure is
 * an {@link Undecided} with a message of one line; a run that fails leaves no file that could be taken for a result. Its folder
 * stays if the message names its log.
 *
 * <p>A run that reaches its limit hangs: it is undecided, and is not tried again.
 *
 * <p>Thread-safe: each run has a folder of its own.
 */
public class Tlc {
    /** The limit of a run that takes seconds or a minute. */
    private static final Limit HANGS = Limit.minutes(15);

    /** The limit of a run that takes half an hour, or hours on a slow machine. */
    private static final Limit LONG_HANGS = Limit.minutes(8 * 60);

    private final SpecText spec;
    private final Path folder;
    private final int workers;
    private final Limit limit;
    private final Path jar;

    /** @param folder where the runs work and leave their logs */
    public Tlc(final SpecText spec, final Path folder) throws Undecided {
        this(spec, folder, 1);
    }

    /** @param workers of TLC; more than one only if no counterexample is expected, because counterexamples would differ */
    public Tlc(final SpecText spec, final Path folder, final int workers) throws Undecided {
        this(spec, folder, workers, workers == 1 ? HANGS : LONG_HANGS);
    }

    /** @param limit after which a run counts as hanging */
    Tlc(final SpecText spec, final Path folder, final int workers, final Limit limit) throws Undecided {
        this.spec = spec;
        this.workers = workers;
        this.limit = limit;
        this.folder = folder.toAbsolutePath();
        this.jar = TlcJar.path();
        WorkFolder.sweep(this.folder);
    }

    /** The jar that TLC comes from. */
    public Path jarFile() {
        return jar;
    }

    public int workers() {
        return workers;
    }

    public SpecText spec() {
        return spec;
    }

    /** Runs TLC to its end. */
    public Outcome run(final Run run) throws Undecided, InterruptedException {
        return outcome(log(run));
    }

    /** Reads the output of a run. */
    Outcome outcome(final String log) throws Undecided {
        return Outcome.parse(log);
    }

    /** The outcome of a run, and its cost. */
    public record Measured(Outcome outcome, double cpuSeconds, double wallSeconds) {}

    /** Runs TLC to its end and measures it; a graph is written, but not read. */
    public Measured measured(final Run run) throws Undecided, InterruptedException {
        final Path work = prepare(run);
        final long start = System.nanoTime();
        final Outcome o = Outcome.parse(finished(run, work));
        final double wall = (System.nanoTime() - start) / 1e9;
        try {
            final double cpu = Long.parseLong(Files.readString(cpuFile(work))) / 1e9;
            clean(work);
            return new Measured(o, cpu, wall);
        } catch (IOException | NumberFormatException e) {
            throw new Undecided(run.name() + ": TLC's JVM did not say how much CPU time it took");
        }
    }

    private static Path cpuFile(final Path work) {
        return work.resolve("cpu");
    }

    /** Runs TLC to its end and returns its output, from which an outcome can be read. */
    public String log(final Run run) throws Undecided, InterruptedException {
        final Path work = prepare(run);
        final String log = finished(run, work);
        clean(work);
        return log;
    }

    /**
     * Runs TLC for graphs, by design; a violated type invariant gives no graph.
     *
     * @param digests the digest of a design, for the origin of its graph
     */
    public SortedMap<String, Graph> graphs(final Run run, final String scene, final UnaryOperator<String> digests)
            throws Undecided, InterruptedException {
        final Path work = prepare(run);
        final Outcome o = Outcome.parse(finished(run, work));
        if (!o.holds()) {
            WorkFolder.discard(work);
            throw new Violated(run.name() + ": " + o.violation());
        }
        try {
            // The depth that TLC prints depends on its workers; nothing else does.
            final SortedMap<String, Graph> graphs = RawReader.read(
                    exportFile(work),
                    run.name(),
                    new RawReader.Said(o.generated(), o.distinct(), workers == 1 ? o.depth() : 0),
                    (design, generated, distinct, depth) ->
                            new Graph.Origin(design, scene, digests.apply(design), generated, distinct, depth));
            clean(work);
            return graphs;
        } catch (IOException e) {
            throw Undecided.of(e);
        } catch (BadGraph e) {
            throw new Undecided(e.getMessage());
        }
    }

    /** The options of the JVM of a run, in addition to all others. */
    List<String> options() {
        return List.of();
    }

    /** The path for the raw export of a run. */
    Path exportFile(final Path work) {
        return work.resolve("export.raw");
    }

    private Path prepare(final Run run) throws Undecided {
        Path work = null;
        try {
            work = WorkFolder.make(folder, run.name());
            Files.createDirectories(work.resolve("tmp"));
            spec.writeModules(work);
            Files.writeString(work.resolve(Run.MODULE + ".tla"), run.module());
            Files.writeString(work.resolve(Run.MODULE + ".cfg"), run.config());
            return work;
        } catch (IOException e) {
            if (work != null) {
                WorkFolder.discard(work);
            }
            throw new Undecided("cannot write into " + folder, e);
        }
    }

    private String finished(final Run run, final Path work) throws Undecided, InterruptedException {
        final List<String> told = new ArrayList<>(options());
        told.add("-Djava.io.tmpdir=" + work.resolve("tmp"));
        told.add("-D" + RunTlc.CPU + "=" + cpuFile(work));
        if (run.graph() == Run.Operators.RECALL) {
            told.add("-D" + RecallOverrides.PROPERTY + "=true");
        }
        if (run.export()) {
            told.add("-Drevoke.export=" + exportFile(work));
        }
        final List<String> command = command(told, work.resolve("tmp"), run.lengthy());
        final Path log = work.resolve("tlc.log");
        final Path complaints = work.resolve("tlc.err");
        try {
            final int code = end(Child.java(command, log, limit).in(work).errorsTo(complaints), log);
            return checked(run, code, Files.readString(log), Files.readString(complaints), log);
        } catch (HungChild h) {
            WorkFolder.ended(work);
            final String said = h.getMessage().replaceAll("( \\| )?@!@!@\\w+ [\\d:]+ @!@!@", "");
            throw new Undecided(run.name() + ": TLC hangs: it " + said);
        } catch (IOException e) {
            throw new Undecided("cannot run TLC for " + run.name(), e);
        }
    }

    /** The arguments of the JVM of a run. */
    List<String> command(final List<String> told, final Path scratch, final boolean lengthy) throws Undecided {
        return TlcJvm.command(jar, told, scratch, workers, lengthy);
    }

    /** Runs TLC's JVM to its end, and returns its exit code. */
    int end(final Child tlc, final Path log) throws IOException, InterruptedException, HungChild {
        return tlc.run();
    }

    private String checked(
            final Run run, final int code, final String log, final String complaints, final Path file)
            throws Undecided {
        final String export = complaints
                .lines()
                .filter(l -> l.startsWith(ExportOverrides.COMPLAINT))
                .findFirst()
                .orElse(null);
        if (code == ExportOverrides.FAILED || export != null) {
            final String full = WorkFolder.full(file.getParent(), List.of(complaints, log));
            throw new Undecided(run.name() + ": the export failed: "
                    + (export != null ? export : !full.isEmpty() ? full : "it does not say why" + named(file)));
        }
        if (code > 128 && code < 150) {
            throw new Undecided(run.name() + ": TLC was killed by signal " + (code - 128) + named(file));
        }
        try {
            outcome(log);
            return log;
        } catch (Tautology e) {
            clean(file.getParent());
            throw e;
        } catch (Undecided e) {
            final String full = WorkFolder.full(file.getParent(), List.of(complaints, log));
            if (!full.isEmpty()) {
                throw new Undecided(run.name() + ": " + full);
            }
            final String first = complaints.lines().findFirst().map(l -> ": " + l).orElse("");
            throw new Stopped(
                    run.name() + ": TLC failed (exit " + code + "): " + e.getMessage() + first + named(file),
                    file);
        }
    }

    /** The end of a message that names a log. A log that no message names is removed, by this run or a later one. */
    private static String named(final Path log) {
        WorkFolder.ended(log.getParent());
        return "; its log is " + log;
    }

    private static void clean(final Path folder) throws Undecided {
        try {
            WorkFolder.clean(folder);
        } catch (IOException e) {
            throw new Undecided("cannot clean " + folder, e);
        }
    }
}
