// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import dmabuf.revoke.model.drive.Failures;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.watch.Hung;
import dmabuf.revoke.service.HowLong;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Free threads on real cores, with real memory: importers of all kinds with their drivers, workers and devices, programs, and
 * threads of the exporter. While they run, the oracle judges their calls and results, one participant at a time. Faults that it
 * cannot see are found by checks on the buffer itself.
 *
 * <p>A storm consists of rounds, each with its own buffers and threads, and lasts for a set time. If the plan demands all pairs
 * of operations that the graph has open together, it lasts longer, up to a limit at which it is undecided.
 */
public final class Storm implements Technique {
    public static final String NAME = "storm";

    /** The start of the name of a storm of another length. */
    public static final String FOR = NAME + " for ";

    /** How many threads of the exporter the graph has. */
    public static final int MOST_EXPORTERS = 2;

    /**
     * The parameters of a storm.
     *
     * @param importers their kinds; if there are none, all
     * @param perBuffer how many of them share a buffer
     * @param nanos the least duration
     * @param most the duration if pairs are missing
     * @param demands whether it is undecided if pairs are missing then; else it only reports how many
     */
    public record Plan(
            List<String> importers, int perBuffer, int programs, int exporters, int buffers, long nanos, long most,
            boolean virtual, boolean demands) {
        private static final long SECOND = 1_000_000_000L;

        /** How long a storm waits for missing pairs at least. */
        private static final long MOST = 60 * SECOND;

        /** The plan of the quick lane. */
        static final Plan USUAL = lasting(20 * SECOND);

        /** The plan of a smoke test: some rounds, whatever they meet. */
        static final Plan BRIEF = new Plan(List.of(), 2, 1, MOST_EXPORTERS, 1, 3 * SECOND, 3 * SECOND, false, false);

        /** The usual plan with another duration. */
        static Plan lasting(final long nanos) {
            return new Plan(List.of(), 2, 1, MOST_EXPORTERS, 1, nanos, most(nanos), false, true);
        }

        /** The options of the command line for this plan, as far as they differ from the usual one. */
        public String options() {
            return option("for", nanos / SECOND + "s", USUAL.nanos / SECOND + "s") + option("importers", String.join(",", importers), "")
                    + option("sharing", perBuffer, USUAL.perBuffer) + option("programs", programs, USUAL.programs)
                    + option("exporters", exporters, USUAL.exporters) + option("buffers", buffers, USUAL.buffers) + (virtual ? " --virtual" : "");
        }

        private static String option(final String name, final Object value, final Object usual) {
            return value.equals(usual) ? "" : " --" + name + " " + value;
        }

        /** The duration of a storm of a given length if pairs are missing. */
        public static long most(final long nanos) {
            return Math.max(nanos, MOST);
        }
    }

    /** The least duration of a round, and the least number of its events, so that a busy machine has enough of both. */
    private static final long ROUND = 300_000_000;

    private static final long ROUND_EVENTS = 10_000;

    private final Plan plan;
    private final boolean onlyJudges;
    private SortedMap<String, Overlaps> overlaps = new TreeMap<>();

    /** The storm of the quick lane. */
    public Storm() {
        this(Plan.USUAL);
    }

    /** The storm of a lane: the full one has ten minutes for it. */
    public static Storm of(final boolean full) {
        return full ? new Storm(Plan.lasting(TimeUnit.MINUTES.toNanos(10))) : new Storm();
    }

    /** A storm of another length: {@code 10m}. */
    public static Storm lasting(final String time) throws Undecided {
        return new Storm(Plan.lasting(HowLong.parse(time).toNanos()));
    }

    /** A short storm. */
    public static Storm brief() {
        return new Storm(Plan.BRIEF);
    }

    /**
     * A storm of so many seconds that is one of many: it judges, and has {@link #pairs}. What did not happen in its time may happen
     * in the next.
     */
    public static Storm oneOfMany(final long seconds) {
        final long nanos = TimeUnit.SECONDS.toNanos(seconds);
        return new Storm(new Plan(List.of(), 2, 1, MOST_EXPORTERS, 1, nanos, nanos, false, false), true);
    }

    public Storm(final Plan plan) {
        this(plan, false);
    }

    private Storm(final Plan plan, final boolean onlyJudges) {
        this.plan = plan;
        this.onlyJudges = onlyJudges;
    }

