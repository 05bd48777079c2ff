package dmabuf.revoke.graph;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Makes a graph of a raw export, in an order that depends on the spec alone: values, steps, events and verdicts by
 * their encoding, states by their values, edges by source, step, event and target. Equal edges are merged.
 */
public final class RawReader {
    private final List<String> variables = new ArrayList<>();
    private final List<byte[]> values = new ArrayList<>();
    private final List<byte[]> steps = new ArrayList<>();
    private final List<byte[]> events = new ArrayList<>();
    private final List<String> booleans = new ArrayList<>();
    private final List<int[]> states = new ArrayList<>();
    private final List<Integer> initial = new ArrayList<>();
    private final Map<Integer, Integer> verdictOfState = new HashMap<>();
    private final Map<String, Integer> verdicts = new HashMap<>();
    private int[] edges = new int[1 << 16];
    private int used;
    private boolean refines = true;

    private RawReader() {}

    /** @param origin the counts that TLC printed; the export must agree with them */
    public static Graph read(final Path file, final Graph.Origin origin) throws IOException, BadGraph {
        final RawReader r = new RawReader();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            r.records(in);
        } catch (EOFException e) {
            throw new BadGraph("the export of " + origin.configuration() + " has no end: " + file);
        }
        final long made = r.used / 5;
        if (made != origin.generated() - r.initial.size()) {
            throw new BadGraph("the export of " + origin.configuration() + " has " + made + " edges, but TLC generated "
                    + origin.generated() + " states, " + r.initial.size() + " of them initial");
        }
        if (r.states.size() != origin.distinct()) {
            throw new BadGraph("the export of " + origin.configuration() + " has " + r.states.size()
                    + " states, but TLC found " + origin.distinct());
        }
        if (made == 0) {
            throw new BadGraph("the export of " + origin.configuration() + " has no edge");
        }
        return r.graph(origin);
    }

    private void records(final DataInputStream in) throws IOException, BadGraph {
        while (true) {
            final int tag = in.readByte();
            switch (tag) {
                case 'H' -> {
                    for (int n = in.readInt(); n > 0; n--) {
                        variables.add(in.readUTF());
                    }
                }
                case 'V' -> values.add(bytes(in));
                case 'L' -> steps.add(bytes(in));
                case 'N' -> events.add(bytes(in));
                case 'B' -> booleans.add(new String(bytes(in), StandardCharsets.UTF_8));
                case 'S' -> {
                    final int[] s = new int[variables.size()];
                    for (int n = 0; n < s.length; n++) {
                        s[n] = in.readInt();
                    }
                    states.add(s);
                }
                case 'I' -> {
                    initial.add(in.readInt());
                    refines &= in.readBoolean();
                }
                case 'C' -> verdictOfState.put(in.readInt(), verdict(in));
                case 'E' -> edge(in.readInt(), in.readInt(), in.readInt(), in.readInt(), verdict(in));
                case 'Z' -> {
                    if (in.readLong() != used / 5 || in.read() != -1) {
                        throw new BadGraph("the export does not end where it says");
                    }
                    return;
                }
                default -> throw new BadGraph("the export has a record of no known kind: " + tag);
            }
        }
    }

    private static byte[] bytes(final DataInputStream in) throws IOException {
        final byte[] b = new byte[in.readInt()];
        in.readFully(b);
        return b;
    }

    private int verdict(final DataInputStream in) throws IOException {
        final String text = booleans.get(in.readInt()) + "\n" + booleans.get(in.readInt());
        return verdicts.computeIfAbsent(text, t -> verdicts.size());
    }

    private void edge(final int... fields) {
        if (used + 5 > edges.length) {
            edges = Arrays.copyOf(edges, edges.length * 2);
        }
        System.arraycopy(fields, 0, edges, used, 5);
        used += 5;
    }

    private Graph graph(final Graph.Origin origin) throws BadGraph {
        final int[] value = ranks(values, Arrays::compareUnsigned);
        final int[] step = ranks(steps, Arrays::compareUnsigned);
        final int[] event = ranks(events, Arrays::compareUnsigned);
        final String[] verdictTexts = new String[verdicts.size()];
        verdicts.forEach((t, n) -> verdictTexts[n] = t);
        final int[] verdict = ranks(Arrays.asList(verdictTexts), Comparator.naturalOrder());

        for (final int[] s : states) {
            for (int n = 0; n < s.length; n++) {
                s[n] = value[s[n]];
            }
        }
        final int[] state = ranks(states, Arrays::compare);
        final int width = variables.size();
        final int[] flat = new int[states.size() * width];
        final int[] stateVerdicts = new int[states.size()];
        for (int s = 0; s < states.size(); s++) {
            System.arraycopy(states.get(s), 0, flat, state[s] * width, width);
            final Integer v = verdictOfState.get(s);
            if (v == null) {
                throw new BadGraph("the export of " + origin.configuration() + " has a state without verdicts");
            }
            stateVerdicts[state[s]] = verdict[v];
        }

        final int count = used / 5;
        final Integer[] order = new Integer[count];
        for (int e = 0; e < count; e++) {
            final int at = 5 * e;
            edges[at] = state[edges[at]];
            edges[at + 1] = step[edges[at + 1]];
            edges[at + 2] = event[edges[at + 2]];
            edges[at + 3] = state[edges[at + 3]];
            edges[at + 4] = verdict[edges[at + 4]];
            order[e] = at;
        }
        Arrays.sort(order, (a, b) -> Arrays.compare(edges, a, a + 5, edges, b, b + 5));
        int kept = 0;
        for (int e = 0; e < count; e++) {
            if (e == 0 || !Arrays.equals(edges, order[e], order[e] + 5, edges, order[e - 1], order[e - 1] + 5)) {
                order[kept++] = order[e];
            }
        }
        final int[] first = new int[states.size() + 1];
        final int[] target = new int[kept];
        final int[] stepOf = new int[kept];
        final int[] eventOf = new int[kept];
        final int[] edgeVerdicts = new int[kept];
        for (int e = 0; e < kept; e++) {
            final int at = order[e];
            first[edges[at] + 1] = e + 1;
            stepOf[e] = edges[at + 1];
            eventOf[e] = edges[at + 2];
            target[e] = edges[at + 3];
            edgeVerdicts[e] = edges[at + 4];
        }
        for (int s = 1; s < first.length; s++) {
            first[s] = Math.max(first[s], first[s - 1]);
        }
        final int[] inits =
                initial.stream().mapToInt(s -> state[s]).sorted().distinct().toArray();
        return new Graph(
                origin, variables, sorted(values, Arrays::compareUnsigned), flat, inits, refines, first, target,
                stepOf, eventOf, edgeVerdicts, stateVerdicts, sorted(steps, Arrays::compareUnsigned),
                sorted(events, Arrays::compareUnsigned),
                sorted(Arrays.asList(verdictTexts), Comparator.naturalOrder()));
    }

    /** For each element, its place in the sorted list. */
    private static <T> int[] ranks(final List<T> list, final Comparator<? super T> by) {
        final int[] order = IntStream.range(0, list.size())
                .boxed()
                .sorted((a, b) -> by.compare(list.get(a), list.get(b)))
                .mapToInt(Integer::intValue)
                .toArray();
        final int[] rank = new int[order.length];
        for (int n = 0; n < order.length; n++) {
            rank[order[n]] = n;
        }
        return rank;
    }

    private static <T> List<T> sorted(final List<T> list, final Comparator<? super T> by) {
        return list.stream().sorted(by).toList();
    }
}
