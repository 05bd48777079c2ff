// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.graph;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Makes a graph by hand, edge by edge, for tests: state 0 is the initial one. */
public final class TinyGraph {
    private record Edge(int from, String process, Event event, int to) {}

    private final List<Edge> edges = new ArrayList<>();
    private final Set<Integer> full = new HashSet<>();

    public TinyGraph silent(final int from, final int to) {
        return seen(from, null, to);
    }

    public TinyGraph call(final int from, final String process, final String op, final int to) {
        return seen(from, Event.call(process, op, "-"), to);
    }

    public TinyGraph ret(final int from, final String process, final String op, final String result, final int to) {
        return seen(from, Event.ret(process, op, "-", result), to);
    }

    public TinyGraph seen(final int from, final Event event, final int to) {
        return by(event == null ? "nobody" : event.process(), from, event, to);
    }

    /** A step of a process with an event of another process, or with none: for example, an exporter calls a callback. */
    public TinyGraph by(final String process, final int from, final Event event, final int to) {
        edges.add(new Edge(from, process, event, to));
        return this;
    }

    /** Marks a state in which the maximum number of calls is open. */
    public TinyGraph full(final int state) {
        full.add(state);
        return this;
    }

    public Graph graph() {
        edges.sort(Comparator.comparingInt(Edge::from));
        final int states = 1 + edges.stream().mapToInt(e -> Math.max(e.from, e.to)).max().orElse(0);
        final List<Event> events = new ArrayList<>();
        events.add(null);
        final int[] first = new int[states + 1];
        final int[] target = new int[edges.size()];
        final int[] eventOf = new int[edges.size()];
        final List<String> processes = edges.stream().map(Edge::process).distinct().toList();
        for (int n = 0; n < edges.size(); n++) {
            final Edge e = edges.get(n);
            if (!events.contains(e.event)) {
                events.add(e.event);
            }
            target[n] = e.to;
            eventOf[n] = events.indexOf(e.event);
            for (int s = e.from + 1; s <= states; s++) {
                first[s] = n + 1;
            }
        }
        return new Graph(
                new Graph.Origin("tiny", "test", "none", edges.size() + 1, states, 1),
                List.of(), List.of(), new int[0], new int[] {0}, true, first, target,
                edges.stream().mapToInt(e -> processes.indexOf(e.process)).toArray(), eventOf, new int[edges.size()],
                IntStream.range(0, states).map(s -> full.contains(s) ? 1 : 0).toArray(), processes.stream().map(TinyGraph::step).toList(),
                events.stream().map(TinyGraph::encoded).toList(), List.of("|\n|Full", "|\nFull|"));
    }

    /** The step of a process. */
    private static byte[] step(final String of) {
        final String[] process = of.split(":", 2);
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeByte('q');
            out.writeInt(4);
            text(out, "Some");
            out.writeByte('q');
            out.writeInt(process.length);
            for (final String p : process) {
                text(out, p);
            }
            text(out, "some_function");
            text(out, "1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] encoded(final Event e) {
        if (e == null) {
            return record(Map.of("ev", "silent"));
        }
        final String[] name = e.process().split(":", 2);
        final String who = name.length == 2 ? name[1] : "-";
        return e.kind() == Event.Kind.CALL
                ? record(Map.of("ev", "call", "role", name[0], "who", who, "op", e.op(), "arg", e.arg()))
                : record(Map.of(
                        "ev", "return", "role", name[0], "who", who, "op", e.op(), "arg", e.arg(), "res", e.result()));
    }

    private static byte[] record(final Map<String, String> fields) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeByte('r');
            out.writeInt(fields.size());
            for (final Map.Entry<String, String> f : fields.entrySet()) {
                final byte[] key = f.getKey().getBytes(StandardCharsets.UTF_8);
                out.writeInt(key.length);
                out.write(key);
                text(out, f.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void text(final DataOutputStream out, final String s) throws IOException {
        final byte[] bytes = s.getBytes(StandardCharsets.UTF_8);
        out.writeByte('s');
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