    Plan plan() {
        return plan;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean takesSetTime() {
        return true;
    }

    @Override
    public Verdict run(final Graphs graphs, final long seed) throws Undecided, InterruptedException {
        final StormGraph graph = new StormGraph(graphs.scene(StormGraph.SCENE));
        final SplittableRandom random = new SplittableRandom(seed);
        final Cast.Wanted wanted = new Cast.Wanted(
                plan.importers().isEmpty() ? kinds(graph) : plan.importers(), plan.perBuffer(), plan.programs(), plan.exporters(), plan.buffers());
        final StormCounts counts = new StormCounts();
        overlaps = overlaps(graph, wanted);
        final long begin = System.nanoTime();
        int number = 0;
        long now = 0;
        while (number == 0 || now < plan.nanos() || now < plan.most() && !missing(overlaps).isEmpty()) {
            final Cast cast = wanted.round(number++, lacking(wanted, overlaps), random);
            final StormRound round = new StormRound(graph, overlaps, Weather.ROUGH, cast, random.split());
            final Aim aim = new Aim(round, overlaps, random.split());
            String hang = "";
            try {
                round.run(ROUND, ROUND_EVENTS, threads(round), aim);
            } catch (Hung h) {
                hang = h.getMessage() + "\n" + round.standing();
            }
            counts.add(round);
            if (!round.wrong().isEmpty()) {
                return Verdict.differs(counts.text(overlaps), "with " + cast + ":\n" + keep(graphs, graph, round, seed));
            }
            if (!hang.isEmpty()) {
                return Verdict.hung(counts.text(overlaps), "with " + cast + ":\n" + hang + again(seed));
            }
            now = System.nanoTime() - begin;
            if (missing(overlaps).isEmpty()) {
                counts.allMet(now);
            }
        }
        return decided(counts);
    }

    /** The existing kinds of importers. */
    public static List<String> kinds(final Graphs graphs) throws Undecided, InterruptedException {
        return kinds(new StormGraph(graphs.scene(StormGraph.SCENE)));
    }

    private static List<String> kinds(final StormGraph graph) {
        return graph.kinds().stream().filter(k -> !k.equals(StormGraph.PROGRAM)).toList();
    }

    /** The pairs of operations by kind of participant, how often each was met, and the pairs that the graph excludes. */
    public String table() {
        return PairTable.of(overlaps);
    }

    /** Judges a recording again. {@return the fault; empty if the spec allows the recording} */
    public static String judge(final Path file, final Graphs graphs) throws Undecided, InterruptedException {
        return StormRecording.read(file).judge(new StormGraph(graphs.scene(StormGraph.SCENE))).orElse("");
    }

    /** A recording as lanes, with the states that were possible before it and the spec's objection to it. */
    public static String lanes(final Path file, final Graphs graphs) throws Undecided, InterruptedException {
        final StormRecording r = StormRecording.read(file);
        final StormGraph graph = new StormGraph(graphs.scene(StormGraph.SCENE));
        final String wrong = r.judge(graph).orElse("each event is one of the spec\n");
        return r.before(graph) + "\n" + r.lanes() + "\n" + wrong;
    }

    /** A recording as a picture; its last event is the one that is refused. */
    public static String picture(final Path file) throws Undecided {
        return StormRecording.read(file).picture(file.getFileName().toString());
    }

    /** How often each pair of operations was open together, whoever took part; 0 for a pair of the graph that was not met. */
    public SortedMap<String, Long> pairs() {
        final SortedMap<String, Long> pairs = new TreeMap<>();
        overlaps.values().forEach(o -> o.counts().forEach((pair, n) -> pairs.merge(pair.toString(), n, Long::sum)));
        return pairs;
    }

    private Verdict decided(final StormCounts counts) throws Undecided {
        if (onlyJudges) {
            return Verdict.agrees(counts.text(overlaps));
        }
        final String never = counts.never();
        if (!never.isEmpty() && plan.demands()) {
            throw new Undecided("in this storm never happened: " + never + ". Let more take part, or let it run longer");
        }
        if (!never.isEmpty()) {
            return Verdict.differs(counts.text(overlaps), "never happened: " + never);
        }
        final List<String> missing = missing(overlaps);
        if (plan.demands() && !missing.isEmpty()) {
            throw new Undecided("storm did not meet these operations together, which the graph has open together: "
                    + String.join("; ", missing) + ". Let it run longer: ./revoke storm --for 10m");
        }
        return Verdict.agrees(counts.text(overlaps));
    }

    /** The overlaps of each kind that takes part. */
    private static SortedMap<String, Overlaps> overlaps(final StormGraph graph, final Cast.Wanted wanted) {
        final SortedMap<String, Overlaps> overlaps = new TreeMap<>();
        wanted.importers().forEach(k -> overlaps.put(k, new Overlaps(graph.open(k, wanted.exporters()))));
        if (wanted.programs() > 0) {
            overlaps.put(StormGraph.PROGRAM, new Overlaps(graph.open(StormGraph.PROGRAM, wanted.exporters())));
        }
        return overlaps;
    }

    /** The kinds of importers with missing pairs. */
    private static List<String> lacking(final Cast.Wanted wanted, final Map<String, Overlaps> overlaps) {
        return wanted.importers().stream().filter(k -> !overlaps.get(k).missing().isEmpty()).toList();
    }

    private static List<String> missing(final Map<String, Overlaps> overlaps) {
        final List<String> missing = new ArrayList<>();
        overlaps.forEach((kind, o) -> o.missing().forEach(p -> missing.add(kind + ": " + p)));
        return missing;
    }

    private Function<Crew, Thread> threads(final StormRound round) {
        return plan.virtual() ? c -> Threads.virtual(c.name(), c) : c -> new Thread(round.group(), c, c.name());
    }

    private String again(final long seed) {
        return "\nthe storm again: ./revoke storm --seed " + seed + plan.options();
    }

    private String keep(final Graphs graphs, final StormGraph graph, final StormRound round, final long seed)
            throws Undecided, InterruptedException {
        final Stage.Part refused = round.judging().refused();
        final String why = round.wrong();
        final String again = again(seed);
        if (refused == null || !why.equals(round.judging().wrong())) {
            return why + again;
        }
        final StormRecording all = StormRecording.of(graph, refused.history());
        if (!Failures.shrink()) {
            return all.keep(Failures.file(NAME), refused.who() + ": " + why + again);
        }
        final StormRecording shortest = new Shrinking(graph).of(all);
        return shortest.keep(Failures.file(NAME), refused.who() + ": " + why + again) + "\n" + new Retrial(graph, shortest).run(graphs);
    }
}
