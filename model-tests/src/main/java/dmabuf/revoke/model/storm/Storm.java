// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import dmabuf.revoke.model.drive.Failures;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.watch.Hung;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Free threads on real cores: importers of all kinds with their drivers, workers and devices, programs, and threads of the
 * exporter, on memory that is really there. What each called and what came back is judged by the oracle while it goes on, one
 * participant at a time; and what that cannot see, by what the buffer itself shows.
 *
 * <p>It runs in rounds, each with buffers and threads of its own, for some time; longer, if there are operations that the graph
 * has open together and that were not met together yet, up to a limit at which it is undecided.
 */
public final class Storm implements Technique {
    /** How it is run. */
    public record Plan(
            List<String> importers, int perBuffer, int programs, int exporters, int buffers, long nanos, long most, boolean virtual) {
        private static final long SECOND = 1_000_000_000L;

        /** Of the lane: 20 s, and 60 s if pairs are missing. */
        static final Plan USUAL = new Plan(List.of(), 2, 1, Cast.MOST_EXPORTERS, 1, 20 * SECOND, 60 * SECOND, false);
    }

    /** How long calls are made in one round. */
    private static final long ROUND = 400_000_000;

    private final Plan plan;

    /** That of the lane. */
    public Storm() {
        this(Plan.USUAL);
    }

    public Storm(final Plan plan) {
        this.plan = plan;
    }

    @Override
    public String name() {
        return "storm";
    }

    @Override
    public Verdict run(final Graphs graphs, final long seed) throws Undecided, InterruptedException {
        final StormGraph graph = new StormGraph(graphs.scene(StormGraph.SCENE));
        final SplittableRandom random = new SplittableRandom(seed);
        final Cast.Wanted wanted = new Cast.Wanted(
                kinds(graph), plan.perBuffer(), plan.programs(), plan.exporters(), plan.buffers());
        final StormCounts counts = new StormCounts();
        final SortedMap<String, Overlaps> overlaps = overlaps(graph, wanted);
        final long begin = System.nanoTime();
        int number = 0;
        long now = 0;
        while (number == 0 || now < plan.nanos() || now < plan.most() && !missing(overlaps).isEmpty()) {
            final Cast cast = wanted.round(number++, lacking(wanted, overlaps), random);
            final StormRound round = new StormRound(graph, overlaps, Weather.ROUGH, cast, random.split());
            final Aim aim = new Aim(round, overlaps, random.split());
            String hang = "";
            try {
                round.run(ROUND, threads(round), aim);
            } catch (Hung h) {
                hang = h.getMessage() + "\n" + round.standing();
            }
            counts.add(round);
            if (!round.wrong().isEmpty()) {
                return Verdict.differs(counts.text(overlaps), "with " + cast + ":\n" + keep(graph, round, seed));
            }
            if (!hang.isEmpty()) {
                return Verdict.hung(counts.text(overlaps), "with " + cast + ":\n" + hang);
            }
            now = System.nanoTime() - begin;
        }
        return decided(counts, overlaps);
    }

    private Verdict decided(final StormCounts counts, final SortedMap<String, Overlaps> overlaps) throws Undecided {
        final String never = counts.never();
        if (!never.isEmpty()) {
            return Verdict.differs(counts.text(overlaps), "never happened: " + never);
        }
        final List<String> missing = missing(overlaps);
        if (!missing.isEmpty()) {
            throw new Undecided("storm did not meet these operations together, which the graph has open together: "
                    + String.join("; ", missing) + ". Let it run longer: ./revoke storm --for 10m");
        }
        return Verdict.agrees(counts.text(overlaps));
    }

    private List<String> kinds(final StormGraph graph) {
        return plan.importers().isEmpty()
                ? graph.kinds().stream().filter(k -> !k.equals(StormGraph.PROGRAM)).toList()
                : plan.importers();
    }

    /** Of each kind that takes part. */
    private static SortedMap<String, Overlaps> overlaps(final StormGraph graph, final Cast.Wanted wanted) {
        final SortedMap<String, Overlaps> overlaps = new TreeMap<>();
        wanted.importers().forEach(k -> overlaps.put(k, new Overlaps(graph.open(k))));
        if (wanted.programs() > 0) {
            overlaps.put(StormGraph.PROGRAM, new Overlaps(graph.open(StormGraph.PROGRAM)));
        }
        return overlaps;
    }

    /** The kinds of importers of which pairs are missing. */
    private static List<String> lacking(final Cast.Wanted wanted, final Map<String, Overlaps> overlaps) {
        return wanted.importers().stream().filter(k -> !overlaps.get(k).missing().isEmpty()).toList();
    }

    private static List<String> missing(final Map<String, Overlaps> overlaps) {
        final List<String> missing = new ArrayList<>();
        overlaps.forEach((kind, o) -> o.missing().forEach(p -> missing.add(kind + ": " + p)));
        return missing;
    }

    private Function<Crew, Thread> threads(final StormRound round) {
        return c -> new Thread(round.group(), c, c.name());
    }

    private static String keep(final StormGraph graph, final StormRound round, final long seed) {
        final Stage.Part refused = round.judging().refused();
        final String why = round.wrong();
        if (refused == null || !why.equals(round.judging().wrong())) {
            return why + "\nthe storm again: ./revoke storm --seed " + seed;
        }
        return StormRecording.of(graph, refused.history()).keep(Failures.file("storm"), refused.who() + ": " + why
                + "\nthe storm again: ./revoke storm --seed " + seed);
    }
}
