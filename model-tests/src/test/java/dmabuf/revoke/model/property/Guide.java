// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.property;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.drive.Judge;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Chooses the sort of the next move, and guides most chains: every other chain to the nearest edge of the graph that no chain has
 * taken yet, the others to the event that was seen least. It depends only on jqwik's random numbers and on the previous tries of
 * the same run.
 *
 * <p>jqwik asks one action after the other; all actions but those of the chosen sort offer nothing.
 */
final class Guide {
    /** The weight of each sort of move. */
    private enum Sort {
        LED(60),
        GO(12),
        CALL(8),
        MISUSE(1),
        /** Nothing more can be done, or a failed chain is being shrunk. */
        END(0);

        private final int weight;

        Sort(final int weight) {
            this.weight = weight;
        }
    }

    /** The number of chains after which the distances to the edges not yet taken are computed again. */
    private static final int STALE = 20;

    private final Graph graph;
    private final Judge judge;
    private final List<Event> calls;
    private final BitSet taken;
    private final Map<Integer, int[]> toEvents = new HashMap<>();
    private final Map<Integer, Integer> chosen = new HashMap<>();
    private final Ways ways;
    private int[] toUntaken;
    private int chains;
    private int goal = -1;
    private int seenBefore;

    private boolean ended;

    /** The sort of the next move; null if none is chosen yet. */
    private Sort sort;

    /** The guided move: a call, or the process that goes on. */
    private Event ledCall;

    private String ledProcess;

    Guide(final Graph graph, final Judge judge, final BitSet taken) {
        this.graph = graph;
        this.judge = judge;
        this.taken = taken;
        this.ways = new Ways(graph);
        this.calls = graph.events().stream().filter(Guide::isCall).toList();
    }

    private static boolean isCall(final Event e) {
        return e != null && e.kind() == Event.Kind.CALL && !e.process().startsWith("callback");
    }

    /** Begins a new chain. */
    void begin() {
        if (chains % STALE == 0) {
            toUntaken = ways.to(e -> !taken.get(e));
        }
        chains++;
        goal = -1;
        sort = null;
    }

    /** A call of an operation, if the next move is such a call. */
    Optional<Event> call(final String op, final SharedBuffer buffer, final Random random) {
        choose(buffer, random);
        final Event call =
                switch (sort) {
                    case LED -> ledCall != null && ledCall.op().equals(op) ? ledCall : null;
                    case CALL -> seldom(op, buffer, random, false);
                    case MISUSE -> seldom(op, buffer, random, true);
                    default -> null;
                };
        sort = call == null ? sort : null;
        return Optional.ofNullable(call);
    }

    /** From now on no move is added to a chain: a failed chain is only shrunk. */
    void end() {
        ended = true;
    }

    /** Whether the chain ends here. */
    boolean ends(final SharedBuffer buffer, final Random random) {
        choose(buffer, random);
        return sort == Sort.END;
    }

    /** The process that goes on next; empty if the next move is a call. */
    String goOn(final SharedBuffer buffer, final Random random) {
        choose(buffer, random);
        final List<String> going = buffer.going();
        final String process =
                switch (sort) {
                    case LED -> ledCall == null ? ledProcess : "";
                    case GO -> going.get(random.nextInt(going.size()));
                    default -> "";
                };
        sort = process.isEmpty() ? sort : null;
        return process;
    }

    /** Chooses a sort for which there is a move now; once for each move. */
    private void choose(final SharedBuffer buffer, final Random random) {
        if (sort == null && (ended || isOver(buffer, random))) {
            sort = Sort.END;
        }
        while (sort == null) {
            int n = random.nextInt(Sort.LED.weight + Sort.GO.weight + Sort.CALL.weight + Sort.MISUSE.weight);
            Sort drawn = null;
            for (final Sort s : Sort.values()) {
                drawn = drawn == null && n < s.weight ? s : drawn;
                n -= s.weight;
            }
            if (isPossible(drawn, buffer, random)) {
                sort = drawn;
            }
        }
    }

    private boolean isOver(final SharedBuffer buffer, final Random random) {
        return !isPossible(Sort.GO, buffer, random)
                && !isPossible(Sort.CALL, buffer, random)
                && !isPossible(Sort.MISUSE, buffer, random);
    }

    private boolean isPossible(final Sort s, final SharedBuffer buffer, final Random random) {
        return switch (s) {
            case LED -> lead(buffer, random);
            case GO -> !buffer.going().isEmpty();
            case CALL -> calls.stream().anyMatch(e -> may(e, buffer, false));
            case MISUSE -> calls.stream().anyMatch(e -> may(e, buffer, true));
            case END -> true;
        };
    }

    private static boolean may(final Event call, final SharedBuffer buffer, final boolean misuse) {
        final Judge.May may = buffer.may(call);
        return may != null && may != Judge.May.BEYOND && (may == Judge.May.NEVER) == misuse;
    }

    /** One of the calls of an operation, preferring rare ones; null if there is none now. */
    private Event seldom(final String op, final SharedBuffer buffer, final Random random, final boolean misuse) {
        Event best = null;
        double key = -1;
        for (final Event e : calls) {
            if (e.op().equals(op) && may(e, buffer, misuse)) {
                final double k = Math.pow(random.nextDouble(), Math.sqrt(1.0 + judge.seen().get(e)));
                if (k > key) {
                    key = k;
                    best = e;
                }
            }
        }
        return best;
    }

    /** Chooses a move that leads closer to the goal. {@return whether there is one} */
    private boolean lead(final SharedBuffer buffer, final Random random) {
        final int[] distances = chains % 2 == 0 ? toUntaken : toEvent(random);
        final int now = buffer.state();
        final List<Integer> best = new ArrayList<>();
        int least = Integer.MAX_VALUE;
        for (int e = graph.firstEdge(now); e < graph.firstEdge(now + 1); e++) {
            final int d = distance(distances, e);
            if (d >= 0 && d <= least && canTake(e, buffer)) {
                if (d < least) {
                    best.clear();
                }
                least = d;
                best.add(e);
            }
        }
        if (best.isEmpty()) {
            return false;
        }
        final int edge = best.get(random.nextInt(best.size()));
        ledCall = isCall(graph.event(edge)) ? graph.event(edge) : null;
        ledProcess = ledCall == null ? buffer.mover(graph.step(edge).process()) : null;
        return true;
    }

    /** The distance of an edge to the goal: 0 if it is the goal itself, -1 if the goal is unreachable from it. */
    private int distance(final int[] distances, final int edge) {
        final boolean wanted = chains % 2 == 0 ? !taken.get(edge) : graph.eventId(edge) == goal;
        final int then = distances[graph.target(edge)];
        return wanted ? 0 : then < 0 ? -1 : then + 1;
    }

    private boolean canTake(final int edge, final SharedBuffer buffer) {
        if (isCall(graph.event(edge))) {
            return may(graph.event(edge), buffer, false);
        }
        final String mover = buffer.mover(graph.step(edge).process());
        return mover != null && buffer.going().contains(mover);
    }

    /** The distances to the event that was seen least; a vain attempt to reach it counts as seen. */
    private int[] toEvent(final Random random) {
        if (goal < 0 || judge.seen().get(graph.events().get(goal)) > seenBefore) {
            final int count = graph.events().size();
            final int from = random.nextInt(count);
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
        return toEvents.computeIfAbsent(goal, g -> ways.to(e -> graph.eventId(e) == g));
    }
}
