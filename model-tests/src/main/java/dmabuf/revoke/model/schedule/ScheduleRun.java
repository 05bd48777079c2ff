// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.impl.DmaBuf;
import dmabuf.revoke.model.drive.Failures;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * A JVM for Lincheck, which rewrites the classes of impl and decides at each memory access which thread runs. Prints a line with
 * what was done. If something disagrees, prints that too and exits with 1.
 */
final class ScheduleRun {
    /** The exit code if nothing was decided; the reason is on the standard output then. */
    static final int UNDECIDED = 2;

    /** A long timeout, because a busy machine is no hang: Lincheck itself detects a deadlock. */
    private static final long PATIENCE_MILLIS = 600_000;

    /** How often races are drawn: once, and again for those whose calls did not overlap. */
    private static final int ROUNDS = 4;

    private final Method call = Racing.class.getMethod("call", String.class);
    private final Method beside = Beside.class.getMethod("call", String.class);
    private final int eachDrawn;
    private final int eachKept;
    private final int eachBeside;

    private ScheduleRun(final Effort effort) throws NoSuchMethodException {
        eachDrawn = effort.schedulesOfDrawn();
        eachKept = effort.schedulesOfKept();
        eachBeside = effort.schedulesBeside();
    }

    /** @param args the folder of failures, whether they are shrunk, and {@code --seed N EFFORT} or the file of a race */
    public static void main(final String[] args) throws Exception {
        try {
            System.exit(decide(args) ? 0 : 1);
        } catch (Undecided u) {
            System.out.println(u.getMessage());
            System.out.flush();
            System.exit(UNDECIDED);
        }
    }

    /** Whether everything agreed. */
    private static boolean decide(final String[] args) throws Undecided, InterruptedException, NoSuchMethodException {
        final long start = System.nanoTime();
        if (!DmaBuf.class.desiredAssertionStatus()) {
            throw new IllegalStateException("the assertions of impl are off: its lock discipline is not checked (java -ea)");
        }
        Failures.choose(Path.of(args[0]), Boolean.parseBoolean(args[1]), Failures.classPath());
        final Graphs graphs = Graphs.of(Tools.open());
        final List<Race> kept = new ArrayList<>();
        final List<Lot> lots = new ArrayList<>();
        Effort effort = Effort.ONE_RACE;
        if (args[2].equals("--seed")) {
            effort = Effort.valueOf(args[4]);
            for (final Path file : Schedules.kept()) {
                kept.add(Race.read(file, Bench.open(Race.scene(file), graphs).graph));
            }
            for (final Cast.Draws d : Cast.ALL) {
                // Each scene has its own random numbers, so that one more race in one of them changes no other.
                final Random random = new Random(Long.parseLong(args[3]) + (d.scene() + d.cast()).hashCode());
                lots.add(new Lot(new Drawing(Bench.open(d.scene(), graphs).graph, random), d.cast(), d.races() * effort.times()));
            }
        } else {
            final Path file = Path.of(args[2]);
            kept.add(Race.read(file, Bench.open(Race.scene(file), graphs).graph));
        }
        final ScheduleRun run = new ScheduleRun(effort);
        final String unlike = lots.isEmpty() ? null : run.beside();
        final String failure = unlike != null ? unlike : run.all(kept, lots);
        final String also = lots.isEmpty() ? "" : String.format(
                "; beside the scenes: %d races of two threads, calls at one time in %,d schedules", Beside.RACES.size(), Overlaps.all());
        System.out.printf("%s%s, %.1f s%n", Bench.text(), also, (System.nanoTime() - start) / 1e9);
        if (failure != null) {
            System.out.println(failure);
        }
        System.out.flush();
        return failure == null;
    }

    /** What calls beside the scenes return that they do not return one after the other; null if there is none. */
    private String beside() {
        final ModelCheckingOptions options = Guarantees.ofImpl(new ModelCheckingOptions(), Overlaps.class)
                .iterations(0)
                .invocationsPerIteration(eachBeside)
                .minimizeFailedScenario(false)
                .invocationTimeout$lincheck(PATIENCE_MILLIS);
        for (int n = 0; n < Beside.RACES.size(); n++) {
            final String race = Beside.ofRace(n) + " " + Beside.RACES.get(n);
            final List<List<Actor>> parts = Arrays.stream(race.split(" \\| "))
                    .map(part -> Arrays.stream(part.split(" ")).map(word -> new Actor(beside, List.of(word))).toList())
                    .toList();
            final int last = parts.size() - 1;
            options.addCustomScenario(new ExecutionScenario(parts.get(0), parts.subList(1, last), parts.get(last), null));
        }
        try {
            options.check(Beside.class);
            return Overlaps.none().isEmpty() ? null : "beside the scenes no two calls were under way at one time in " + Overlaps.none();
        } catch (LincheckAssertionError e) {
            return "no order of the calls explains what they return:\n" + e.getMessage();
        }
    }

