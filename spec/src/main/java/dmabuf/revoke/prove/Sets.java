// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.prove.Val.Case;
import dmabuf.revoke.syntax.Tree;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.SemanticNode;

/** Sets: constants, sets of a few values under guards, and subsets of unbounded sets. */
final class Sets {
    private final Evaluator ev;

    Sets(final Evaluator ev) {
        this.ev = ev;
    }

    Val apply(final OpApplNode a, final Env env) throws Undecided {
        final ExprOrOpArgNode[] args = a.getArgs();
        return switch (Tree.name(a)) {
            case "BOOLEAN" -> new Val.Const(new Value.Members(List.of(new Value.Bool(false), new Value.Bool(true))));
            case "$SetEnumerate" -> {
                final List<Case> members = new ArrayList<>();
                for (final ExprOrOpArgNode m : args) {
                    members.addAll(Logic.cases(ev.eval(m, env)));
                }
                yield set(members);
            }
            case "$SubsetOf" -> subset(a, env);
            case "$SetOfAll" -> {
                final List<Case> members = new ArrayList<>();
                image(a, Quantifiers.bounds(a), Terms.TRUE, env, env, members);
                yield set(members);
            }
            case "\\in" -> in(a, env);
            case "\\notin" -> new Val.Truth(Terms.not(ev.logic().truth(a, in(a, env))));
            case "DOMAIN" -> ev.each(ev.eval(args[0], env), f -> domain(a, f));
            case "SUBSET" -> ev.each(ev.eval(args[0], env), s -> set(subsets(members(a, s)).stream()
                    .map(x -> new Case(Terms.TRUE, new Val.Const(x))).toList()));
            case "UNION" -> ev.each(ev.eval(args[0], env), s -> {
                final List<Value> all = new ArrayList<>();
                for (final Value v : members(a, s)) {
                    all.addAll(((Value.Members) v).members());
                }
                return new Val.Const(canonical(all));
            });
            case "$SetOfFcns" -> new Val.Functions(ev.eval(args[0], env), ev.eval(args[1], env));
            case "\\subseteq" -> ev.each(ev.eval(args[0], env), x -> ev.each(ev.eval(args[1], env),
                    y -> Val.Truth.of(members(a, y).containsAll(members(a, x)))));
            default -> ev.each(ev.eval(args[0], env), x -> ev.each(ev.eval(args[1], env), y -> Joins.of(a, x, y)));
        };
    }

    /** A set in a canonical form, in which equal sets are equal values. */
    static Value.Members canonical(final Collection<Value> members) {
        return new Value.Members(new LinkedHashSet<>(members).stream()
                .sorted(Comparator.comparing(Value::toString)).toList());
    }

    static Val set(final List<Case> members) {
        final boolean plain = members.stream().allMatch(c -> c.guard().isTrue() && Val.constant(c.val()) != null);
        return plain
                ? new Val.Const(canonical(members.stream().map(c -> Val.constant(c.val())).toList()))
                : new Val.Few(members.stream().filter(c -> c.val() != Val.MISSING).toList());
    }

    static List<Value> members(final SemanticNode n, final Val v) throws Undecided {
        if (v instanceof Val.Const c && c.value() instanceof Value.Members m) {
            return m.members();
        }
        throw Tree.notUnderstood(n, "is applied to a " + Val.kind(v) + ", which prove does not know");
    }

    private static List<Value> subsets(final List<Value> of) {
        final List<Value> subsets = new ArrayList<>();
        for (int bits = 0; bits < 1 << of.size(); bits++) {
            final List<Value> chosen = new ArrayList<>();
            for (int n = 0; n < of.size(); n++) {
                if ((bits >> n & 1) == 1) {
                    chosen.add(of.get(n));
                }
            }
            subsets.add(canonical(chosen));
        }
        return subsets;
    }

    /** The members of a set that can be enumerated, each under its guard; null if they cannot. */
    static List<Case> few(final Val v) {
        return v instanceof Val.Few f ? f.members()
                : v instanceof Val.Const c && c.value() instanceof Value.Members m
                        ? m.members().stream().map(x -> new Case(Terms.TRUE, Val.of(x))).toList()
                        : null;
    }

