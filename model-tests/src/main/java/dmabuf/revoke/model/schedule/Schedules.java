// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.HungChild;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.child.WorkFolder;
import dmabuf.revoke.model.drive.Failures;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Racing threads under a controlled scheduler, Lincheck: at every memory access of impl another thread may go on, and the oracle
 * judges each resulting history. This reaches interleavings that the other techniques cannot, because impl has no gate there.
 *
 * <p>Runs in its own JVM, because Lincheck rewrites classes. The races of the folder {@code races}, each of which once found a
 * bug or a mutant, come first; the others are drawn from a seed. Lincheck's schedules are the same in each run.
 */
public final class Schedules implements Technique {
    /** Several times the usual duration; Lincheck detects a hang long before. */
    private static final Limit LIMIT = Limit.minutes(10);

    private static final Limit LONG = Limit.minutes(60);

    public static final String NAME = "schedules";

    /** The same with all schedules, as a technique with its own name, for callers that try one technique after the other. */
    public static final String AT_LENGTH = NAME + " at length";

    /** How many schedules {@link #again} tries. */
    public static final int OF_A_RACE = Effort.ONE_RACE.schedulesOfKept();

    private final String name;
    private final Effort effort;

    /** @param full whether it may take minutes instead of half a minute */
    public Schedules(final boolean full) {
        this(NAME, full);
    }

    private Schedules(final String name, final boolean full) {
        this.name = name;
        this.effort = full ? Effort.FULL : Effort.QUICK;
    }

    /** The technique {@link #AT_LENGTH}. */
    public static Schedules atLength() {
        return new Schedules(AT_LENGTH, true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Verdict run(final Graphs graphs, final long seed) throws Undecided, InterruptedException {
        for (final String scene : Cast.scenes()) {
            graphs.scene(scene);
        }
        return fork(effort == Effort.FULL ? LONG : LIMIT, "--seed", Long.toString(seed), effort.name());
    }

    /** The files of the races that once found a bug, or that find a mutant. */
    static List<Path> kept() throws Undecided {
        final Path folder = Tools.home().resolve("model-tests/races");
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new Undecided("cannot read " + folder, e);
        }
    }

    /** Repeats the race of a file. It is read here too, so that an error in it is reported before anything is started. */
    public static Verdict again(final Path race, final Graphs graphs) throws Undecided, InterruptedException {
        Race.read(race, graphs.scene(Race.scene(race)));
        return fork(LIMIT, race.toString());
    }

    /** Whether a schedule of a race disagreed. That no calls overlapped in any schedule does not count. */
    public static boolean isShown(final Verdict v) {
        return v.failure().startsWith(Race.HEAD) || v.status() == Verdict.Status.HUNG;
    }

    private static Verdict fork(final Limit limit, final String... arguments) throws Undecided, InterruptedException {
        final List<String> all = new ArrayList<>(List.of(
                "-ea:dmabuf.revoke.impl...", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+EnableDynamicAgentLoading",
                "-cp", Failures.classPath(), ScheduleRun.class.getName(),
                Failures.file("schedules").getParent().toString(), Boolean.toString(Failures.shrink())));
        all.addAll(0, Tools.options());
        all.addAll(List.of(arguments));
        try (WorkFolder work = WorkFolder.open(Tools.target().resolve("schedules"), "run")) {
            final Verdict v = run(all, limit, work.path().resolve("said"), work.path().resolve("log"));
            if (v.status() != Verdict.Status.HUNG) {
                work.forget();
            }
            return v;
        } catch (IOException e) {
            throw new Undecided("schedules in " + Tools.target(), e);
        }
    }

    /** The child's output is its verdict. A child that does not terminate hangs, and its output is kept. */
    private static Verdict run(final List<String> arguments, final Limit limit, final Path said, final Path log)
            throws IOException, Undecided, InterruptedException {
        final int code;
        try {
            code = Child.java(arguments, said, limit).errorsTo(log).run();
        } catch (HungChild h) {
            return Verdict.hung("its JVM came to no end", "it " + h.getMessage());
        }
        final String text = Files.readString(said);
        final int end = text.indexOf('\n');
        if (code == ScheduleRun.UNDECIDED) {
            throw new Undecided(text);
        }
        if (code > 1 || end < 0) {
            throw new Undecided("schedules ended with " + code + ": " + Files.readString(log).strip() + "; its log is " + log);
        }
        return code == 0
                ? Verdict.agrees(text.substring(0, end))
                : Verdict.differs(text.substring(0, end), text.substring(end + 1).stripTrailing());
    }

    /** Saves a race that disagrees. {@return the reason, and how to see it again} */
    static String keep(final Race race, final String why) {
        final Path file = Failures.file("schedules");
        final StringBuilder text = new StringBuilder(race.toString());
        why.lines().forEach(l -> text.append("# ").append(l).append('\n'));
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return race + why + "\nagain: ./revoke replay " + file + "; as lanes: ./revoke explain " + file;
        } catch (IOException e) {
            return race + why + "\nthe race could not be written to " + file + ": " + Undecided.reason(e);
        }
    }
}
