// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.tlc.Undecided;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The values that a variable can have, as far as Init and the steps show. Shapes are found by iteration, until no step adds a
 * value. An arbitrary state has only values that are in the shapes of its variables.
 */
sealed interface Shape {
    /** A truth value. */
    record Truths() implements Shape {}

    /** Any number. */
    record Numbers() implements Shape {}

    /** One of some values, or a member of one of some unbounded sets. */
    record Mixed(Set<Value> values, Set<Sort.Unbounded> sorts) implements Shape {}

    /** A sequence of elements without an order. */
    record Ordered(Sort.Unbounded sort) implements Shape {}

    /** A set of elements. */
    record Parts(Set<Sort.Unbounded> sorts) implements Shape {}

    record Funs(Map<Sort.Unbounded, Shape> results) implements Shape {}

    record Recs(SortedMap<String, Shape> fields) implements Shape {}

    /** The shape of a value; for a value with cases, the union of their shapes. */
    static Shape of(final Val v, final String what) throws Undecided {
        if (v instanceof Val.Truth) {
            return new Truths();
        }
        if (v instanceof Val.Num || v instanceof Val.Const c && c.value() instanceof Value.Int) {
            return new Numbers();
        }
        if (v instanceof Val.Const c) {
            return new Mixed(Set.of(c.value()), Set.of());
        }
        if (v instanceof Val.Elem e) {
            return new Mixed(Set.of(), Set.of(e.sort()));
        }
        if (v instanceof Val.Cases c) {
            Shape all = null;
            for (final Val.Case one : c.all()) {
                final Shape s = of(one.val(), what);
                all = all == null ? s : all.with(s, what);
            }
            return all;
        }
        if (v instanceof Val.Fun f) {
            final Map<Sort.Unbounded, Shape> results = new LinkedHashMap<>();
            for (final Map.Entry<Sort.Unbounded, Val.Body> b : f.bodies().entrySet()) {
                final Term any = Term.element("any@" + b.getKey().name(), b.getKey());
                results.put(b.getKey(), of(b.getValue().at(new Val.Elem(b.getKey(), any)), what));
            }
            return new Funs(results);
        }
        if (v instanceof Val.Rec r) {
            final SortedMap<String, Shape> fields = new TreeMap<>();
            for (final Map.Entry<String, Val> f : r.fields().entrySet()) {
                fields.put(f.getKey(), of(f.getValue(), what));
            }
            return new Recs(fields);
        }
        if (v instanceof Val.Order o) {
            return new Ordered(o.sort);
        }
        if (v instanceof Val.Tup t && t.parts().get(0) instanceof Val.Elem e && Merge.order(t, e.sort()) != null) {
            return new Ordered(e.sort());
        }
        final Val.Part part = Merge.part(v, Set.of());
        if (part != null) {
            return new Parts(part.members.keySet());
        }
        throw new Undecided("prove: " + what + " becomes a " + Val.kind(v) + ", which no state can hold here");
    }

    /** The union of two shapes. */
    default Shape with(final Shape other, final String what) throws Undecided {
        if (equals(other)) {
            return this;
        }
        if (this instanceof Mixed a && other instanceof Mixed b) {
            return new Mixed(union(a.values, b.values), union(a.sorts, b.sorts));
        }
        if (this instanceof Parts a && other instanceof Parts b) {
            return new Parts(union(a.sorts, b.sorts));
        }
        if (this instanceof Funs a && other instanceof Funs b && a.results.keySet().equals(b.results.keySet())) {
            final Map<Sort.Unbounded, Shape> results = new LinkedHashMap<>();
            for (final Sort.Unbounded s : a.results.keySet()) {
                results.put(s, a.results.get(s).with(b.results.get(s), what));
            }
            return new Funs(results);
        }
        if (this instanceof Recs a && other instanceof Recs b && a.fields.keySet().equals(b.fields.keySet())) {
            final SortedMap<String, Shape> fields = new TreeMap<>();
            for (final String f : a.fields.keySet()) {
                fields.put(f, a.fields.get(f).with(b.fields.get(f), what));
            }
            return new Recs(fields);
        }
        if (other instanceof Mixed m && !(this instanceof Mixed)) {
            return widened(m, what);
        }
        if (this instanceof Mixed m && !(other instanceof Mixed)) {
            return other.widened(m, what);
        }
        throw new Undecided("prove: " + what + " is a " + this + " in one step and a " + other + " in another");
    }

    /** The union of this shape, which is not Mixed, with constants that were seen before it was known. */
    private Shape widened(final Mixed values, final String what) throws Undecided {
        Shape s = this;
        for (final Value v : values.values) {
            if (v instanceof Value.Seq q && q.elements().isEmpty() && s instanceof Ordered
                    || v instanceof Value.Members m && m.members().isEmpty() && s instanceof Parts) {
                continue;
            }
            if (v instanceof Value.Rec r && s instanceof Recs) {
                final SortedMap<String, Val> fields = new TreeMap<>();
                r.fields().forEach((f, x) -> fields.put(f, Val.of(x)));
                s = s.with(of(new Val.Rec(fields), what), what);
                continue;
            }
            throw new Undecided("prove: " + what + " is a " + this + " in one step and " + v + " in another");
        }
        return s;
    }

    private static <T> Set<T> union(final Set<T> a, final Set<T> b) {
        final Set<T> all = new LinkedHashSet<>(a);
        all.addAll(b);
        return all;
    }
}
