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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Racing threads under a controlled scheduler, Lincheck: every access to memory of impl is a place at which the other
 * thread may go on, and each history that comes of it is judged by the oracle. What the other techniques cannot reach,
 * because impl has no gate there.
 *
 * <p>Runs in a JVM of its own, because Lincheck rewrites classes. The races are drawn from a seed, and those of the folder
 * {@code races}, each of which once found a bug or a mutant, come first. Lincheck's schedules are the same in each run.
 */
public final class Schedules implements Technique {
    /** The scenes, and how many races are drawn in each: a program, which is quicker; and two importers. */
    static final Map<String, Integer> SCENES = scenes();

    /** Several times what it takes; who hangs under Lincheck's eyes is found long before. */
    private static final Limit LIMIT = Limit.minutes(10);

    private static Map<String, Integer> scenes() {
        final Map<String, Integer> races = new LinkedHashMap<>();
        races.put("programs", 3);
        races.put("history", 8);
        return races;
    }

    @Override
    public String name() {
        return "schedules";
    }

    @Override
    public Verdict run(final Graphs graphs, final long seed) throws Undecided, InterruptedException {
        for (final String scene : SCENES.keySet()) {
            graphs.scene(scene);
        }
        return fork("--seed", Long.toString(seed));
    }

    /** The races that once found a bug, or find a mutant. */
    static List<Path> kept() throws Undecided {
        final Path folder = Tools.home().resolve("model-tests/races");
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new Undecided("cannot read " + folder, e);
        }
    }

    /** A race of a file, once more. It is read here too, so that what is wrong with it is said before anything is started. */
    public static Verdict again(final Path race, final Graphs graphs) throws Undecided, InterruptedException {
        Race.read(race, graphs.scene(Race.scene(race)));
        return fork(race.toString());
    }

    private static Verdict fork(final String... arguments) throws Undecided, InterruptedException {
        final List<String> all = new ArrayList<>(List.of(
                "-ea:dmabuf.revoke.impl...", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+EnableDynamicAgentLoading",
                "-cp", Failures.classPath(), ScheduleRun.class.getName(),
                Failures.file("schedules").getParent().toString(), Boolean.toString(Failures.shrink())));
        all.addAll(0, Tools.options());
        all.addAll(List.of(arguments));
        try (WorkFolder work = WorkFolder.open(Tools.target().resolve("schedules"), "run")) {
            final Verdict v = run(all, work.path().resolve("said"), work.path().resolve("log"));
            if (v.status() != Verdict.Status.HUNG) {
                work.forget();
            }
            return v;
        } catch (IOException e) {
            throw new Undecided("schedules in " + Tools.target(), e);
        }
    }

    /** What the child says is its verdict; one that comes to no end hangs, and what it wrote is kept. */
    private static Verdict run(final List<String> arguments, final Path said, final Path log)
            throws IOException, Undecided, InterruptedException {
        final int code;
        try {
            code = Child.java(arguments, said, LIMIT).errorsTo(log).run();
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

    /** Keeps a race that disagrees. {@return why, and how to see it again} */
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
