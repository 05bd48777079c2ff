// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.watch.Hung;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Measures how many events a storm makes and judges in a second: one buffer with two importers, on four threads (the exporter,
 * two drivers, and one for both devices; a fifth is the worker of the importers that have one) and the judge's, without delays
 * and faults. An event is a call or a return, counted once, however many histories it belongs to.
 */
public final class StormBenchmark {
    private static final long SECOND = 1_000_000_000L;
    private static final int ROUNDS = 5;
    private static final long LENGTH = 2 * SECOND;
    private static final List<List<String>> PAIRS =
            List.of(List.of("virtio", "odp"), List.of("odp", "iommufd"), List.of("dynamic", "odp"));

    private final StormGraph graph;

    public StormBenchmark(final Graphs graphs) throws Undecided, InterruptedException {
        graph = new StormGraph(graphs.scene(StormGraph.SCENE));
    }

    /** Runs some rounds for each pair of importers; the first does not count. {@return a table} */
    public String run() throws Undecided, InterruptedException {
        final StringBuilder text = new StringBuilder("| importers | events a second |\n| --- | --- |\n");
        final SplittableRandom random = new SplittableRandom(1);
        for (final List<String> kinds : PAIRS) {
            final Map<String, Overlaps> overlaps = new TreeMap<>();
            long events = 0;
            double seconds = 0;
            for (int r = 0; r <= ROUNDS; r++) {
                final StormRound round = new StormRound(
                        graph, overlaps, Weather.CALM, new Cast(List.of(kinds), 1, true), random.split());
                final long begin = System.nanoTime();
                try {
                    round.run(LENGTH, 0, c -> new Thread(round.group(), c, c.name()), () -> { });
                } catch (Hung h) {
                    throw new Undecided("a round of the benchmark hangs: " + h.getMessage());
                }
                if (!round.wrong().isEmpty()) {
                    throw new Undecided("a round of the benchmark disagrees with the spec: " + round.wrong());
                }
                events += r == 0 ? 0 : round.judging().events();
                seconds += r == 0 ? 0 : (System.nanoTime() - begin) / 1e9;
            }
            text.append(String.format("| %s | %,.0f |%n", String.join(", ", kinds), events / seconds));
        }
        return text.toString();
    }
}