    /** The disagreement of a race, after shrinking, and where it was saved; null if there is none. */
    private String all(final List<Race> kept, final List<Lot> lots) {
        Failure f = schedule(kept, eachKept);
        if (f != null) {
            return smallest(f, eachKept);
        }
        final List<Race> idle = new ArrayList<>(kept.stream().filter(Bench::didNotRace).toList());
        for (int round = 0; round < ROUNDS; round++) {
            final List<Race> next = new ArrayList<>();
            lots.forEach(lot -> next.addAll(lot.next()));
            f = schedule(next, eachDrawn);
            if (f != null) {
                return smallest(f, eachDrawn);
            }
        }
        lots.forEach(lot -> idle.addAll(lot.idle()));
        return idle.isEmpty() ? null : "in " + idle.size() + " races no two calls were under way at one time, as in\n" + idle.get(0);
    }

    private String smallest(final Failure found, final int each) {
        Failure f = found;
        for (int n = f.race.body() - 1; n >= 0 && Failures.shrink(); n--) {
            final Failure smaller = schedule(List.of(f.race.without(n)), each);
            f = smaller != null ? smaller : f;
        }
        return Schedules.keep(f.race, f.why);
    }

    /**
     * The races that are drawn for one cast in one scene. A race in which no two calls overlapped shows nothing: another is drawn
     * in its place.
     */
    private static final class Lot {
        private final Drawing drawing;
        private final Cast cast;
        private final int many;
        private final List<Race> drawn = new ArrayList<>();

        Lot(final Drawing drawing, final Cast cast, final int many) {
            this.drawing = drawing;
            this.cast = cast;
            this.many = many;
        }

        /** Draws more races, to reach the wanted number of races that overlap. */
        List<Race> next() {
            final int from = drawn.size();
            drawing.add(cast, missing(), drawn);
            return drawn.subList(from, drawn.size());
        }

        /** The races for which no replacement overlapped. */
        List<Race> idle() {
            final List<Race> idle = drawn.stream().filter(Bench::didNotRace).toList();
            return idle.subList(idle.size() - missing(), idle.size());
        }

        private int missing() {
            return many - (int) drawn.stream().filter(r -> !Bench.didNotRace(r)).count();
        }
    }

    private record Failure(Race race, String why) {}

    /** One call runs all races, so that Lincheck rewrites the classes only once. */
    private Failure schedule(final List<Race> races, final int each) {
        if (races.isEmpty()) {
            return null;
        }
        OracleVerifier.failure = null;
        Word.races = List.copyOf(races);
        final ModelCheckingOptions options = Guarantees.ofImpl(new ModelCheckingOptions(), Tape.class, Coverage.class, Bench.class, Word.class, Race.class)
                .iterations(0)
                .invocationsPerIteration(each)
                .minimizeFailedScenario(false)
                .invocationTimeout$lincheck(PATIENCE_MILLIS)
                .verifier(OracleVerifier.class);
        for (int n = 0; n < races.size(); n++) {
            options.addCustomScenario(scenario(n));
        }
        try {
            options.check(Racing.class);
            return null;
        } catch (LincheckAssertionError e) {
            final Race race = race(e.getFailure$lincheck().getScenario());
            return new Failure(race, OracleVerifier.failure != null
                    ? OracleVerifier.failure
                    : "nobody goes on, or an error:\n" + OracleVerifier.lanes() + "\n" + e.getMessage());
        }
    }

    private ExecutionScenario scenario(final int number) {
        final Race race = Word.races.get(number);
        final List<Actor> start = new ArrayList<>();
        start.add(actor(Word.ofRace(number)));
        race.start().forEach(e -> start.add(actor(Word.of(Word.BEFORE, Race.words(e)))));
        final List<List<Actor>> threads = new ArrayList<>();
        for (final List<Event> thread : race.threads()) {
            final int thisThread = threads.size();
            threads.add(thread.stream().map(e -> actor(Word.of(thisThread, Race.words(e)))).toList());
        }
        return new ExecutionScenario(start, threads, List.of(), null);
    }

    private Actor actor(final String words) {
        return new Actor(call, List.of(words));
    }

    /** The race of a scenario. */
    private static Race race(final ExecutionScenario scenario) {
        return Word.race((String) scenario.getInitExecution().get(0).getArguments().get(0));
    }
}
