package dmabuf.revoke.model.chain;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.drive.Director;
import dmabuf.revoke.model.drive.Disagreement;
import dmabuf.revoke.model.drive.Failures;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Judge;
import dmabuf.revoke.model.drive.Recording;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.oracle.Observer;
import dmabuf.revoke.oracle.StateSet;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.ActionChainArbitrary;
import net.jqwik.api.state.Transformer;

/**
 * Random chains of moves, judged by the oracle, on the larger graph: jqwik's stateful properties, drawn and shrunk by its
 * API so that a technique can run without a test engine.
 *
 * <p>Most moves are led: towards the event of the graph that was seen least so far. The others are any thread that goes
 * on, any call that the spec has, and now and then one that is misuse. An event of the graph that was never seen in the
 * whole run is a failure.
 */
public final class Chains implements Technique {
    /** The scenes, and how many chains are drawn in each: two importers, and a program. */
    private static final Map<String, Integer> SCENES = new TreeMap<>(Map.of("history", 2000, "programs", 500));

    /** How often each sort of move is drawn, in relation to the others. */
    private static final int LED = 60;

    private static final int GO = 12;
    private static final int CALL = 8;
    private static final int MISUSE = 1;

    /** So many states of those that are possible are asked for a step that leads to the goal. */
    private static final int ASKED = 16;

    private Graph graph;
    private Judge judge;
    private Goals goals;
    private List<Event> calls;
    private Director director;
    private Chain chain;

    /** Of the latest chain that disagreed. */
    private Recording recording;

    private long moves;
    private long blocked;

    /** The event to which moves are led, by its number in the graph; -1 before the first choice. */
    private int goal;

    private int seenBefore;
    private final Map<Integer, Integer> chosen = new HashMap<>();

    private interface Move {
        void of(Chain c) throws Disagreement;
    }

    @Override
    public String name() {
        return "properties";
    }

    @Override
    public Verdict run(final Graphs graphs, final long seed) throws Undecided, InterruptedException {
        final StringBuilder summary = new StringBuilder();
        for (final Map.Entry<String, Integer> scene : SCENES.entrySet()) {
            final Verdict v = run(graphs.scene(scene.getKey()), seed, scene.getValue());
            summary.append(summary.isEmpty() ? "" : "; ").append(scene.getKey()).append(": ").append(v.summary());
            if (!v.agrees()) {
                return Verdict.differs(summary.toString(), v.failure());
            }
        }
        return Verdict.agrees(summary.toString());
    }

    private Verdict run(final Graph scene, final long seed, final int many) {
        graph = scene;
        seenBefore = 0;
        judge = new Judge(graph, Observer.ALL);
        goals = new Goals(graph);
        director = new Director(graph);
        moves = 0;
        blocked = 0;
        chosen.clear();
        calls = graph.events().stream()
                .filter(e -> e != null && e.kind() == Event.Kind.CALL && !e.process().startsWith("callback"))
                .toList();
        final Verdict[] verdict = new Verdict[1];
        JqwikSession.run(() -> verdict[0] = draw(seed, many));
        return verdict[0];
    }

    private Verdict draw(final long seed, final int many) {
        final long start = System.nanoTime();
        final Random random = new Random(seed);
        final RandomGenerator<ActionChain<Chain>> generator = chains().generator(1000);
        String failure = null;
        int drawn = 0;
        for (; drawn < many && failure == null; drawn++) {
            final Shrinkable<ActionChain<Chain>> next = generator.next(random);
            if (fails(next) != null) {
                failure = smallest(next);
            }
            JqwikSession.finishTry();
        }
        final String summary = String.format(
                "%,d chains, seed %d, %,d moves, %,d threads parked, %,d found stuck, %,d calls that are misuse, %.1f s;"
                        + " seen: %s",
                drawn, seed, moves, blocked, judge.stuck(), judge.misuse(), (System.nanoTime() - start) / 1e9,
                judge.results());
        if (failure == null && !judge.missing().isEmpty()) {
            failure = "never seen: " + String.join("; ", judge.missing());
        }
        if (failure == null && (judge.stuck() == 0 || judge.misuse() == 0)) {
            failure = "nobody was stuck, or no call was misuse";
        }
        return failure == null ? Verdict.agrees(summary) : Verdict.differs(summary, failure);
    }

    private ActionChainArbitrary<Chain> chains() {
        return ActionChain.startWith(this::fresh)
                .withMaxTransformations(Chain.LONGEST)
                .withAction(LED, (Action.Independent<Chain>) () -> Arbitraries.randomValue(this::led))
                .withAction(GO, (Action.Independent<Chain>) () -> Arbitraries.randomValue(this::anyThread)
                        .flatMap(p -> p.isEmpty() ? Arbitraries.just(none()) : far(p)))
                .withAction(CALL, (Action.Independent<Chain>) () -> Arbitraries.randomValue(r -> call(r, false)))
                .withAction(MISUSE, (Action.Independent<Chain>) () -> Arbitraries.randomValue(r -> call(r, true)));
    }

    private Chain fresh() {
        try {
            director.reset(graph.initial()[0]);
        } catch (Disagreement e) {
            throw new AssertionError(e.getMessage(), e);
        }
        chain = new Chain(director, judge);
        goal = -1;
        return chain;
    }

