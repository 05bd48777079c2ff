// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.export;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/**
 * The raw export: a stream of what TLC reported, in this order.
 *
 * <p>Records: {@code H} names of variables; {@code V} a value, {@code L} a step, {@code N} an event, {@code B} a set of
 * verdicts (each numbered from 0 in the order of their first use); {@code S} a state, its values, claims and cases, when
 * TLC checks it; {@code I} an initial state; {@code E} an edge; {@code Z} the end. A stream without its end is not a graph.
 *
 * <p>A state is identified by its values and not by TLC's fingerprint. If TLC takes a state for another one, an edge leads
 * to a state that was never written, and the reader reports it.
 *
 * <p>Locks: the caller holds the lock, except at the end.
 */
final class RawWriter {
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

    private static final int RECENT = 1 << 12;

    private final DataOutputStream out;
    private final Numbers numbers;
    private final int width;
    private final StateTable states;
    /** For each variable, the mapping from the numbers of its values to numbers among all values of all variables. */
    private final int[][] written;
    private final Map<Bytes, Integer> values = new HashMap<>();
    private final Map<Value, Integer> steps = new HashMap<>();
    private final Map<Value, Integer> events = new HashMap<>();
    private final Value[] recent = new Value[RECENT];
    private final int[] recentNumber = new int[RECENT];
    private final Map<Value, Integer> verdicts = new HashMap<>();
    private long edges;

    RawWriter(final String file, final Numbers numbers) throws IOException {
        this.numbers = numbers;
        width = numbers.variables().length;
        states = new StateTable(width);
        written = new int[width][0];
        out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(file), 1 << 16));
        out.writeByte('H');
        out.writeInt(width);
        for (final UniqueString v : numbers.variables()) {
            out.writeUTF(v.toString());
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** Writes that the first state of the step is initial. */
    void init(final boolean refines) throws IOException {
        ints('I', states.number(numbers.all(), 0));
        out.writeBoolean(refines);
    }

    /** Writes the first state of the step, which TLC checks. */
    void state(final RecordValue claims, final RecordValue cases) throws IOException {
        final int[] record = new int[width + 3];
        record[0] = states.number(numbers.all(), 0);
        for (int v = 0; v < width; v++) {
            record[v + 1] = valueNumber(v);
        }
        record[width + 1] = verdict(claims);
        record[width + 2] = verdict(cases);
        ints('S', record);
    }

    /** Writes the step. */
    void edge(final Value step, final Value event, final RecordValue claims, final RecordValue cases) throws IOException {
        final int from = states.number(numbers.all(), 0);
        final int to = states.number(numbers.all(), width);
        final int l = number('L', step, steps);
        ints('E', from, l, eventNumber(event), to, verdict(claims), verdict(cases));
        edges++;
    }

    private void ints(final char tag, final int... fields) throws IOException {
        final byte[] b = new byte[1 + 4 * fields.length];
        b[0] = (byte) tag;
        for (int n = 0; n < fields.length; n++) {
            b[4 * n + 1] = (byte) (fields[n] >>> 24);
            b[4 * n + 2] = (byte) (fields[n] >>> 16);
            b[4 * n + 3] = (byte) (fields[n] >>> 8);
            b[4 * n + 4] = (byte) fields[n];
        }
        out.write(b);
    }

    /** The number, among all values, of the value that a variable has in the first state. */
    private int valueNumber(final int variable) throws IOException {
        final int n = numbers.all()[variable];
        final int known = written[variable].length;
        if (n >= known) {
            written[variable] = Arrays.copyOf(written[variable], Math.max(n + 1, 2 * known));
            Arrays.fill(written[variable], known, written[variable].length, -1);
        }
        if (written[variable][n] < 0) {
            final Bytes b = new Bytes(ValueCodec.encode(numbers.value(variable)));
            final Integer number = values.putIfAbsent(b, values.size());
            if (number == null) {
                blob('V', b.b);
            }
            written[variable][n] = number == null ? values.size() - 1 : number;
        }
        return written[variable][n];
    }

    /** Most events are the same objects that were recalled before. */
    private int eventNumber(final Value event) throws IOException {
        final int slot = System.identityHashCode(event) & (RECENT - 1);
        if (recent[slot] != event) {
            recentNumber[slot] = number('N', event, events);
            recent[slot] = event;
        }
        return recentNumber[slot];
    }

    private int number(final char tag, final Value value, final Map<Value, Integer> table) throws IOException {
        final Integer known = table.putIfAbsent(value, table.size());
        if (known != null) {
            return known;
        }
        blob(tag, ValueCodec.encode(value));
        return table.size() - 1;
    }

    /**
     * The names of the booleans of a record that are TRUE, then a bar, then the names of those that are FALSE. A boolean in a
     * nested record is named by both names, with a dot between them.
     */
    private int verdict(final RecordValue r) throws IOException {
        final Integer known = verdicts.putIfAbsent(r, verdicts.size());
        if (known != null) {
            return known;
        }
        final TreeSet<String> yes = new TreeSet<>();
        final TreeSet<String> no = new TreeSet<>();
        sort("", r, yes, no);
        blob('B', (String.join(" ", yes) + "|" + String.join(" ", no)).getBytes(StandardCharsets.UTF_8));
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

    private void blob(final char tag, final byte[] bytes) throws IOException {
        out.writeByte(tag);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private void close() {
        synchronized (ExportOverrides.class) {
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
}
