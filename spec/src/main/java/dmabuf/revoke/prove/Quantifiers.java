// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.prove.Val.Case;
import dmabuf.revoke.syntax.Tree;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.SemanticNode;

/** Quantifiers and CHOOSE. Over a few values they are expanded; over an unbounded set they become quantifiers of the formula. */
final class Quantifiers {
    private final Evaluator ev;
    private final Logic logic;

    Quantifiers(final Evaluator ev, final Logic logic) {
        this.ev = ev;
        this.logic = logic;
    }

    /** A bound variable and its set. */
    record Bound(FormalParamNode param, ExprNode domain) {}

    static List<Bound> bounds(final OpApplNode a) throws Undecided {
        final List<Bound> bounds = new ArrayList<>();
        final FormalParamNode[][] params = a.getBdedQuantSymbolLists();
        for (int n = 0; params != null && n < params.length; n++) {
            if (a.isBdedQuantATuple()[n]) {
                throw Tree.notUnderstood(a, "binds a tuple, which prove does not know");
            }
            for (final FormalParamNode p : params[n]) {
                bounds.add(new Bound(p, a.getBdedQuantBounds()[n]));
            }
        }
        return bounds;
    }

    Val apply(final OpApplNode a, final Env env) throws Undecided {
        return switch (Tree.name(a)) {
            case "$BoundedExists" -> new Val.Truth(exists(a, a.getArgs()[0], bounds(a), env, env));
            case "$BoundedForall" -> new Val.Truth(Terms.not(exists(a, a.getArgs()[0], bounds(a), env, env, false)));
            default -> choose(a, env);
        };
    }

    private Term exists(
            final OpApplNode a, final SemanticNode body, final List<Bound> bounds, final Env outer, final Env env)
            throws Undecided {
        return exists(a, body, bounds, outer, env, true);
    }

    /**
     * Whether there are values for which the body has the truth value {@code so}.
     *
     * @param outer the environment of the sets: the set of one variable cannot refer to another of these variables
     */
    private Term exists(
            final OpApplNode a, final SemanticNode body, final List<Bound> bounds, final Env outer, final Env env,
            final boolean so)
            throws Undecided {
        if (bounds.isEmpty()) {
            final Term t = logic.truth(body, env);
            return so ? t : Terms.not(t);
        }
        final Bound first = bounds.get(0);
        final List<Bound> rest = bounds.subList(1, bounds.size());
        final Val domain = ev.eval(first.domain(), outer);
        return logic.truth(a, ev.each(domain, d -> new Val.Truth(ev.path().told(some(a, d, first.param(),
                v -> new Val.Truth(exists(a, body, rest, outer, env.with(first.param(), v), so)))))));
    }

    /** Whether a set has a member that satisfies a formula. */
    private Term some(final SemanticNode n, final Val domain, final FormalParamNode param, final Context.One holds)
            throws Undecided {
        final List<Term> found = new ArrayList<>();
        if (domain instanceof Val.Const c && c.value() instanceof Value.Members m) {
            for (final Value v : m.members()) {
                found.add(logic.truth(n, holds.of(Val.of(v))));
            }
        } else if (domain instanceof Val.Few f) {
            for (final Case c : f.members()) {
                found.add(Terms.and(c.guard(), logic.truth(n, ev.knowing(c.guard(), () -> holds.of(c.val())))));
            }
        } else if (domain instanceof Val.Indices i) {
            found.add(element(n, ev.bound(param, i.of().sort), i.of().member, e -> holds.of(new Val.Index(i.of(), e.term()))));
        } else if (domain instanceof Val.All all) {
            for (final Sort.Unbounded s : all.sorts()) {
                found.add(element(n, ev.bound(param, s), t -> Terms.TRUE, holds::of));
            }
        } else if (domain instanceof Val.Part p) {
            for (final Map.Entry<Sort.Unbounded, Val.Member> m : p.members.entrySet()) {
                found.add(element(n, ev.bound(param, m.getKey()), m.getValue(), holds::of));
            }
        } else {
            throw Tree.notUnderstood(n, "goes over a " + Val.kind(domain) + ", which prove does not know");
        }
        return Terms.or(found);
    }

    /**
     * Whether there is an element that satisfies a formula: one of those that act in the step, or another one. The acting
     * elements are treated separately because the effect of the step on them is known, which keeps the formula small.
     */
    private Term element(final SemanticNode n, final Term bound, final Val.Member within, final Val.Body holds)
            throws Undecided {
        final Sort.Unbounded sort = (Sort.Unbounded) bound.sort;
        final List<Term> found = new ArrayList<>();
        Term other = Terms.TRUE;
        for (final Term acting : ev.acting()) {
            if (acting.sort.equals(sort)) {
                found.add(logic.truth(n, is(n, acting, within, holds)));
                other = Terms.and(other, Terms.not(Terms.same(bound, acting)));
            }
        }
        final Term rest = other;
        final Val body = ev.deeper(() -> ev.knowing(rest, () -> is(n, bound, within, holds)));
        found.add(Terms.some(bound, Terms.and(rest, logic.truth(n, body))));
        return Terms.or(found);
    }

    private Val is(final SemanticNode n, final Term element, final Val.Member within, final Val.Body holds) throws Undecided {
        final Term in = within.has(element);
        final Val.Elem e = new Val.Elem((Sort.Unbounded) element.sort, element);
        return new Val.Truth(Terms.and(in, logic.truth(n, ev.knowing(in, () -> holds.at(e)))));
    }

    /** Whether all members of an unbounded set satisfy a formula. */
    Term everywhere(final SemanticNode n, final Sort.Unbounded sort, final Val.Body holds) throws Undecided {
        return Terms.not(element(n, ev.fresh(sort), t -> Terms.TRUE,
                e -> new Val.Truth(Terms.not(logic.truth(n, holds.at(e))))));
    }

    /** The first value for which the body holds. A second such value is recorded as a gap, as is the lack of one. */
    private Val choose(final OpApplNode a, final Env env) throws Undecided {
        final List<Bound> bounds = bounds(a);
        if (bounds.size() != 1) {
            return ev.refuse(a, "chooses without a set");
        }
        return ev.each(ev.eval(bounds.get(0).domain(), env), d -> {
            if (!(d instanceof Val.Const c && c.value() instanceof Value.Members m)) {
                return ev.refuse(a, "chooses from a " + Val.kind(d) + ", which prove does not know");
            }
            final List<Case> cases = new ArrayList<>();
            Term none = Terms.TRUE;
            for (final Value v : m.members()) {
                final Term holds = logic.truth(a.getArgs()[0], env.with(bounds.get(0).param(), Val.of(v)));
                ev.knowing(Terms.and(holds, Terms.not(none)), () -> ev.gap(a));
                cases.add(new Case(Terms.and(none, holds), Val.of(v)));
                none = Terms.and(none, Terms.not(holds));
            }
            ev.knowing(none, () -> ev.gap(a));
            return Merge.of(cases);
        });
    }
}
