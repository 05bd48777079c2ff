// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Judge;
import dmabuf.revoke.model.drive.ObservedBuffer;
import dmabuf.revoke.model.drive.Scene;
import dmabuf.revoke.model.schedule.Tape.Entry;
import dmabuf.revoke.oracle.Observer;
import dmabuf.revoke.tlc.Undecided;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** A scene of the races: its graph, its judge, and what was exercised. */
final class Bench {
    /** The open scenes. They are static because Lincheck itself instantiates the classes that use them. */
    private static final Map<String, Bench> OPEN = new LinkedHashMap<>();

    final Graph graph;
    final Judge judge;
    /** Compares buffers at rest, when no lock may be held. */
    final ObservedBuffer buffers;
    private final Map<Race, Integer> initial = new HashMap<>();
    private final Map<Race, SortedMap<String, String>> kinds = new HashMap<>();
    private final String design;
    private final BitSet edges = new BitSet();
    private final Set<Race> races = new HashSet<>();
    private final Set<Race> racing = new HashSet<>();
    private final Set<List<Entry>> histories = new HashSet<>();
    private int threads;
    private int calls;
    private int switches;
    private long schedules;

    private Bench(final Graph graph) {
        this.graph = graph;
        this.design = graph.value(graph.initial()[0], graph.variables().indexOf("design")).text();
        this.judge = new Judge(graph, Observer.ALL);
        this.buffers = new ObservedBuffer(graph, Thread::getName);
    }

    /** Opens a scene, unless it is open. */
    static Bench open(final String scene, final Graphs graphs) throws Undecided, InterruptedException {
        final Bench there = OPEN.get(scene);
        if (there != null) {
            return there;
        }
        OPEN.put(scene, new Bench(graphs.scene(scene)));
        return OPEN.get(scene);
    }

    /** An open scene. */
    static Bench of(final String scene) {
        return OPEN.get(scene);
    }

    int initial(final Race race) {
        return initial.computeIfAbsent(race, r -> r.initial(graph));
    }

    /** The design of the exporter of a race. */
    static String designOf(final Race race) {
        return of(race.scene()).design;
    }

    /** The users of the buffer of a race, with their kinds. */
    static SortedMap<String, String> kindsOf(final Race race) {
        final Bench b = of(race.scene());
        return b.kinds.computeIfAbsent(race, r -> Scene.kinds(b.graph, b.initial(r)));
    }

    Coverage coverage(final Race race) {
        return new Coverage(graph, initial(race), edges);
    }

    /**
     * Counts a schedule that has ended.
     *
     * @param overlap whether two calls were in progress at the same time
     */
    void count(final Race race, final List<Entry> entries, final Coverage coverage, final boolean overlap) {
        races.add(race);
        threads = Math.max(threads, race.threads().size());
        calls = Math.max(calls, race.calls());
        switches = Math.max(switches, coverage.switches());
        schedules++;
        histories.add(List.copyOf(entries));
        if (overlap) {
            racing.add(race);
        }
    }

    /** Whether no two calls of a race were in progress at the same time, in any of its schedules. */
    static boolean didNotRace(final Race race) {
        return !of(race.scene()).racing.contains(race);
    }

    /** What was exercised, which shows the scope of the verdict. */
    static String text() {
        final StringBuilder text = new StringBuilder();
        OPEN.forEach((scene, b) -> {
            if (b.schedules > 0) {
                text.append(text.isEmpty() ? "" : "; ").append(scene).append(": ").append(b.line());
            }
        });
        return text.toString();
    }

    private String line() {
        final int events = judge.seen().size();
        return String.format(
                "%d races (%d with calls at one time) of at most %d threads and %d calls, %,d schedules with at most %d switches between steps, %,d histories,"
                        + " %,d calls that are misuse, %d of %d events, at least %.1f %% of the edges",
                races.size(), racing.size(), threads, calls, schedules, switches, histories.size(), judge.misuse(),
                events - judge.missing().size(), events, 100.0 * edges.cardinality() / graph.edges());
    }
}
