package dmabuf.revoke.model;

import dmabuf.revoke.cli.Tools;
import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.oracle.Observer;
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
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * A JVM of its own, in which Lincheck has its way: it rewrites the classes of impl, and decides at each access to memory
 * who runs. Says in a line what was done; if something disagrees, after that what, and ends with 1.
 */
final class ScheduleRun {
    private static final int RACES = 12;
    private static final int SCHEDULES_EACH = 250;

    private final Graph graph;
    private final Method call;

    private ScheduleRun(final Graph graph) throws NoSuchMethodException {
        this.graph = graph;
        this.call = Racing.class.getMethod("call", String.class);
        Racing.kinds = Scene.kinds(graph, graph.initial()[0]);
        OracleVerifier.judge = new Judge(graph, Observer.ALL);
        OracleVerifier.buffers = new ObservedBuffer(graph, Thread::getName);
    }

    /** @param args {@code --seed N}, or the file of a race */
    public static void main(final String[] args) throws Exception {
        final long start = System.nanoTime();
        final Graph graph = Agreement.graphs(Tools.open(false)).scene(Schedules.SCENE);
        final ScheduleRun run = new ScheduleRun(graph);
        final List<Race> races = new ArrayList<>();
        if (args[0].equals("--seed")) {
            final Random random = new Random(Long.parseLong(args[1]));
            final Map<Event, Integer> drawn = new HashMap<>();
            while (races.size() < RACES) {
                final Race race = Race.draw(graph, random, drawn);
                if (!races.contains(race)) {
                    races.add(race);
                }
            }
        } else {
            races.add(Race.read(Path.of(args[0]), graph));
        }
        final String failure = run.all(races);
        final int events = OracleVerifier.judge.seen().size();
        final int missing = OracleVerifier.judge.missing().size();
        System.out.printf(
                "%d races, %,d schedules, %,d with calls at one time, %,d histories, %,d calls that are misuse, %d of %d events,"
                        + " %.1f s%n",
                races.size(), OracleVerifier.schedules, OracleVerifier.overlapping, OracleVerifier.HISTORIES.size(),
                OracleVerifier.judge.misuse(), events - missing, events, (System.nanoTime() - start) / 1e9);
        if (failure != null) {
            System.out.println(failure);
        }
        System.out.flush();
        System.exit(failure == null ? 0 : 1);
    }

    /** Why a race disagrees, after it was made as small as it still does, and what was kept of it; null if none does. */
    private String all(final List<Race> races) {
        Failure f = schedule(races);
        if (f == null) {
            final int racing = OracleVerifier.RACING.size();
            return racing == races.size() ? null : "in only " + racing + " races two calls were under way at one time";
        }
        for (int n = f.race.body() - 1; n >= 0; n--) {
            final Failure smaller = schedule(List.of(f.race.without(n)));
            f = smaller != null ? smaller : f;
        }
        return Schedules.keep(f.race, f.why);
    }

    private record Failure(Race race, String why) {}

    /** Lincheck rewrites the classes once for all races of a call. */
    private Failure schedule(final List<Race> races) {
        OracleVerifier.failure = null;
        final ModelCheckingOptions options = new ModelCheckingOptions()
                .iterations(0)
                .invocationsPerIteration(SCHEDULES_EACH)
                .minimizeFailedScenario(false)
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(Tape.class.getName()).allMethods().ignore())
                .verifier(OracleVerifier.class);
        races.forEach(r -> options.addCustomScenario(new ExecutionScenario(
                actors(r.start()), r.threads().stream().map(this::actors).toList(), List.of(), null)));
        try {
            options.check(Racing.class);
            return null;
        } catch (LincheckAssertionError e) {
            final ExecutionScenario s = e.getFailure$lincheck().getScenario();
            final Race race = new Race(
                    calls(s.getInitExecution()), s.getParallelExecution().stream().map(ScheduleRun::calls).toList());
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
