// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.oracle;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Histories for the self-check, determined by the seed: random walks through the graph, half of them then disturbed.
 *
 * <p>Whether a history is a behaviour is not known here: a disturbed history often is. The oracle is used only to estimate
 * how many states TLC has to visit for a history, so that expensive ones are left out.
 */
final class RandomHistories {
    /** A way to disturb a history. */
    enum Change {
        SWAP, DROP, RESULT, OPERATION, DUPLICATE, STUCK, HIDE, CUT
    }

    private static final int SHORTEST = 5;
    private static final int LONGEST = 24;
    private static final int DEAREST = 800;
    private static final int LATE = 12;

    private final Graph graph;
    private final SplittableRandom random;
    private final RandomWalk walks;
    private final List<String> processes;
    private final List<Event> events;
    private final Map<Observer, Oracle> oracles = new HashMap<>();
    private final List<Case> cases = new ArrayList<>();
    private int late;

    RandomHistories(final Graph graph, final long seed) {
        this.graph = graph;
        this.random = new SplittableRandom(seed);
        this.walks = new RandomWalk(graph, random);
        this.events = graph.events().stream().filter(e -> e != null).toList();
        this.processes = events.stream().map(Event::process).distinct().sorted().toList();
    }

    /** The processes that another process calls in a step of its own, and that are not called from outside: callbacks. */
    Set<String> nested() {
        return walks.nested();
    }

    /** As many histories as requested, half of them undisturbed and half disturbed. */
    List<Case> make(final int count) {
        for (int tries = 0; cases.size() < count; tries++) {
            if (tries > 100 * count) {
                throw new IllegalStateException("the graph gives too few histories that are cheap enough for TLC");
            }
            final Change[] changes = Change.values();
            final int n = cases.size() / 2;
            final boolean sequential = n % 3 == 0;
            if (cases.size() % 2 == 0) {
                given(n, sequential);
            } else {
                disturbed(changes[n % changes.length], sequential);
            }
        }
        return List.copyOf(cases);
    }

    private void given(final int n, final boolean sequential) {
        final String how = sequential ? "one call at a time" : "calls overlap";
        final List<Observation> walk = walk(sequential);
        if (n % 8 == 7) {
            hide("as the graph gives it", walk);
        } else if (n % 8 == 6) {
            stuckIfPossible(sequential);
        } else if (n % 32 == 1) {
            cut("as the graph gives it", walk);
        } else {
            add("as the graph gives it, " + how, Observer.ALL, walk);
        }
    }

    private void disturbed(final Change change, final boolean sequential) {
        final List<Observation> walk = walk(sequential);
        final int at = random.nextInt(walk.size());
        switch (change) {
            case SWAP -> swap(walk);
            case DROP -> walk.remove(at / 2);
            case RESULT -> walk.replaceAll(o -> o == walk.get(at) ? otherResult(o) : o);
            case OPERATION -> walk.set(at, otherOperation(walk.get(at)));
            case DUPLICATE -> walk.add(at, walk.get(random.nextInt(walk.size())));
            case STUCK -> walk.add(Observation.stuck(random.nextBoolean() ? any(processes) : lastCaller(walk)));
            case HIDE -> {
                swap(walk);
                hide("two events swapped", walk);
                return;
            }
            case CUT -> {
                swap(walk);
                cut("two events swapped", walk);
                return;
            }
        }
        add("disturbed: " + change, Observer.ALL, walk);
    }

    /** The visible events of a random walk through the graph that is long enough. */
    private List<Observation> walk(final boolean sequential) {
        while (true) {
            final int length = SHORTEST + random.nextInt(LONGEST - SHORTEST + 1);
            final List<Observation> seen = walks.walk(length, sequential);
            if (seen.size() >= SHORTEST) {
                return seen;
            }
        }
    }

    private void swap(final List<Observation> walk) {
        final int at = random.nextInt(walk.size() - 1);
        walk.add(at, walk.remove(at + 1));
    }

    private Observation otherResult(final Observation o) {
        final Event e = ((Observation.Seen) o).event();
        return e.kind() == Event.Kind.CALL
                ? otherOperation(o)
                : Observation.of(Event.ret(
                        e.process(), e.op(), e.arg(), any(List.of("OK", "ENODEV", "EINVAL", "EBUSY"))));
    }

    /** Another event of the same process and of the same kind, if it has one. */
    private Observation otherOperation(final Observation o) {
        final Event e = ((Observation.Seen) o).event();
        final List<Event> others = events.stream()
                .filter(f -> f.process().equals(e.process()) && f.kind() == e.kind() && !f.equals(e))
                .toList();
        return Observation.of(others.isEmpty() ? any(events) : any(others));
    }

    /** The process that called last; it is probably still in its call. */
    private static String lastCaller(final List<Observation> walk) {
        String caller = walk.get(0).process();
        for (final Observation o : walk) {
            caller = ((Observation.Seen) o).event().kind() == Event.Kind.CALL ? o.process() : caller;
        }
        return caller;
    }

    private void hide(final String how, final List<Observation> walk) {
        final String process = any(walk.stream().map(Observation::process).distinct().toList());
        walk.removeIf(o -> o.process().equals(process));
        add(how + ", a process hidden", Observer.withoutProcesses(process), walk);
    }

    private void cut(final String how, final List<Observation> walk) {
        walk.subList(0, 1 + random.nextInt(walk.size() - 2)).clear();
        if (late < LATE && add(how + ", the beginning cut off", Observer.ALL.late(), walk)) {
            late++;
        } else if (late >= LATE) {
            add(how + ", the beginning cut off but said to be whole", Observer.ALL, walk);
        }
    }

    private void stuckIfPossible(final boolean sequential) {
        for (int tries = 0; tries < 50; tries++) {
            final List<Observation> walk = walk(sequential);
            final Oracle.Walk w = oracle(Observer.ALL).walk();
            walk.forEach(w::accept);
            if (!w.stuck().isEmpty()) {
                walk.add(Observation.stuck(any(w.stuck())));
                add("as the graph gives it, stuck", Observer.ALL, walk);
                return;
            }
        }
        add("as the graph gives it, nobody stuck", Observer.ALL, walk(sequential));
    }

    private boolean add(final String how, final Observer observer, final List<Observation> walk) {
        if (walk.isEmpty() || states(observer, walk) > DEAREST) {
            return false;
        }
        cases.add(Case.of(cases.size() + 1, how, observer, new History(walk), random));
        return true;
    }

    /** About how many states TLC has to visit for a history. */
    private long states(final Observer observer, final List<Observation> walk) {
        final Oracle.Walk w = oracle(observer).walk();
        long sum = 0;
        for (final Observation o : walk) {
            final int before = w.states().size();
            if (!w.accept(o)) {
                return sum;
            }
            final long now = w.states().size();
            sum += o instanceof Observation.Stuck ? (long) before * before / 2 : now;
        }
        return sum;
    }

    private Oracle oracle(final Observer observer) {
        return oracles.computeIfAbsent(observer, o -> new Oracle(graph, o));
    }

    private <T> T any(final List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
