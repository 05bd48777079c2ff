// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.graph;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A value of the spec. Immutable; equal when equal in TLA+. Functions on strings are records. */
public sealed interface Value {
    record Bool(boolean value) implements Value {
        @Override
        public String toString() {
            return value ? "TRUE" : "FALSE";
        }
    }

    record Int(int value) implements Value {
        @Override
        public String toString() {
            return Integer.toString(value);
        }
    }

    record Str(String value) implements Value {
        @Override
        public String toString() {
            return '"' + value + '"';
        }
    }

    record Seq(List<Value> elements) implements Value {
        @Override
        public String toString() {
            return elements.stream().map(Value::toString).collect(Collectors.joining(", ", "<<", ">>"));
        }
    }

    /** A finite set; its members in the order of their encoding. */
    record Members(List<Value> members) implements Value {
        @Override
        public String toString() {
            return members.stream().map(Value::toString).collect(Collectors.joining(", ", "{", "}"));
        }
    }

    record Rec(SortedMap<String, Value> fields) implements Value {
        @Override
        public String toString() {
            return fields.entrySet().stream()
                    .map(f -> f.getKey() + " |-> " + f.getValue())
                    .collect(Collectors.joining(", ", "[", "]"));
        }
    }

    /** The field of a record. */
    default Value get(final String field) {
        final Value v = ((Rec) this).fields().get(field);
        if (v == null) {
            throw new IllegalArgumentException("no field " + field + " in " + this);
        }
        return v;
    }

    /** The text of a string. */
    default String text() {
        return ((Str) this).value();
    }

    /** The elements of a sequence. */
    default List<Value> elements() {
        throw new IllegalStateException(this + " is not a sequence");
    }

    /** Reads one value in the encoding of the export: a letter for the kind, big-endian numbers, UTF-8 texts. */
    static Value read(final ByteBuffer in) {
        final char kind = (char) in.get();
        switch (kind) {
            case 'T':
            case 'F':
                return new Bool(kind == 'T');
            case 'i':
                return new Int(in.getInt());
            case 's':
                return new Str(readText(in));
            case 'q':
                return new Seq(readList(in));
            case 'm':
                return new Members(readList(in));
            case 'r':
                final TreeMap<String, Value> fields = new TreeMap<>();
                for (int n = in.getInt(); n > 0; n--) {
                    final String name = readText(in);
                    fields.put(name, read(in));
                }
                return new Rec(Collections.unmodifiableSortedMap(fields));
            default:
                throw new IllegalArgumentException("no value starts with '" + kind + "'");
        }
    }

    /** Reads a value that fills the whole array. */
    static Value read(final byte[] bytes) {
        return read(ByteBuffer.wrap(bytes));
    }

    private static List<Value> readList(final ByteBuffer in) {
        final int size = in.getInt();
        final List<Value> list = new ArrayList<>();
        for (int n = 0; n < size; n++) {
            list.add(read(in));
        }
        return Collections.unmodifiableList(list);
    }

    private static String readText(final ByteBuffer in) {
        final byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
