// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Design;
import dmabuf.revoke.graph.Event;
import dmabuf.revoke.oracle.Decider;
import dmabuf.revoke.oracle.History;
import dmabuf.revoke.oracle.Observation;
import dmabuf.revoke.oracle.Observer;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.trace.judge.Setting;
import dmabuf.revoke.trace.judge.Word;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * TLC decides words of the monitor with the spec itself, without a graph. Each is a behaviour. The same words with one event
 * changed are no behaviours if the monitor does not have them.
 */
@Tag("tlc")
class WordsByTlcTest {
    private static final long SEED = 1;
    private static final int LENGTH = 8;
    private static final int WORDS = 25;

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Tag("full")
    @Test
    void wordsAndPerturbedWords() throws Exception {
        final Tools tools = Tools.open();
        final Design design = Setting.of("Linux73", List.of(), tools.spec()).asTraced();
        final Automaton a = Monitor.of(tools.shop().graph(design, "trace", "Traced.tla"), EnumSet.allOf(MonitorEvent.class))
                .automaton();
        final Map<List<MonitorEvent>, Boolean> expected = new LinkedHashMap<>();
        while (expected.values().stream().filter(b -> b).count() < WORDS) {
            final List<MonitorEvent> word = word(a);
            expected.put(word, true);
            final List<MonitorEvent> other = perturbed(word, a.events());
            expected.put(other, has(a, other));
        }
        final long foreign = expected.values().stream().filter(b -> !b).count();
        assertTrue(foreign > WORDS / 3, foreign + " are no words");
        final List<History> histories = new ArrayList<>();
        final List<List<MonitorEvent>> words = new ArrayList<>();
        expected.keySet().forEach(w -> meanings(w).forEach(m -> {
            words.add(w);
            histories.add(new History(m));
        }));
        final boolean[] behaviours = Decider.decide(tools.shop().tlc(), "Traced", "NextX", "Heard",
                design.definitions() + "\n" + heard(a), design.config(tools.shop().spec().file("scenes/trace.cfg")),
                Observer.ALL.late(), histories);
        final Map<List<MonitorEvent>, Boolean> found = new LinkedHashMap<>();
        for (int n = 0; n < behaviours.length; n++) {
            found.merge(words.get(n), behaviours[n], Boolean::logicalOr);
        }
        expected.forEach((w, b) -> assertEquals(b, found.get(w), "seed " + SEED + ": " + w));
    }

    /** A word from its attach on, all on one attachment. */
    private List<MonitorEvent> word(final Automaton a) {
        final List<MonitorEvent> word = new ArrayList<>(List.of(MonitorEvent.ATTACH));
        int state = 0;
        while (word.size() <= LENGTH) {
            final int from = state;
            final List<MonitorEvent> next = a.events().stream().filter(e -> e != MonitorEvent.DETACH && a.after(from, e) >= 0).toList();
            if (next.isEmpty()) {
                return word;
            }
            word.add(next.get(random.nextInt(next.size())));
            state = a.after(state, word.get(word.size() - 1));
        }
        return word;
    }

    private List<MonitorEvent> perturbed(final List<MonitorEvent> word, final List<MonitorEvent> events) {
        final List<MonitorEvent> other = new ArrayList<>(word);
        final int at = 1 + random.nextInt(word.size() - 1);
        final MonitorEvent e = events.get(random.nextInt(events.size()));
        switch (random.nextInt(3)) {
            case 0 -> other.remove(at);
            case 1 -> other.add(at, e == MonitorEvent.ATTACH || e == MonitorEvent.DETACH ? MonitorEvent.UNMAP : e);
            default -> other.set(at, e == MonitorEvent.ATTACH || e == MonitorEvent.DETACH ? MonitorEvent.MAPPED : e);
        }
        return other;
    }

    private static boolean has(final Automaton a, final List<MonitorEvent> word) {
        int state = 0;
        for (final MonitorEvent e : word.subList(1, word.size())) {
            state = a.after(state, e);
            if (state == Automaton.NONE) {
                return false;
            }
        }
        return true;
    }

    /** An event of the monitor may stand for several events of the spec. */
    private static List<List<Observation>> meanings(final List<MonitorEvent> word) {
        List<List<Observation>> all = List.of(List.of());
        for (final MonitorEvent e : word) {
            final List<List<Observation>> longer = new ArrayList<>();
            for (final List<Observation> m : all) {
                for (final Word w : e.words()) {
                    final List<Observation> next = new ArrayList<>(m);
                    next.add(w.observation);
                    longer.add(next);
                }
            }
            all = longer;
        }
        return all;
    }

    /** The event of a step, if the monitor receives it. */
    private static String heard(final Automaton a) {
        return a.events().stream().flatMap(e -> e.words().stream()).map(w -> tla(w.event))
                .collect(Collectors.joining(",\n  ", "Heard == IF Watched \\in {", "} THEN Watched ELSE Silent\n"));
    }

    private static String tla(final Event e) {
        final String who = '"' + e.process().replace(":", "\", \"") + "\", \"" + e.op() + "\", \"" + e.arg() + '"';
        return e.kind() == Event.Kind.CALL ? "Call(" + who + ")" : "Ret(" + who + ", \"" + e.result() + "\")";
    }
}
