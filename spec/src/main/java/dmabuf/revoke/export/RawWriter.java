package dmabuf.revoke.export;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/**
 * The raw export: a stream of what TLC reported, in the order in which it did.
 *
 * <p>Records: {@code H} names of variables; {@code V} a value, {@code S} a state, {@code L} a step,
 * {@code N} an event, {@code B} a set of verdicts (each numbered from 0 in the order of their first use); {@code I} an initial state, {@code C} the
 * claims and cases of a state, {@code E} an edge; {@code Z} the end. A stream without its end is not a graph.
 *
 * <p>Locks: all methods hold this object's monitor; TLC's workers call them concurrently.
 */
final class RawWriter {
    private static RawWriter instance;

    private record Bytes(byte[] b) {
        @Override
        public boolean equals(final Object o) {
            return o instanceof Bytes other && Arrays.equals(b, other.b);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(b);
        }
    }

    private record State(int[] values) {
        @Override
        public boolean equals(final Object o) {
            return o instanceof State other && Arrays.equals(values, other.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }

    private record Named(List<UniqueString> names, BitSet bits) {}

    /** Stands where a record in a record ends. */
    private static final UniqueString END = UniqueString.uniqueStringOf("]");

    private static final int RECENT = 1 << 12;

    private final DataOutputStream out;
    private final Value[] recent = new Value[RECENT];
    private final int[] recentId = new int[RECENT];
    private UniqueString[] names;
    private int[] order;
    private final Map<Bytes, Integer> values = new HashMap<>();
    private final Map<Bytes, Integer> steps = new HashMap<>();
    private final Map<Bytes, Integer> events = new HashMap<>();
    private final Map<Named, Integer> verdicts = new HashMap<>();
    private final Map<State, Integer> states = new HashMap<>();
    private long edges;

    private RawWriter(final String file) throws IOException {
        out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(file), 1 << 16));
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    static synchronized RawWriter instance() throws IOException {
        if (instance == null) {
            instance = new RawWriter(System.getProperty("revoke.export"));
        }
        return instance;
    }

    synchronized void init(final RecordValue state, final boolean refines) throws IOException {
        final int s = intern(state);
        out.writeByte('I');
        out.writeInt(s);
        out.writeBoolean(refines);
    }

    synchronized void state(final RecordValue state, final RecordValue claims, final RecordValue cases)
            throws IOException {
        final int s = intern(state);
        final int holding = named(claims);
        final int met = named(cases);
        out.writeByte('C');
        out.writeInt(s);
        out.writeInt(holding);
        out.writeInt(met);
    }

    synchronized void edge(
            final RecordValue from,
            final byte[] step,
            final byte[] event,
            final RecordValue to,
            final RecordValue claims,
            final RecordValue cases)
            throws IOException {
        final int f = intern(from);
        final int t = intern(to);
        final int l = intern('L', step, steps);
        final int n = intern('N', event, events);
        final int holding = named(claims);
        final int met = named(cases);
        out.writeByte('E');
        out.writeInt(f);
        out.writeInt(l);
        out.writeInt(n);
        out.writeInt(t);
        out.writeInt(holding);
        out.writeInt(met);
        edges++;
    }

    /**
     * The names of those booleans of a record that are TRUE, and after a bar of those that are FALSE. Of a record in
     * it they are the names of both, with a dot between them.
     */
    private int named(final RecordValue r) throws IOException {
        final List<UniqueString> names = new ArrayList<>();
        final BitSet bits = new BitSet();
        flat(r, names, bits);
        final Integer known = verdicts.get(new Named(names, bits));
        return known != null ? known : newVerdict(r, new Named(names, bits));
    }

    private static void flat(final RecordValue r, final List<UniqueString> names, final BitSet bits) {
        for (int n = 0; n < r.values.length; n++) {
            names.add(r.names[n]);
            if (r.values[n] instanceof BoolValue b) {
                bits.set(names.size(), b.val);
            } else {
                flat((RecordValue) r.values[n].toRcd(), names, bits);
                names.add(END);
            }
        }
    }

    private int newVerdict(final RecordValue r, final Named key) throws IOException {
        final TreeSet<String> yes = new TreeSet<>();
        final TreeSet<String> no = new TreeSet<>();
        sort("", r, yes, no);
        final byte[] text = (String.join(" ", yes) + "|" + String.join(" ", no)).getBytes(StandardCharsets.UTF_8);
        out.writeByte('B');
        out.writeInt(text.length);
        out.write(text);
        verdicts.put(key, verdicts.size());
        return verdicts.size() - 1;
    }

    private static void sort(final String before, final RecordValue r, final Set<String> yes, final Set<String> no) {
        for (int n = 0; n < r.names.length; n++) {
            final String name = before + r.names[n];
            if (r.values[n] instanceof BoolValue b) {
                (b.val ? yes : no).add(name);
            } else {
                sort(name + ".", (RecordValue) r.values[n].toRcd(), yes, no);
            }
        }
    }

    private int intern(final RecordValue state) throws IOException {
        if (!Arrays.equals(names, state.names)) {
            header(state);
        }
        final int[] ids = new int[order.length];
        for (int n = 0; n < ids.length; n++) {
            ids[n] = intern(state.values[order[n]]);
        }
        final State key = new State(ids);
        final Integer known = states.get(key);
        if (known != null) {
            return known;
        }
        states.put(key, states.size());
        out.writeByte('S');
        for (final int v : ids) {
            out.writeInt(v);
        }
        return states.size() - 1;
    }

    /** TLC may order a record's fields differently from run to run; here they are in the order of their names. */
    private void header(final RecordValue state) throws IOException {
        final boolean start = names == null;
        names = state.names.clone();
        order = IntStream.range(0, names.length)
                .boxed()
                .sorted(Comparator.comparing(n -> names[n].toString()))
                .mapToInt(Integer::intValue)
                .toArray();
        if (start) {
            out.writeByte('H');
            out.writeInt(order.length);
            for (final int n : order) {
                out.writeUTF(names[n].toString());
            }
        }
    }

    /** Most variables of a state are the very objects of the state before it: look those up by identity first. */
    private int intern(final Value value) throws IOException {
        final int slot = System.identityHashCode(value) & (RECENT - 1);
        if (recent[slot] != value) {
            recentId[slot] = intern('V', ValueCodec.encode(value), values);
            recent[slot] = value;
        }
        return recentId[slot];
    }

    private int intern(final char tag, final byte[] bytes, final Map<Bytes, Integer> table) throws IOException {
        final Bytes key = new Bytes(bytes);
        final Integer known = table.get(key);
        if (known != null) {
            return known;
        }
        table.put(key, table.size());
        out.writeByte(tag);
        out.writeInt(bytes.length);
        out.write(bytes);
        return table.size() - 1;
    }

    private synchronized void close() {
        try {
            out.writeByte('Z');
            out.writeLong(edges);
            out.close();
        } catch (IOException e) {
            System.err.println(ExportOverrides.COMPLAINT + e.getMessage());
            Runtime.getRuntime().halt(ExportOverrides.FAILED);
        }
    }
}