    /** Why a chain disagrees; null if it does not. The threads of one that does are left where they are. */
    private String fails(final Shrinkable<ActionChain<Chain>> s) {
        try {
            final Chain c = s.value().run();
            c.end();
            moves += c.moves();
            blocked += c.blocked();
            return null;
        } catch (Disagreement d) {
            giveUp();
            return d.getMessage();
        } catch (AssertionError e) {
            giveUp();
            return e.getCause() instanceof Disagreement d ? d.getMessage() : e + ", because of " + e.getCause();
        }
    }

    private void giveUp() {
        recording = director.recording();
        director = new Director(graph);
    }

    /** The moves of the smallest chain to which this one shrinks, and why it disagrees. */
    private String smallest(final Shrinkable<ActionChain<Chain>> failing) {
        Shrinkable<ActionChain<Chain>> s = failing;
        Optional<Shrinkable<ActionChain<Chain>>> smaller = Optional.of(s);
        while (smaller.isPresent()) {
            s = smaller.get();
            final Shrinkable<ActionChain<Chain>> best = s;
            smaller = best.shrink()
                    .filter(c -> c.distance().compareTo(best.distance()) < 0)
                    .filter(c -> fails(c) != null)
                    .findFirst();
        }
        final String why = fails(s);
        return String.join("\n", s.value().transformations()) + "\n" + why + "\n"
                + recording.keep(Failures.file("properties"), why);
    }

    private static Transformer<Chain> move(final String name, final Move m) {
        return Transformer.transform(name, c -> {
            try {
                m.of(c);
            } catch (Disagreement d) {
                throw new AssertionError(d.getMessage(), d);
            }
            return c;
        });
    }

    private static Transformer<Chain> begin(final Event call) {
        return move(call.toString(), c -> c.begin(call));
    }

    private static Transformer<Chain> goes(final String process, final int steps) {
        return move(process + " goes on, " + steps, c -> c.goOn(process, steps));
    }

    /** A thread goes on: often by one step, sometimes as far as it can. */
    private static Arbitrary<Transformer<Chain>> far(final String process) {
        return Arbitraries.of(1, 1, 1, 2, 3, 5, 8, 2 * Chain.LONGEST).map(n -> goes(process, n));
    }

    /** What is drawn when no such move can be made: nothing; or the end, when no move at all can. */
    private Transformer<Chain> none() {
        return chain.going().isEmpty()
                        && calls.stream().allMatch(e -> chain.may(e) == null || chain.may(e) == Judge.May.BEYOND)
                ? Transformer.endOfChain()
                : Transformer.noop();
    }

    private String anyThread(final Random r) {
        final List<String> can = chain.going();
        return can.isEmpty() ? "" : can.get(r.nextInt(can.size()));
    }

    /** A call of an idle process, rather one that was seen seldom. */
    private Transformer<Chain> call(final Random r, final boolean misuse) {
        Event best = null;
        double key = -1;
        for (final Event e : calls) {
            final Judge.May may = chain.may(e);
            if (may != null && may != Judge.May.BEYOND && (may == Judge.May.NEVER) == misuse) {
                final double k = Math.pow(r.nextDouble(), Math.sqrt(1.0 + judge.seen().get(e)));
                if (k > key) {
                    key = k;
                    best = e;
                }
            }
        }
        return best == null ? none() : begin(best);
    }

    /** A move that leads to the goal from one of the states that are possible. */
    private Transformer<Chain> led(final Random r) {
        if (goal < 0 || judge.seen().get(graph.events().get(goal)) > seenBefore) {
            choose(r);
        }
        final StateSet states = chain.states();
        for (int n = 0; n < ASKED; n++) {
            for (final int edge : leading(states.state(r.nextInt(states.size())))) {
                final Event e = graph.event(edge);
                final String process = chain.mover(graph.step(edge).process());
                if (calls.contains(e)) {
                    if (chain.may(e) != null) {
                        return begin(e);
                    }
                } else if (process != null && chain.going().contains(process)) {
                    return goes(process, 1 + r.nextInt(4));
                }
            }
        }
        return none();
    }

    private List<Integer> leading(final int state) {
        final List<Integer> edges = new ArrayList<>();
        for (int e = graph.firstEdge(state); e < graph.firstEdge(state + 1); e++) {
            if (goals.leadsTo(goal, e)) {
                edges.add(e);
            }
        }
        return edges;
    }

    /** The event that was seen least, those counted too to which moves were led in vain. */
    private void choose(final Random r) {
        final int count = graph.events().size();
        final int from = r.nextInt(count);
        int least = Integer.MAX_VALUE;
        for (int k = 0; k < count; k++) {
            final int n = (from + k) % count;
            final Integer seen = judge.seen().get(graph.events().get(n));
            if (seen != null && seen + chosen.getOrDefault(n, 0) < least) {
                least = seen + chosen.getOrDefault(n, 0);
                goal = n;
            }
        }
        chosen.merge(goal, 1, Integer::sum);
        seenBefore = judge.seen().get(graph.events().get(goal));
    }
}
