// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.prove.Val.Case;
import dmabuf.revoke.syntax.Tree;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;

/** Functions, records and tuples. */
final class Functions {
    private final Evaluator ev;

    Functions(final Evaluator ev) {
        this.ev = ev;
    }

    Val apply(final OpApplNode a, final Env env) throws Undecided {
        final ExprOrOpArgNode[] args = a.getArgs();
        return switch (Tree.name(a)) {
            case "$Tuple" -> {
                final List<Val> parts = new ArrayList<>();
                for (final ExprOrOpArgNode p : args) {
                    parts.add(ev.eval(p, env));
                }
                yield tuple(parts);
            }
            case "$RcdConstructor" -> {
                final SortedMap<String, Val> fields = new TreeMap<>();
                for (final ExprOrOpArgNode pair : args) {
                    final ExprOrOpArgNode[] p = ((OpApplNode) pair).getArgs();
                    fields.put(((StringNode) p[0]).getRep().toString(), ev.eval(p[1], env));
                }
                yield record(fields);
            }
            case "$RcdSelect" -> {
                final Val field = new Val.Const(new Value.Str(((StringNode) args[1]).getRep().toString()));
                yield ev.each(ev.eval(args[0], env), r -> at(a, r, field));
            }
            case "$FcnApply" -> {
                final Val x = ev.eval(args[1], env);
                yield ev.each(ev.eval(args[0], env), f -> ev.each(x, y -> at(a, f, y)));
            }
            case "$FcnConstructor" -> constructor(a, env);
            default -> {
                Val f = ev.eval(args[0], env);
                for (int n = 1; n < args.length; n++) {
                    final ExprOrOpArgNode[] pair = ((OpApplNode) args[n]).getArgs();
                    f = except(pair[0], f, ((OpApplNode) pair[0]).getArgs(), 0, pair[1], env);
                }
                yield f;
            }
        };
    }

    /** The fields of a record; never null. */
    static SortedMap<String, Val> fields(final Val v) {
        if (v instanceof Val.Rec r) {
            return r.fields();
        }
        final SortedMap<String, Val> fields = new TreeMap<>();
        if (v instanceof Val.Const c && c.value() instanceof Value.Rec r) {
            r.fields().forEach((k, x) -> fields.put(k, Val.of(x)));
        }
        return fields;
    }

    /** The parts of a tuple; never null. */
    static List<Val> parts(final Val v) {
        return v instanceof Val.Tup t ? t.parts()
                : v instanceof Val.Const c && c.value() instanceof Value.Seq s
                        ? s.elements().stream().map(Val::of).toList()
                        : List.of();
    }

    /** Makes a record. If all fields are constant in each of their cases, so is the record. */
    static Val record(final SortedMap<String, Val> fields) throws Undecided {
        List<Case> all = List.of(new Case(Terms.TRUE, new Val.Rec(new TreeMap<>())));
        for (final Map.Entry<String, Val> f : fields.entrySet()) {
            if (f.getValue() == Val.MISSING) {
                return Val.MISSING;
            }
            final List<Case> constants = constants(f.getValue());
            if (constants == null) {
                return new Val.Rec(Collections.unmodifiableSortedMap(fields));
            }
            final List<Case> more = new ArrayList<>();
            for (final Case before : all) {
                for (final Case c : constants) {
                    final Term guard = Terms.and(before.guard(), c.guard());
                    if (!guard.isFalse()) {
                        final SortedMap<String, Val> longer = new TreeMap<>(((Val.Rec) before.val()).fields());
                        longer.put(f.getKey(), c.val());
                        more.add(new Case(guard, new Val.Rec(longer)));
                    }
                }
            }
            all = more;
        }
        return Merge.of(all.stream().map(c -> new Case(c.guard(), frozen(((Val.Rec) c.val()).fields()))).toList());
    }

    private static Val frozen(final SortedMap<String, Val> fields) {
        final SortedMap<String, Value> values = new TreeMap<>();
        fields.forEach((k, v) -> values.put(k, Val.constant(v)));
        return new Val.Const(new Value.Rec(Collections.unmodifiableSortedMap(values)));
    }

    /** The cases of a value that is constant in each of them; a truth value has two cases. Null if the value is not constant. */
    private static List<Case> constants(final Val v) {
        if (v instanceof Val.Truth t && Val.constant(v) == null) {
            return List.of(new Case(t.term(), Val.Truth.of(true)), new Case(Terms.not(t.term()), Val.Truth.of(false)));
        }
        final List<Case> cases = Logic.cases(v);
        return cases.stream().allMatch(c -> Val.constant(c.val()) != null) ? cases : null;
    }

    private static Val tuple(final List<Val> parts) throws Undecided {
        final SortedMap<String, Val> numbered = new TreeMap<>();
        for (int n = 0; n < parts.size(); n++) {
            if (constants(parts.get(n)) == null || parts.get(n) == Val.MISSING) {
                return new Val.Tup(List.copyOf(parts));
            }
            numbered.put(String.format("%04d", n), parts.get(n));
        }
        final List<Case> cases = new ArrayList<>();
        for (final Case c : Logic.cases(record(numbered))) {
            final Value.Rec r = (Value.Rec) ((Val.Const) c.val()).value();
            cases.add(new Case(c.guard(), new Val.Const(new Value.Seq(List.copyOf(r.fields().values())))));
        }
        return Merge.of(cases);
    }

