// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A concrete state of the spec, with given importers, threads and programs. It evaluates terms and values. */
final class Finite {
    private final Map<Sort.Unbounded, List<String>> members;
    private final SortedMap<String, Value> state;
    private final Map<String, String> chosen = new HashMap<>();

    /** @param members the names of the members of each unbounded set */
    Finite(final Map<Sort.Unbounded, List<String>> members, final SortedMap<String, Value> state) {
        this.members = members;
        this.state = state;
    }

    /** The same state, with a member for each element that a step has chosen, by the name that the step gives to the element. */
    Finite choosing(final Map<String, String> elements) {
        final Finite other = new Finite(members, state);
        other.chosen.putAll(elements);
        return other;
    }

    List<String> members(final Sort sort) {
        return members.get((Sort.Unbounded) sort);
    }

    boolean holds(final Term t) throws Undecided {
        return switch (t.op) {
            case TRUE -> true;
            case FALSE -> false;
            case READ -> ((Value.Bool) read(t)).value();
            case IN -> t.places.get(place((Sort.Finite) t.part(0).sort, read(t.part(0))));
            case SAME -> element(t.part(0)).equals(element(t.part(1)));
            case NOT -> !holds(t.part(0));
            case AND -> {
                for (final Term p : t.parts) {
                    if (!holds(p)) {
                        yield false;
                    }
                }
                yield true;
            }
            case OR -> {
                for (final Term p : t.parts) {
                    if (holds(p)) {
                        yield true;
                    }
                }
                yield false;
            }
            case SOME -> count(t) > 0;
            case LESS -> number(t.part(0)) < number(t.part(1));
            case EQUAL -> number(t.part(0)) == number(t.part(1));
            default -> throw new Undecided("prove: " + t.op + " is no truth");
        };
    }

    /** The number of elements for which the body is true. */
    private int count(final Term t) throws Undecided {
        final Term bound = t.part(0);
        final String before = chosen.get(bound.name);
        int n = 0;
        for (final String e : members(bound.sort)) {
            chosen.put(bound.name, e);
            if (holds(t.part(1))) {
                n++;
            }
        }
        if (before == null) {
            chosen.remove(bound.name);
        } else {
            chosen.put(bound.name, before);
        }
        return n;
    }

    private int number(final Term t) throws Undecided {
        return switch (t.op) {
            case NUMBER -> t.number;
            case READ -> ((Value.Int) read(t)).value();
            case PLUS -> number(t.part(0)) + number(t.part(1));
            case MINUS -> number(t.part(0)) - number(t.part(1));
            case IF -> number(t.part(holds(t.part(0)) ? 1 : 2));
            case COUNT -> count(t);
            default -> throw new Undecided("prove: " + t.op + " is no number");
        };
    }

    /** The name of an element. */
    String element(final Term t) throws Undecided {
        if (t.op == Term.Op.READ) {
            final String owner = read(t) instanceof Value.Str s ? s.value() : "";
            return members(t.sort).contains(owner) ? owner : members(t.sort).get(0);
        }
        if (chosen.containsKey(t.name)) {
            return chosen.get(t.name);
        }
        if (members(t.sort).contains(t.name)) {
            return t.name;
        }
        throw new Undecided("prove: nobody was chosen for " + t.name);
    }

    /** The value of the term's symbol in the state. */
    private Value read(final Term t) throws Undecided {
        final String name = t.symbol.name().split(Symbols.AS)[0];
        Value v = state.get(name.split("\\.")[0]);
        for (int n = 1; n < name.split("\\.").length; n++) {
            v = v.get(name.split("\\.")[n]);
        }
        if (t.parts.isEmpty()) {
            return v;
        }
        final Value.Str of = new Value.Str(element(t.part(0)));
        return v instanceof Value.Rec r ? r.get(of.value())
                : new Value.Bool(v instanceof Value.Seq s ? s.elements().contains(of) : ((Value.Members) v).members().contains(of));
    }

    private int place(final Sort.Finite f, final Value v) throws Undecided {
        final int place = f.place(v);
        if (place >= 0) {
            return place;
        }
        for (final Sort.Unbounded s : members.keySet()) {
            if (v instanceof Value.Str e && members.get(s).contains(e.value()) && f.place(Symbols.member(s)) >= 0) {
                return f.place(Symbols.member(s));
            }
        }
        throw new Undecided("prove: " + f.name() + " is never " + v);
    }

    /** Evaluates a value. The members of a sequence without an order come in the order of their names. */
    Value value(final Val v) throws Undecided {
        if (v instanceof Val.Const c) {
            return c.value();
        }
        if (v instanceof Val.Truth t) {
            return new Value.Bool(holds(t.term()));
        }
        if (v instanceof Val.Num n) {
            return new Value.Int(number(n.term()));
        }
        if (v instanceof Val.Elem e) {
            return new Value.Str(element(e.term()));
        }
        if (v instanceof Val.Cases c) {
            for (final Val.Case one : c.all()) {
                if (holds(one.guard())) {
                    return value(one.val());
                }
            }
            throw new Undecided("prove: no case of a value holds");
        }
        final TreeMap<String, Value> fields = new TreeMap<>();
        if (v instanceof Val.Fun f) {
            for (final Map.Entry<Sort.Unbounded, Val.Body> b : f.bodies().entrySet()) {
                for (final String e : members.get(b.getKey())) {
                    fields.put(e, value(b.getValue().at(new Val.Elem(b.getKey(), Term.element(e, b.getKey())))));
                }
            }
            return new Value.Rec(fields);
        }
        if (v instanceof Val.Rec r) {
            for (final Map.Entry<String, Val> f : r.fields().entrySet()) {
                fields.put(f.getKey(), value(f.getValue()));
            }
            return new Value.Rec(fields);
        }
        if (v instanceof Val.Order o) {
            return new Value.Seq(those(Map.of(o.sort, o.member)));
        }
        if (v instanceof Val.Tup t) {
            final List<Value> parts = new ArrayList<>();
            for (final Val p : t.parts()) {
                parts.add(value(p));
            }
            return new Value.Seq(parts);
        }
        final Val.Part p = Merge.part(v, Set.of());
        if (p == null) {
            throw new Undecided("prove: a " + Val.kind(v) + " has no value in a state");
        }
        return Sets.canonical(those(p.members));
    }

    private List<Value> those(final Map<Sort.Unbounded, Val.Member> of) throws Undecided {
        final List<Value> found = new ArrayList<>();
        for (final Map.Entry<Sort.Unbounded, Val.Member> m : of.entrySet()) {
            for (final String e : members.get(m.getKey())) {
                if (holds(m.getValue().has(Term.element(e, m.getKey())))) {
                    found.add(new Value.Str(e));
                }
            }
        }
        return found;
    }
}
