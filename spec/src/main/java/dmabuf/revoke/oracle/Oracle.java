// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.oracle;

import dmabuf.revoke.graph.Graph;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Decides whether a history of calls and returns is a behaviour of the spec.
 *
 * <p><b>How.</b> It keeps the set of states that are possible after each event, closed under silent steps. If the set is
 * empty, the history is not a behaviour. So it allows for exactly the silent steps that the spec can take between the
 * events, in any order. What the observer does not see counts as silent; a history whose beginning was not seen starts from
 * every reachable state.
 *
 * <p><b>Stuck.</b> After <em>stuck(p)</em> those states are left in which p is in a call, and from which no sequence of
 * silent steps, of any process, leads to p's return. Visible events, also those of callbacks, happen only when they are
 * observed. To observe that a revoke hangs before it has called a callback, use an observer that does not see callbacks.
 *
 * <p><b>Cost.</b> Sets are interned, and the step from a set by an event is cached in the set. So a long history costs one
 * look-up in an array for each event.
 *
 * <p><b>Memory.</b> When the cache exceeds {@value #BOUND} words of 4 bytes it is cleared, and filled again on demand.
 * Walks continue to work, and verdicts do not change.
 *
 * <p><b>Threads.</b> Not thread-safe: use one oracle for each thread. All may share the graph.
 */
public final class Oracle {
    static final long BOUND = 1L << 24;

    private final Relation relation;
    private final long bound;
    private final Map<StateSet, StateSet> sets = new HashMap<>();
    private long weight;
    private StateSet start;

    /** An oracle for an observer that sees everything. */
    public Oracle(final Graph graph) {
        this(graph, Observer.ALL);
    }

    public Oracle(final Graph graph, final Observer observer) {
        this(new Relation(graph, observer), BOUND);
    }

    Oracle(final Relation relation, final long bound) {
        this.relation = relation;
        this.bound = bound;
    }

    /** Empty if the history is a behaviour of the spec; otherwise the first event that is not, and why. */
    public Optional<Refusal> decide(final History history) {
        final Walk walk = walk();
        for (final Observation o : history.events()) {
            if (!walk.accept(o)) {
                return Optional.of(walk.refusal(o));
            }
        }
        return Optional.empty();
    }

    /** A walk for a history that has no event yet. */
    public Walk walk() {
        return new Walk();
    }

    /** A walk for a history that begins in one state of the graph, as one of several initial states. */
    public Walk walk(final int state) {
        return walkFrom(new int[] {state});
    }

    /** A walk for a history that continues from states of the graph that another observer has found. */
    public Walk walk(final StateSet from) {
        final Walk walk = new Walk();
        walk.now = intern(relation.closed(from.states));
        return walk;
    }

    /**
     * A walk for the end of a history: it begins in these states of the graph, or in states that silent steps reach from them.
     */
    public Walk walkFrom(final int[] states) {
        final Walk walk = new Walk();
        walk.now = intern(relation.closed(states));
        return walk;
    }

    /**
     * The number of an observation, for {@link Walk#accept(int)}. An observation that occurs in no behaviour for this observer
     * has a number too, which is never accepted.
     */
    public int code(final Observation o) {
        return relation.code(o);
    }

    /** How many sets of states are cached. */
    public int remembered() {
        return sets.size();
    }

    /** One history, event by event. An event that is refused changes nothing. */
    public final class Walk {
        private StateSet now;
        private int length;

        private Walk() {
            if (start == null) {
                start = intern(relation.start());
            }
            now = start;
        }

        /** A copy of this walk, which can continue differently. */
        public Walk fork() {
            final Walk copy = new Walk();
            copy.now = now;
            copy.length = length;
            return copy;
        }

        /**
         * A walk for the case that it is unknown whether this one or the other is right: a state is possible if it is possible in
         * either.
         */
        public Walk or(final Walk other) {
            final Walk either = fork();
            if (now != other.now) {
                either.now = intern(IntStream.concat(IntStream.of(now.states), IntStream.of(other.now.states)).sorted().distinct().toArray());
            }
            return either;
        }

        /** Accepts one more event, if the spec allows it. */
        public boolean accept(final Observation o) {
            return accept(relation.code(o));
        }

        /** The same for a {@link #code} of this oracle. */
        public boolean accept(final int code) {
            final StateSet known = now.next[code];
            final StateSet then = known != null ? known : step(now, code);
            if (then.isEmpty()) {
                return false;
            }
            now = then;
            length++;
            return true;
        }

        /** The events that were accepted. */
        public int length() {
            return length;
        }

        /** The states that are possible now. */
        public StateSet states() {
            return now;
        }

        /** The calls and returns that the spec allows now, sorted by their text. */
        public List<Observation> allowed() {
            final BitSet labels = relation.labelsFrom(now.states);
            return labels.stream()
                    .mapToObj(relation::observation)
                    .sorted(Comparator.comparing(Observation::toString))
                    .toList();
        }

        /** The processes that may be stuck now, sorted. */
        public List<String> stuck() {
            final List<String> found = new ArrayList<>();
            for (int code = 0; code < relation.unknown; code++) {
                if (relation.observation(code) instanceof Observation.Stuck s && !step(now, code).isEmpty()) {
                    found.add(s.process());
                }
            }
            return found;
        }

        /** Why an event is not accepted now. */
        public Refusal refusal(final Observation o) {
            return new Refusal(
                    length, o, relation.code(o) != relation.unknown, relation.beyond(now.states, relation.code(o)), now, allowed(), stuck());
        }
    }

    private StateSet step(final StateSet from, final int code) {
        if (from.next[code] == null) {
            from.next[code] = intern(relation.after(from.states, code));
        }
        return from.next[code];
    }

    private StateSet intern(final int[] states) {
        final StateSet set = new StateSet(states, relation.codes());
        final StateSet known = sets.get(set);
        if (known != null) {
            return known;
        }
        if (weight + set.weight() > bound) {
            sets.clear();
            weight = 0;
            start = null;
        }
        sets.put(set, set);
        weight += set.weight();
        return set;
    }
}
