// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress;

import dmabuf.revoke.graph.BadGraph;
import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.GraphFile;
import dmabuf.revoke.oracle.History;
import dmabuf.revoke.oracle.Observation;
import dmabuf.revoke.oracle.Oracle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures how many events the oracle judges in a second, in histories of a million.
 *
 * <p>The system property {@code revoke.graph} names the file of the base graph. Histories are random walks through it, one call
 * at a time or overlapping; where the graph ends, a new walk begins, as a history of its own. {@code cold} includes the cost of a
 * new oracle and of its caches; in {@code warm} they are filled; {@code coded} is warm and has looked up the numbers of the
 * events beforehand.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx1g"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class OracleBenchmark {
    private static final int EVENTS = 1_000_000;

    private Graph graph;
    private Oracle oracle;
    private List<History> sequential;
    private List<History> overlapping;
    private int[][] codes;

    @Setup(Level.Trial)
    public void setUp() throws IOException, BadGraph {
        graph = GraphFile.read(Path.of(System.getProperty("revoke.graph")));
        oracle = new Oracle(graph);
        sequential = histories(true);
        overlapping = histories(false);
        codes = sequential.stream()
                .map(h -> h.events().stream().mapToInt(oracle::code).toArray())
                .toArray(int[][]::new);
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void sequentialWarm() {
        judge(oracle, sequential);
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void sequentialCold() {
        judge(new Oracle(graph), sequential);
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void overlappingWarm() {
        judge(oracle, overlapping);
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void overlappingCold() {
        judge(new Oracle(graph), overlapping);
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void sequentialCoded() {
        for (final int[] history : codes) {
            final Oracle.Walk walk = oracle.walk();
            for (final int code : history) {
                if (!walk.accept(code)) {
                    throw new IllegalStateException("a walk through the graph was refused");
                }
            }
        }
    }

    private static void judge(final Oracle oracle, final List<History> histories) {
        for (final History h : histories) {
            oracle.decide(h).ifPresent(r -> {
                throw new IllegalStateException("a walk through the graph was refused: " + r);
            });
        }
    }

    /** Histories with a million events in total; a single one if the walk never reaches an end of the graph. */
    private List<History> histories(final boolean inSequence) {
        final SplittableRandom random = new SplittableRandom(1);
        final int[] times = new int[graph.events().size()];
        final List<History> made = new ArrayList<>();
        int left = EVENTS;
        while (left > 0) {
            final List<Observation> seen = new ArrayList<>();
            int state = graph.initial()[0];
            int open = 0;
            while (left > 0 && graph.firstEdge(state) < graph.firstEdge(state + 1)) {
                final int[] choice = choice(state, inSequence && open > 0);
                final int one = choice[random.nextInt(choice.length)];
                final int two = choice[random.nextInt(choice.length)];
                final int edge = times[graph.eventId(one)] <= times[graph.eventId(two)] ? one : two;
                final Event event = graph.event(edge);
                if (event != null) {
                    seen.add(Observation.of(event));
                    times[graph.eventId(edge)]++;
                    open += event.kind() == Event.Kind.CALL ? 1 : -1;
                    left--;
                }
                state = graph.target(edge);
            }
            made.add(new History(seen));
        }
        return made;
    }

    /** The steps that begin no call, if requested and if there are any; else those that do not close the buffer. */
    private int[] choice(final int state, final boolean noCall) {
        final int[] all = IntStream.range(graph.firstEdge(state), graph.firstEdge(state + 1)).toArray();
        final int[] none = IntStream.of(all).filter(e -> !calls(e, "")).toArray();
        final int[] open = IntStream.of(all).filter(e -> !calls(e, "close")).toArray();
        return noCall && none.length > 0 ? none : open.length > 0 ? open : all;
    }

    /** Whether a step begins a call of an operation whose name starts with a text. */
    private boolean calls(final int edge, final String op) {
        final Event e = graph.event(edge);
        return e != null && e.kind() == Event.Kind.CALL && e.op().startsWith(op);
    }
}
