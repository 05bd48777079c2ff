// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.oracle.Observation;
import dmabuf.revoke.oracle.Oracle;
import dmabuf.revoke.oracle.StateSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Checks the history of a buffer with one of its participants against the graph, event by event.
 *
 * <p><b>An admitted call that may have been misuse when it was made,</b> or may become misuse before it returns
 * ({@link Lasting}), takes effect at some moment between then and its return. An observer cannot tell when, so both cases are
 * followed: that it has begun, and that it has not.
 *
 * <p><b>A call that was refused as misuse</b> must have been misuse at some moment between its beginning and its end. The reason
 * may also be a call that was open then and had no effect.
 */
final class Projection {
    /** A possibility: the states in which the graph may be, and a bit for each call that was made there but has not begun yet. */
    private record Way(Oracle.Walk walk, long held) {
        /** How many calls have not begun yet. */
        int calls() {
            return Long.bitCount(held);
        }
    }

    /** An event of this history: its kind, and its number for the oracle. */
    private record Said(Words.Kind kind, int process, int code, int operation) {}

    private final StormGraph graph;
    private final String kind;
    private final Overlaps overlaps;
    private final Words words;
    private Said[] known = new Said[0];
    private final List<String> processes = new ArrayList<>();
    private final Window window = new Window();
    private final int[] heldCode = new int[Long.SIZE];
    private final int[] tried = new int[Long.SIZE];
    private final boolean[] couldBeMisuse = new boolean[Long.SIZE];
    private final int[] open = new int[Long.SIZE];
    private int triesOpen;
    private int brokenOpen;
    private int callsOpen;
    private List<Way> ways;

    /**
     * @param overlaps which calls of this kind of participant were open together, over all histories
     * @param words of the history, in which the participant has the graph's name
     */
    Projection(final StormGraph graph, final String kind, final Overlaps overlaps, final Words words) {
        this(graph, kind, overlaps, words, graph.begin(kind));
    }

    Projection(
            final StormGraph graph, final String kind, final Overlaps overlaps, final Words words, final Oracle.Walk from) {
        this.graph = graph;
        this.words = words;
        this.kind = kind;
        this.overlaps = overlaps;
        ways = List.of(new Way(from, 0));
        Arrays.fill(tried, -1);
        Arrays.fill(open, -1);
        window.begin(from.states());
    }

    /** Takes the next event. {@return the fault; empty if the spec allows the event} */
    Optional<String> accept(final int number) {
        if (number >= known.length) {
            known = Arrays.copyOf(known, words.size());
        }
        final Words.Word word = words.get(number);
        if (known[number] == null) {
            known[number] = say(word);
        }
        final Said said = known[number];
        window.add(number);
        final Optional<String> wrong = switch (said.kind) {
            case CALL -> call(said);
            case RETURN -> back(said, word.event());
            case TRY -> tries(said);
            case REFUSED -> refused(said, word.event());
            case STARTED, BROKEN -> brokenOff(said.kind == Words.Kind.STARTED ? 1 : -1);
        };
        if (triesOpen > 0) {
            look();
        }
        if (wrong.isEmpty() && isOneWay()) {
            window.mayBegin(ways.get(0).walk.states(), callsOpen == 0);
        }
        return wrong;
    }

    /** Whether the states of one walk represent everything seen so far. */
    private boolean isOneWay() {
        return ways.size() == 1 && ways.get(0).held == 0 && triesOpen == 0 && brokenOpen == 0;
    }

    /** Whether no call is open, of any kind. */
    boolean rests() {
        return callsOpen == 0 && isOneWay();
    }

    private Said say(final Words.Word w) {
        int process = processes.indexOf(w.event().process());
        if (process < 0) {
            process = processes.size();
            processes.add(w.event().process());
        }
        final Event call = Event.call(w.event().process(), w.event().op(), w.event().arg());
        return new Said(w.kind(), process, graph.code(w.event()), overlaps.number(call));
    }

