package dmabuf.revoke.graph;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A graph made by hand, for what no graph of the spec has: cycles, and a bound that is met at once. State 0 is the
 * initial one; there are no variables.
 */
public final class HandMade {
    private record Edge(int from, Event event, int to) {}

    private final List<Edge> edges = new ArrayList<>();

    /** A step of which nothing is seen. */
    public HandMade silent(final int from, final int to) {
        edges.add(new Edge(from, null, to));
        return this;
    }

    public HandMade call(final int from, final String process, final String op, final int to) {
        edges.add(new Edge(from, Event.call(process, op, "-"), to));
        return this;
    }

    public HandMade ret(final int from, final String process, final String op, final String result, final int to) {
        edges.add(new Edge(from, Event.ret(process, op, "-", result), to));
        return this;
    }

    /** @param full the states in which as many calls are open as the graph has */
    public Graph graph(final Set<Integer> full) {
        edges.sort(Comparator.comparingInt(Edge::from));
        final int states = 1 + edges.stream().mapToInt(e -> Math.max(e.from, e.to)).max().orElse(0);
        final List<Event> events = new ArrayList<>(edges.stream().map(Edge::event).distinct().toList());
        final int[] eventOf = edges.stream().mapToInt(e -> events.indexOf(e.event)).toArray();
        return new Graph(
                new Graph.Origin("hand made", "test", "none", edges.size() + 1, states, 1),
                List.of(), List.of(), new int[0], new int[] {0}, true,
                IntStream.rangeClosed(0, states)
                        .map(s -> (int) edges.stream().filter(e -> e.from < s).count())
                        .toArray(),
                edges.stream().mapToInt(Edge::to).toArray(), eventOf, eventOf, new int[edges.size()],
                IntStream.range(0, states).map(s -> full.contains(s) ? 1 : 0).toArray(),
                events.stream().map(HandMade::step).toList(), events.stream().map(HandMade::seen).toList(),
                List.of("|\n|Full", "|\nFull|"));
    }

    /** The name of a step: its process is that of its event. */
    private static byte[] step(final Event e) {
        final String[] process = e == null ? new String[] {"nobody"} : e.process().split(":");
        return bytes(out -> {
            out.write("q\0\0\0\4".getBytes(StandardCharsets.UTF_8));
            text(out, "Some");
            out.writeByte('q');
            out.writeInt(process.length);
            for (final String p : process) {
                text(out, p);
            }
            text(out, "some_function");
            text(out, "1");
        });
    }

    private static byte[] seen(final Event e) {
        final String[] fields = e == null
                ? new String[] {"ev", "silent"}
                : new String[] {
                    "arg", "-", "ev", e.kind() == Event.Kind.CALL ? "call" : "return", "op", e.op(), "res", e.result(),
                    "role", e.process().split(":")[0], "who", e.process().split(":")[1]
                };
        return bytes(out -> {
            out.writeByte('r');
            out.writeInt(fields.length / 2);
            for (int n = 0; n < fields.length; n += 2) {
                out.writeInt(fields[n].length());
                out.writeBytes(fields[n]);
                text(out, fields[n + 1]);
            }
        });
    }

    private interface Writer {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] bytes(final Writer w) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            w.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void text(final DataOutputStream out, final String s) throws IOException {
        out.writeByte('s');
        out.writeInt(s.length());
        out.writeBytes(s);
    }
}
