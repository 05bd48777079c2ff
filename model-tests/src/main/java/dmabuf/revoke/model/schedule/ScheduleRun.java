// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.impl.DmaBuf;
import dmabuf.revoke.model.drive.Failures;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Judge;
import dmabuf.revoke.model.drive.ObservedBuffer;
import dmabuf.revoke.model.drive.Scene;
import dmabuf.revoke.oracle.Observer;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * A JVM of its own, in which Lincheck has its way: it rewrites the classes of impl, and decides at each access to memory
 * who runs. Says in a line what was done; if something disagrees, after that what, and ends with 1.
 */
final class ScheduleRun {
    /** Its exit code if nothing was decided; why stands on the standard output then. */
    static final int UNDECIDED = 2;

    private static final int SCHEDULES_EACH = 200;

    private final Graph graph;
    private final Method call;

    private ScheduleRun(final Graph graph) throws NoSuchMethodException {
        this.graph = graph;
        this.call = Racing.class.getMethod("call", String.class);
        Racing.kinds = Scene.kinds(graph, graph.initial()[0]);
        OracleVerifier.begin(new Judge(graph, Observer.ALL), new ObservedBuffer(graph, Thread::getName));
    }

    /** @param args the folder of failures, whether they are made small, and {@code --seed N} or the file of a race */
    public static void main(final String[] args) throws Exception {
        try {
            System.exit(decide(args) ? 0 : 1);
        } catch (Undecided u) {
            System.out.println(u.getMessage());
            System.out.flush();
            System.exit(UNDECIDED);
        }
    }

    /** Whether all agreed. */
    private static boolean decide(final String[] args) throws Undecided, InterruptedException, NoSuchMethodException {
        final long start = System.nanoTime();
        if (!DmaBuf.class.desiredAssertionStatus()) {
            throw new IllegalStateException("the assertions of impl are off: its lock discipline is not checked (java -ea)");
        }
        Failures.choose(Path.of(args[0]), Boolean.parseBoolean(args[1]), Failures.classPath());
        final Graphs graphs = Graphs.of(Tools.open(false));
        final StringBuilder summary = new StringBuilder();
        String failure = null;
        if (args[2].equals("--seed")) {
            for (final Map.Entry<String, Integer> scene : Schedules.SCENES.entrySet()) {
                final Graph graph = graphs.scene(scene.getKey());
                final List<Race> races = new ArrayList<>();
                for (final Path kept : Schedules.kept()) {
                    if (Race.scene(kept).equals(scene.getKey())) {
                        races.add(Race.read(kept, graph));
                    }
                }
                draw(graph, new Random(Long.parseLong(args[3])), races.size() + scene.getValue(), races);
                failure = failure != null ? failure : new ScheduleRun(graph).all(races, summary);
            }
        } else {
            final Path file = Path.of(args[2]);
            final Graph graph = graphs.scene(Race.scene(file));
            failure = new ScheduleRun(graph).all(List.of(Race.read(file, graph)), summary);
        }
        System.out.printf("%s, %.1f s%n", summary, (System.nanoTime() - start) / 1e9);
        if (failure != null) {
            System.out.println(failure);
        }
        System.out.flush();
        return failure == null;
    }

    /** Draws until there are so many. */
    private static void draw(final Graph graph, final Random random, final int many, final List<Race> races) {
        final Map<Event, Integer> drawn = new HashMap<>();
        while (races.size() < many) {
            final Race race = Race.draw(graph, random, drawn);
            if (!races.contains(race)) {
                races.add(race);
            }
        }
    }

    /**
     * Why a race disagrees, after it was made as small as it still does, and what was kept of it; null if none does.
     *
     * @param summary is told what was done
     */
    private String all(final List<Race> races, final StringBuilder summary) {
        final String failure = all(races);
        final int events = OracleVerifier.judge.seen().size();
        summary.append(String.format(
                "%s%s: %d races, %,d schedules, %,d with calls at one time, %,d histories, %,d calls that are misuse, %d of %d"
                        + " events",
                summary.isEmpty() ? "" : "; ", graph.origin().scene(), races.size(), OracleVerifier.schedules,
                OracleVerifier.overlapping, OracleVerifier.HISTORIES.size(), OracleVerifier.judge.misuse(),
                events - OracleVerifier.judge.missing().size(), events));
        return failure;
    }

    private String all(final List<Race> races) {
        Failure f = schedule(races);
        if (f == null) {
            final int racing = OracleVerifier.RACING.size();
            return racing == races.size() ? null : "in only " + racing + " races two calls were under way at one time";
        }
        for (int n = f.race.body() - 1; n >= 0 && Failures.shrink(); n--) {
            final Failure smaller = schedule(List.of(f.race.without(n)));
            f = smaller != null ? smaller : f;
        }
        return Schedules.keep(f.race, f.why);
    }

    private record Failure(Race race, String why) {}

    /** Lincheck rewrites the classes once for all races of a call. */
    private Failure schedule(final List<Race> races) {
        OracleVerifier.failure = null;
        final ModelCheckingOptions options = Guarantees.ofImpl(new ModelCheckingOptions(), Tape.class)
                .iterations(0)
                .invocationsPerIteration(SCHEDULES_EACH)
                .minimizeFailedScenario(false)
                .verifier(OracleVerifier.class);
        races.forEach(r -> options.addCustomScenario(new ExecutionScenario(
                actors(r.start()), r.threads().stream().map(this::actors).toList(), List.of(), null)));
        try {
            options.check(Racing.class);
            return null;
        } catch (LincheckAssertionError e) {
            final ExecutionScenario s = e.getFailure$lincheck().getScenario();
            final Race race = new Race(
                    graph.origin().scene(), calls(s.getInitExecution()), s.getParallelExecution().stream().map(ScheduleRun::calls).toList());
            return new Failure(race, OracleVerifier.failure != null
                    ? OracleVerifier.failure
                    : "nobody goes on, or an error:\n" + OracleVerifier.lanes() + "\n" + e.getMessage());
        }
    }

    private List<Actor> actors(final List<Event> calls) {
        return calls.stream().map(e -> new Actor(call, List.of(Race.words(e)))).toList();
    }

    private static List<Event> calls(final List<Actor> actors) {
        return actors.stream().map(a -> Race.call((String) a.getArguments().get(0))).toList();
    }
}
