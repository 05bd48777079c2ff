// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.prove.Val.Case;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Combines several values, each under a guard, into one. */
final class Merge {
    private Merge() {}

    static Val ifThenElse(final Term c, final Val a, final Val b) throws Undecided {
        return c.isTrue() ? a : c.isFalse() ? b : of(List.of(new Case(c, a), new Case(Terms.not(c), b)));
    }

    /** @param cases exactly one of the guards holds, except where the expression has no value */
    static Val of(final List<Case> cases) throws Undecided {
        final Map<Val, Term> by = new LinkedHashMap<>();
        flatten(cases, Terms.TRUE, by);
        if (by.isEmpty()) {
            return Val.MISSING;
        }
        final List<Case> all = new ArrayList<>();
        by.forEach((v, g) -> all.add(new Case(g, v)));
        if (all.stream().allMatch(c -> c.val() instanceof Val.Truth)) {
            return new Val.Truth(truth(all));
        }
        if (all.size() == 1) {
            return all.get(0).val();
        }
        if (only(all, v -> v instanceof Val.Fun)) {
            return function(all);
        }
        if (all.get(0).val() instanceof Val.Point p && only(all, v -> v instanceof Val.Point q && q.at().equals(p.at()))) {
            final List<Case> at = new ArrayList<>();
            all.forEach(c -> at.add(new Case(c.guard(), ((Val.Point) c.val()).val())));
            return new Val.Point(p.at(), of(at));
        }
        if (only(all, Merge::orderly) && some(all, v -> v instanceof Val.Order)) {
            return order(all);
        }
        if (only(all, Merge::part) && some(all, v -> !(v instanceof Val.Const))) {
            return part(all);
        }
        return new Val.Cases(List.copyOf(all));
    }

    private static boolean only(final List<Case> all, final Predicate<Val> what) {
        return all.stream().map(Case::val).allMatch(what);
    }

    private static boolean some(final List<Case> all, final Predicate<Val> what) {
        return all.stream().map(Case::val).anyMatch(what);
    }

    private static void flatten(final List<Case> cases, final Term under, final Map<Val, Term> by) {
        for (final Case c : cases) {
            final Term guard = Terms.and(under, c.guard());
            if (guard.isFalse() || c.val() == Val.MISSING) {
                continue;
            }
            if (c.val() instanceof Val.Cases inner) {
                flatten(inner.all(), guard, by);
            } else {
                by.merge(c.val(), guard, Terms::or);
            }
        }
    }

    private static Term truth(final List<Case> all) {
        final List<Term> arms = new ArrayList<>();
        for (final Case c : all) {
            arms.add(Terms.and(c.guard(), ((Val.Truth) c.val()).term()));
        }
        return Terms.or(arms);
    }

    private static Val function(final List<Case> all) {
        final Map<Sort.Unbounded, Val.Body> bodies = new LinkedHashMap<>();
        for (final Sort.Unbounded s : ((Val.Fun) all.get(0).val()).bodies().keySet()) {
            bodies.put(s, e -> {
                final List<Case> at = new ArrayList<>();
                for (final Case c : all) {
                    at.add(new Case(c.guard(), ((Val.Fun) c.val()).bodies().get(s).at(e)));
                }
                return of(at);
            });
        }
        return new Val.Fun(bodies);
    }

    private static boolean orderly(final Val v) {
        return v instanceof Val.Order || tuple(v) != null;
    }

    /** The parts of a tuple that consists of elements; null if the value is something else. */
    private static List<Val.Elem> tuple(final Val v) {
        if (v instanceof Val.Const c && c.value() instanceof Value.Seq s && s.elements().isEmpty()) {
            return List.of();
        }
        if (v instanceof Val.Tup t && t.parts().stream().allMatch(p -> p instanceof Val.Elem)) {
            return t.parts().stream().map(p -> (Val.Elem) p).toList();
        }
        return null;
    }

    /** The value as a sequence without an order; null if it is no sequence of elements. */
    static Val.Order order(final Val v, final Sort.Unbounded sort) {
        if (v instanceof Val.Order o) {
            return o;
        }
        final List<Val.Elem> elements = tuple(v);
        return elements == null
                ? null
                : new Val.Order(sort, t -> Terms.or(elements.stream().map(e -> Terms.same(e.term(), t)).toList()));
    }

    private static Val order(final List<Case> all) {
        final Sort.Unbounded sort = ((Val.Order) all.stream()
                .map(Case::val).filter(v -> v instanceof Val.Order).findFirst().orElseThrow()).sort;
        return new Val.Order(sort, t -> under(all, v -> order(v, sort).member.has(t)));
    }

    private interface Of {
        Term of(Val v) throws Undecided;
    }

    private static Term under(final List<Case> all, final Of what) throws Undecided {
        final List<Term> arms = new ArrayList<>();
        for (final Case c : all) {
            arms.add(Terms.and(c.guard(), what.of(c.val())));
        }
        return Terms.or(arms);
    }

    private static boolean part(final Val v) {
        return part(v, Set.of()) != null;
    }

    /** The value as a set of elements of its own sorts and of those in {@code also}; null if it has other members. */
    static Val.Part part(final Val v, final Set<Sort.Unbounded> also) {
        final Map<Sort.Unbounded, Val.Member> members = new LinkedHashMap<>();
        if (v instanceof Val.Part p) {
            members.putAll(p.members);
        } else if (v instanceof Val.All a) {
            a.sorts().forEach(s -> members.put(s, t -> Terms.TRUE));
        } else if (v instanceof Val.Few f && f.members().stream().allMatch(c -> c.val() instanceof Val.Elem)) {
            final Set<Sort.Unbounded> sorts = new LinkedHashSet<>();
            f.members().forEach(c -> sorts.add(((Val.Elem) c.val()).sort()));
            sorts.forEach(s -> members.put(s, t -> Terms.or(f.members().stream()
                    .filter(c -> ((Val.Elem) c.val()).sort().equals(s))
                    .map(c -> Terms.and(c.guard(), Terms.same(((Val.Elem) c.val()).term(), t))).toList())));
        } else if (!(v instanceof Val.Const c && c.value() instanceof Value.Members m && m.members().isEmpty())) {
            return null;
        }
        also.forEach(s -> members.putIfAbsent(s, t -> Terms.FALSE));
        return new Val.Part(members);
    }

    private static Val part(final List<Case> all) {
        final Set<Sort.Unbounded> sorts = new LinkedHashSet<>();
        all.forEach(c -> sorts.addAll(part(c.val(), Set.of()).members.keySet()));
        final Map<Sort.Unbounded, Val.Member> members = new LinkedHashMap<>();
        for (final Sort.Unbounded s : sorts) {
            members.put(s, t -> under(all, v -> part(v, sorts).members.get(s).has(t)));
        }
        return new Val.Part(members);
    }
}
