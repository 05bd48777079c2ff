// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import dmabuf.revoke.check.Names;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.syntax.Constants;
import dmabuf.revoke.syntax.ParsedSpec;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A kind of importer with some of its fields changed: {@code dynamic fenced=FALSE}, separated by spaces or commas.
 * Kinds.tla has the kinds, their fields and the values of these.
 *
 * @param kind the one that is changed
 * @param name of the change, for a file
 * @param table the whole table of kinds, with the change
 */
record KindChange(String kind, String name, Value table) {
    /** A field or a value that the table does not have is refused, and so is a change without effect. */
    static KindChange of(final SpecText spec, final String typed) throws Undecided {
        final Value.Rec kinds =
                (Value.Rec) Constants.none().value(ParsedSpec.parse(spec, "Kinds").getOpDef("KindTable").getBody());
        final String[] words = Names.words(typed);
        final String kind = Names.find("kind of importer", words[0], kinds.fields().keySet());
        final TreeMap<String, Value> fields = new TreeMap<>(((Value.Rec) kinds.get(kind)).fields());
        final SortedMap<String, Value> before = new TreeMap<>(fields);
        if (words.length == 1) {
            throw new Undecided("give a field to change of " + kind + ", as in --importer " + kind + ",fenced=FALSE; its fields are "
                    + text(before));
        }
        final StringBuilder name = new StringBuilder(kind);
        for (final String word : List.of(words).subList(1, words.length)) {
            final String[] parts = word.split("=", 2);
            final String field = Names.find("field of an importer", parts[0], fields.keySet());
            final Value value = value(kinds, field, parts.length == 2 ? parts[1] : "");
            if (value.equals(before.get(field))) {
                throw new Undecided(field + " of " + kind + " is " + plain(value) + " already; its fields are " + text(before));
            }
            fields.put(field, value);
            name.append('-').append(field).append(plain(value));
        }
        final TreeMap<String, Value> table = new TreeMap<>(kinds.fields());
        table.put(kind, new Value.Rec(fields));
        return new KindChange(kind, name.toString(), new Value.Rec(table));
    }

    /** What the main module must add, so that the designs use this table. */
    String definitions() {
        return "MadeUpKinds == " + table + "\n";
    }

    /** The line of the configuration that these definitions need. */
    String constants() {
        return "CONSTANT KindTable <- MadeUpKinds\n";
    }

    private static Value value(final Value.Rec kinds, final String field, final String typed) throws Undecided {
        final Collection<Value> possible = new TreeSet<>(Comparator.comparing(Value::toString));
        kinds.fields().values().forEach(k -> possible.add(k.get(field)));
        for (final Value v : possible) {
            if (plain(v).equalsIgnoreCase(typed)) {
                return v;
            }
        }
        throw new Undecided(field + " cannot be " + (typed.isEmpty() ? "left without a value" : typed) + "; it is one of "
                + String.join(", ", possible.stream().map(KindChange::plain).toList()));
    }

    private static String text(final SortedMap<String, Value> fields) {
        return String.join(" ", fields.entrySet().stream().map(f -> f.getKey() + "=" + plain(f.getValue())).toList());
    }

    private static String plain(final Value v) {
        return v.toString().replace("\"", "");
    }
}
