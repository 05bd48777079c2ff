// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.satellite;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Step;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.model.drive.Disagreement;
import dmabuf.revoke.model.drive.Technique.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Takes every edge of a satellite on the part of impl that it describes, and compares the state after each. If a thread has to
 * wait for a step of another, it is also released before that step: it must become blocked, and then go on by itself.
 *
 * <p>Nothing in it is random.
 */
public final class SatelliteReplay {
    private final Graph graph;
    private final int longest;
    private final BitSet taken = new BitSet();
    private final BitSet parked = new BitSet();
    private final BitSet attempted = new BitSet();
    private final List<String> way = new ArrayList<>();
    private Part part;
    private int steps;
    private int attempts;
    private int now;

    /**
     * @param graph of the variant that impl follows
     * @param longest how many steps the longest call takes on one buffer
     */
    public SatelliteReplay(final Graph graph, final int longest) {
        this.graph = graph;
        this.longest = 3 * longest;
    }

    /** Takes every reachable edge. */
    public Verdict run() throws InterruptedException {
        String wrong = "";
        try {
            do {
                begin();
                for (int e = next(); e >= 0; e = next()) {
                    take(e);
                }
            } while (!left().isEmpty());
        } catch (Disagreement d) {
            wrong = graph.origin().scene() + ", variant " + graph.origin().configuration() + ": " + d.getMessage()
                    + "\nafter the steps " + String.join(", ", way) + part.crew.dump();
        } finally {
            end();
        }
        return wrong.isEmpty() ? Verdict.agrees(summary()) : Verdict.differs(summary(), wrong);
    }

    private String summary() {
        final long none = IntStream.range(0, graph.edges()).filter(e -> !reachable().get(graph.source(e)) || !has(e)).count();
        return String.format(
                "%,d of %,d edges%s, %,d steps, %,d calls that must be refused, %,d waits after parking", taken.cardinality(),
                graph.edges(), none == 0 ? "" : " (" + none + " of what impl has not)", steps, attempts, parked.cardinality());
    }

    /** The states that are reachable by the actions that impl has. */
    private BitSet reachable() {
        final BitSet seen = new BitSet();
        final ArrayDeque<Integer> open = new ArrayDeque<>();
        Arrays.stream(graph.initial()).forEach(open::add);
        while (!open.isEmpty()) {
            final int s = open.remove();
            if (!seen.get(s)) {
                seen.set(s);
                edges(s).filter(this::has).forEach(e -> open.add(graph.target(e)));
            }
        }
        return seen;
    }

    /** The edges that impl can take and has not taken. */
    private BitSet left() {
        final BitSet left = new BitSet();
        reachable().stream().flatMap(this::edges).filter(e -> has(e) && !taken.get(e)).forEach(left::set);
        return left;
    }

    private IntStream edges(final int state) {
        return IntStream.range(graph.firstEdge(state), graph.firstEdge(state + 1));
    }

    private boolean has(final int edge) {
        return part.has(graph.step(edge).action());
    }

    private void end() {
        if (part != null) {
            part.crew.end();
        }
    }

    private void begin() throws Disagreement, InterruptedException {
        end();
        final Crew crew = new Crew(graph.steps().stream().map(Step::process).distinct().toList(), longest);
        part = switch (graph.origin().scene()) {
            case "Device" -> new DevicePart(crew);
            case "Poll" -> new PollPart(crew);
            case "Release" -> new ReleasePart(crew);
            default -> throw new IllegalStateException("impl has no part that " + graph.origin().scene() + " describes");
        };
        way.clear();
        now = graph.initial()[0];
        compare();
    }

    /** The next edge on the shortest path to one that is not taken; -1 if none is reachable. */
    private int next() {
        final int[] from = new int[graph.states()];
        Arrays.fill(from, -2);
        from[now] = -1;
        final ArrayDeque<Integer> open = new ArrayDeque<>(List.of(now));
        while (!open.isEmpty()) {
            final int s = open.remove();
            final int found = edges(s).filter(e -> has(e) && !taken.get(e)).findFirst().orElse(-1);
            if (found >= 0) {
                return from[s] == -1 ? found : from[s];
            }
            edges(s).filter(e -> has(e) && from[graph.target(e)] == -2).forEach(e -> {
                from[graph.target(e)] = from[s] == -1 ? e : from[s];
                open.add(graph.target(e));
            });
        }
        return -1;
    }

    /** Takes an edge. If a thread must wait for it, takes the edge too that this one enables. */
    private void take(final int edge) throws Disagreement {
        final int woken = parkable(edge);
        final Map<String, Value> state = graph.state(now);
        way.add(graph.step(edge).toString());
        if (woken >= 0) {
            way.add(way.size() - 1, graph.step(woken).process() + " is let go before " + graph.step(woken));
            part.take(graph.step(woken), graph.state(graph.target(edge)));
            part.crew.settle();
            if (!part.crew.blocked(graph.step(woken).process())) {
                throw new Disagreement(graph.step(woken).process() + " goes on, and should wait before " + graph.step(woken));
            }
            parked.set(woken);
        }
        part.take(graph.step(edge), state);
        part.crew.settle();
        took(edge);
        if (woken >= 0) {
            took(woken);
        }
        compare();
    }

    private void took(final int edge) {
        taken.set(edge);
        steps++;
        now = graph.target(edge);
    }

    /**
     * An edge of another process that cannot be taken before this one, and for which no thread has been parked yet; -1 if there
     * is none.
     */
    private int parkable(final int edge) {
        return edges(graph.target(edge))
                .filter(f -> part.waits(graph.step(f).action()) && !parked.get(f))
                .filter(f -> !graph.process(f).equals(graph.process(edge)))
                .filter(f -> edges(now).noneMatch(e -> graph.process(e).equals(graph.process(f))))
                .findFirst()
                .orElse(-1);
    }

    private void compare() throws Disagreement {
        differ(part.differences(graph.state(now)));
        if (!attempted.get(now)) {
            attempted.set(now);
            attempts += part.attempt(graph.state(now));
            differ(part.differences(graph.state(now)));
        }
    }

    private static void differ(final List<String> differences) throws Disagreement {
        if (!differences.isEmpty()) {
            throw new Disagreement(String.join("\n  ", differences));
        }
    }
}