    private Optional<String> call(final Said said) {
        callsOpen++;
        for (int p = 0; p < processes.size(); p++) {
            if (open[p] >= 0 && p != said.process) {
                overlaps.met(open[p], said.operation);
            }
        }
        open[said.process] = said.operation;
        final boolean lasts = graph.lasts(said.code);
        if (lasts && ways.size() == 1 && ways.get(0).held == 0 && graph.always(ways.get(0).walk.states(), said.code)) {
            ways.get(0).walk.accept(said.code);
            return Optional.empty();
        }
        heldCode[said.process] = said.code;
        final List<Way> then = new ArrayList<>();
        for (final Way w : ways) {
            if (lasts && graph.always(w.walk.states(), said.code)) {
                w.walk.accept(said.code);
                add(then, w);
            } else {
                add(then, new Way(w.walk, w.held | 1L << said.process));
            }
        }
        ways = begun(then);
        return Optional.empty();
    }

    private Optional<String> back(final Said said, final Event event) {
        callsOpen--;
        open[said.process] = -1;
        final List<Way> then = new ArrayList<>();
        for (final Way w : ways) {
            if ((w.held & 1L << said.process) == 0) {
                final Oracle.Walk walk = ways.size() == 1 ? w.walk : w.walk.fork();
                if (walk.accept(said.code)) {
                    add(then, ways.size() == 1 ? w : new Way(walk, w.held));
                }
            }
        }
        if (then.isEmpty()) {
            return Optional.of(refusal(event));
        }
        ways = begun(then);
        return Optional.empty();
    }

    /** Lets each call that has not begun begin now, in any order. */
    private List<Way> begun(final List<Way> some) {
        if (some.size() == 1 && some.get(0).held == 0) {
            return some;
        }
        final List<Way> all = new ArrayList<>(some);
        for (int calls = processes.size(); calls > 0; calls--) {
            for (int n = 0; n < all.size(); n++) {
                if (all.get(n).calls() == calls) {
                    begin(all, all.get(n));
                }
            }
        }
        return all;
    }

    private void begin(final List<Way> all, final Way w) {
        for (int p = 0; p < processes.size(); p++) {
            if ((w.held & 1L << p) != 0) {
                final Oracle.Walk walk = w.walk.fork();
                if (walk.accept(heldCode[p])) {
                    add(all, new Way(walk, w.held & ~(1L << p)));
                }
            }
        }
    }

    /** Merges two ways on which the same calls have not begun. */
    private static void add(final List<Way> ways, final Way w) {
        for (int n = 0; n < ways.size(); n++) {
            if (ways.get(n).held == w.held) {
                ways.set(n, new Way(ways.get(n).walk.or(w.walk), w.held));
                return;
            }
        }
        ways.add(w);
    }

    private Optional<String> tries(final Said said) {
        tried[said.process] = said.code;
        couldBeMisuse[said.process] = false;
        triesOpen++;
        return Optional.empty();
    }

    private Optional<String> refused(final Said said, final Event call) {
        tried[said.process] = -1;
        triesOpen--;
        return couldBeMisuse[said.process] ? Optional.empty()
                : Optional.of("impl refuses as misuse: " + call + "\nthe spec has that call at every moment until then\n");
    }

    private Optional<String> brokenOff(final int more) {
        brokenOpen += more;
        return Optional.empty();
    }

    private void look() {
        for (int p = 0; p < processes.size(); p++) {
            if (tried[p] >= 0 && !couldBeMisuse[p]) {
                final int code = tried[p];
                couldBeMisuse[p] = brokenOpen > 0 || !ways.stream().allMatch(w -> graph.always(w.walk.states(), code));
            }
        }
    }

    /** What would have been allowed, on any of the ways. */
    private String refusal(final Event event) {
        return ways.stream().map(Way::walk).reduce(Oracle.Walk::or).orElseThrow().refusal(Observation.of(event)).toString();
    }

    /** The possible states now, by way. */
    List<StateSet> states() {
        return ways.stream().map(w -> w.walk.states()).toList();
    }

    /** The latest events, and the states before them. */
    Window window() {
        return window;
    }

    String kind() {
        return kind;
    }
}
