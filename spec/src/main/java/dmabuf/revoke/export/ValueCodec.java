// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.export;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.TreeMap;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.FcnLambdaValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;

/**
 * TLC's values as bytes: the same value gives the same bytes in every run.
 *
 * <p>TLC sorts strings by the order in which it first saw them, and has several classes for functions; so everything is
 * sorted by its text here. {@link dmabuf.revoke.graph.Value} reads these bytes.
 */
final class ValueCodec {
    private ValueCodec() {}

    static byte[] encode(final Value value) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream(64);
        write(value, out);
        return out.toByteArray();
    }

    private static void write(final Value value, final ByteArrayOutputStream out) {
        if (value instanceof BoolValue b) {
            out.write(b.val ? 'T' : 'F');
        } else if (value instanceof IntValue n) {
            out.write('i');
            number(n.val, out);
        } else if (value instanceof StringValue s) {
            out.write('s');
            text(s.val.toString(), out);
        } else if (value instanceof TupleValue t) {
            sequence(t.elems, out);
        } else if (value instanceof RecordValue r) {
            record(r, out);
        } else if (value instanceof FcnRcdValue f) {
            function(f, out);
        } else if (value instanceof FcnLambdaValue f) {
            write(f.toFcnRcd(), out);
        } else if (value.toSetEnum() instanceof SetEnumValue s) {
            set(s, out);
        } else {
            throw new IllegalArgumentException("no encoding for the TLC value " + value);
        }
    }

    private static void sequence(final Value[] elements, final ByteArrayOutputStream out) {
        out.write('q');
        number(elements.length, out);
        for (final Value e : elements) {
            write(e, out);
        }
    }

    private static void record(final RecordValue r, final ByteArrayOutputStream out) {
        final TreeMap<String, Value> fields = new TreeMap<>();
        for (int n = 0; n < r.names.length; n++) {
            fields.put(r.names[n].toString(), r.values[n]);
        }
        fields(fields, out);
    }

    private static void function(final FcnRcdValue f, final ByteArrayOutputStream out) {
        final Value[] domain = f.getDomainAsValues();
        if (f.toTuple() instanceof TupleValue t) {
            sequence(t.elems, out);
            return;
        }
        final TreeMap<String, Value> fields = new TreeMap<>();
        for (int n = 0; n < domain.length; n++) {
            if (!(domain[n] instanceof StringValue name)) {
                throw new IllegalArgumentException("no encoding for a function on " + domain[n]);
            }
            fields.put(name.val.toString(), f.values[n]);
        }
        fields(fields, out);
    }

    private static void fields(final TreeMap<String, Value> fields, final ByteArrayOutputStream out) {
        out.write('r');
        number(fields.size(), out);
        fields.forEach((name, v) -> {
            text(name, out);
            write(v, out);
        });
    }

    private static void set(final SetEnumValue s, final ByteArrayOutputStream out) {
        s.normalize();
        final byte[][] members = new byte[s.elems.size()][];
        for (int n = 0; n < members.length; n++) {
            members[n] = encode(s.elems.elementAt(n));
        }
        Arrays.sort(members, Arrays::compareUnsigned);
        out.write('m');
        number(members.length, out);
        for (final byte[] m : members) {
            out.writeBytes(m);
        }
    }

    private static void text(final String s, final ByteArrayOutputStream out) {
        final byte[] bytes = s.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        number(bytes.length, out);
        out.writeBytes(bytes);
    }

    private static void number(final int n, final ByteArrayOutputStream out) {
        out.write(n >>> 24);
        out.write(n >>> 16);
        out.write(n >>> 8);
        out.write(n);
    }
}