    /** Applies a function, a record or a sequence. */
    private Val at(final SemanticNode n, final Val f, final Val x) throws Undecided {
        if (f instanceof Val.Fun g && x instanceof Val.Elem e) {
            return g.bodies().containsKey(e.sort()) ? g.bodies().get(e.sort()).at(e) : ev.gap(n);
        }
        if (f instanceof Val.Point p && x instanceof Val.Elem e) {
            ev.knowing(Terms.not(same(p.at(), e)), () -> ev.gap(n));
            return p.val();
        }
        if (f instanceof Val.Order o && x instanceof Val.Index i) {
            return i.of() == o ? new Val.Elem(o.sort, i.element()) : ev.refuse(n, "uses the place in one sequence in another");
        }
        final Value key = Val.constant(x);
        if (key instanceof Value.Str s && fields(f).containsKey(s.value())) {
            return fields(f).get(s.value());
        }
        if (key instanceof Value.Int i && i.value() >= 1 && i.value() <= parts(f).size()) {
            return parts(f).get(i.value() - 1);
        }
        if (key != null && !(f instanceof Val.Order)) {
            return ev.gap(n);
        }
        return ev.refuse(n, "applies a " + Val.kind(f) + " to a " + Val.kind(x) + ", which prove does not know");
    }

    private Val constructor(final OpApplNode a, final Env env) throws Undecided {
        final List<Quantifiers.Bound> bounds = Quantifiers.bounds(a);
        if (bounds.size() != 1) {
            return ev.refuse(a, "is a function of several arguments, which prove does not know");
        }
        final Quantifiers.Bound bound = bounds.get(0);
        return ev.each(ev.eval(bound.domain(), env), d -> {
            if (d instanceof Val.All all) {
                final Map<Sort.Unbounded, Val.Body> bodies = new LinkedHashMap<>();
                all.sorts().forEach(s -> bodies.put(s, ev.body(a.getArgs()[0], bound.param(), env)));
                return new Val.Fun(bodies);
            }
            if (d instanceof Val.Few f && only(f) != null) {
                return new Val.Point(only(f), ev.eval(a.getArgs()[0], env.with(bound.param(), only(f))));
            }
            if (!(d instanceof Val.Const c && c.value() instanceof Value.Members m)) {
                return ev.refuse(a, "is a function on a " + Val.kind(d) + ", which prove does not know");
            }
            final SortedMap<String, Val> fields = new TreeMap<>();
            for (final Value v : m.members()) {
                if (!(v instanceof Value.Str s)) {
                    return ev.refuse(a, "is a function of " + v + ", which prove does not know");
                }
                fields.put(s.value(), ev.eval(a.getArgs()[0], env.with(bound.param(), Val.of(v))));
            }
            return record(fields);
        });
    }

    /** The only member of a set; null if the set has more members, or may have none. */
    private static Val.Elem only(final Val.Few set) {
        return set.members().size() == 1 && set.members().get(0).guard().isTrue() && set.members().get(0).val() instanceof Val.Elem e
                ? e
                : null;
    }

    private Term same(final Val.Elem a, final Val.Elem b) {
        return a.sort().equals(b.sort()) ? ev.path().told(Terms.same(a.term(), b.term())) : Terms.FALSE;
    }

    private Val except(
            final SemanticNode n, final Val f, final ExprOrOpArgNode[] way, final int from, final SemanticNode to, final Env env)
            throws Undecided {
        if (from == way.length) {
            return ev.eval(to, env.with(Env.AT, f));
        }
        final Val key = ev.eval(way[from], env);
        return ev.each(f, g -> {
            if (g instanceof Val.Fun h && key instanceof Val.Elem e && h.bodies().containsKey(e.sort())) {
                final Val.Body before = h.bodies().get(e.sort());
                final Val now = except(n, before.at(e), way, from + 1, to, env);
                final Map<Sort.Unbounded, Val.Body> bodies = new LinkedHashMap<>(h.bodies());
                bodies.put(e.sort(), x -> {
                    final Term same = ev.path().told(Terms.same(x.term(), e.term()));
                    return same.isTrue() ? now : Merge.ifThenElse(same, now, before.at(x));
                });
                return new Val.Fun(bodies);
            }
            if (g instanceof Val.Point p && key instanceof Val.Elem e && same(p.at(), e).isTrue()) {
                return new Val.Point(p.at(), except(n, p.val(), way, from + 1, to, env));
            }
            if (Val.constant(key) instanceof Value.Str s && fields(g).containsKey(s.value())) {
                final SortedMap<String, Val> fields = new TreeMap<>(fields(g));
                fields.put(s.value(), except(n, fields.get(s.value()), way, from + 1, to, env));
                return record(fields);
            }
            return ev.refuse(n, "changes a " + Val.kind(g) + " at a " + Val.kind(key) + ", which prove does not know");
        });
    }
}