    private Val subset(final OpApplNode a, final Env env) throws Undecided {
        final Quantifiers.Bound bound = Quantifiers.bounds(a).get(0);
        return ev.each(ev.eval(bound.domain(), env), d -> {
            if (d instanceof Val.All || d instanceof Val.Part) {
                final Map<Sort.Unbounded, Val.Member> members = new LinkedHashMap<>();
                Merge.part(d, Set.of()).members.forEach((s, m) -> {
                    final Val.Member also = ev.member(a.getArgs()[0], bound.param(), s, env);
                    members.put(s, t -> Terms.and(m.has(t), also.has(t)));
                });
                return new Val.Part(members);
            }
            if (few(d) == null) {
                return ev.refuse(a, "takes from a " + Val.kind(d) + ", which prove does not know");
            }
            final List<Case> kept = new ArrayList<>();
            for (final Case c : few(d)) {
                final Term holds = ev.logic().truth(a.getArgs()[0], env.with(bound.param(), c.val()));
                if (!holds.isFalse()) {
                    kept.add(new Case(Terms.and(c.guard(), holds), c.val()));
                }
            }
            return set(kept);
        });
    }

    private void image(
            final OpApplNode a, final List<Quantifiers.Bound> bounds, final Term guard, final Env outer, final Env env,
            final List<Case> found)
            throws Undecided {
        if (bounds.isEmpty()) {
            Logic.cases(ev.eval(a.getArgs()[0], env)).forEach(c -> found.add(new Case(Terms.and(guard, c.guard()), c.val())));
            return;
        }
        for (final Case d : Logic.cases(ev.eval(bounds.get(0).domain(), outer))) {
            if (few(d.val()) == null) {
                ev.refuse(a, "goes over a " + Val.kind(d.val()) + ", which prove does not know");
            }
            for (final Case c : few(d.val())) {
                final Term both = Terms.and(d.guard(), c.guard());
                ev.knowing(both, () -> {
                    image(a, bounds.subList(1, bounds.size()), Terms.and(guard, both), outer,
                            env.with(bounds.get(0).param(), c.val()), found);
                    return Val.MISSING;
                });
            }
        }
    }

    private Val in(final OpApplNode a, final Env env) throws Undecided {
        final Val member = ev.eval(a.getArgs()[0], env);
        return ev.each(ev.eval(a.getArgs()[1], env), s -> ev.each(member, x -> new Val.Truth(has(a, s, x))));
    }

    private Term has(final SemanticNode n, final Val set, final Val x) throws Undecided {
        if (set instanceof Val.All all) {
            return Terms.truth(x instanceof Val.Elem e && all.sorts().contains(e.sort()));
        }
        if (set instanceof Val.Part p) {
            return x instanceof Val.Elem e && p.members.containsKey(e.sort())
                    ? p.members.get(e.sort()).has(e.term())
                    : Terms.FALSE;
        }
        if (set instanceof Val.Functions f) {
            return functions(n, f, x);
        }
        if (few(set) == null) {
            throw Tree.notUnderstood(n, "asks for a member of a " + Val.kind(set) + ", which prove does not know");
        }
        final Value constant = Val.constant(x);
        if (constant != null && set instanceof Val.Const) {
            return Terms.truth(members(n, set).contains(constant));
        }
        final List<Term> any = new ArrayList<>();
        for (final Case c : few(set)) {
            any.add(Terms.and(c.guard(), ev.logic().same(n, x, c.val())));
        }
        return Terms.or(any);
    }

    private Term functions(final SemanticNode n, final Val.Functions all, final Val x) throws Undecided {
        if (!(x instanceof Val.Fun f) || !(all.from() instanceof Val.All from) || !f.bodies().keySet().equals(from.sorts())) {
            throw Tree.notUnderstood(n, "asks whether a " + Val.kind(x) + " is such a function, which prove does not know");
        }
        final List<Term> each = new ArrayList<>();
        for (final Sort.Unbounded s : f.bodies().keySet()) {
            each.add(ev.logic().everywhere(n, s,
                    e -> ev.each(f.bodies().get(s).at(e), v -> new Val.Truth(has(n, all.to(), v)))));
        }
        return Terms.and(each);
    }

    private Val domain(final SemanticNode n, final Val f) throws Undecided {
        if (f instanceof Val.Order o) {
            return new Val.Indices(o);
        }
        if (f instanceof Val.Point p) {
            return set(List.of(new Case(Terms.TRUE, p.at())));
        }
        if (f instanceof Val.Fun g) {
            return new Val.All(g.bodies().keySet());
        }
        if (f instanceof Val.Tup || f instanceof Val.Const c && c.value() instanceof Value.Seq) {
            return Library.range(1, Functions.parts(f).size());
        }
        return new Val.Const(canonical(Functions.fields(f).keySet().stream().map(k -> (Value) new Value.Str(k)).toList()));
    }
}
