// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.prove.Val.Case;
import dmabuf.revoke.syntax.Tree;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.SemanticNode;

/** Connectives, IF, CASE and equality. As in TLC, each part is evaluated with the parts before it known. */
final class Logic {
    private final Evaluator ev;
    private final Quantifiers quantifiers;

    Logic(final Evaluator ev) {
        this.ev = ev;
        this.quantifiers = new Quantifiers(ev, this);
    }

    Val apply(final OpApplNode a, final Env env) throws Undecided {
        final ExprOrOpArgNode[] args = a.getArgs();
        return switch (Tree.name(a)) {
            case "TRUE" -> Val.Truth.of(true);
            case "FALSE" -> Val.Truth.of(false);
            case "$ConjList", "\\land" -> new Val.Truth(all(args, 0, env));
            case "$DisjList", "\\lor" -> new Val.Truth(any(args, 0, env));
            case "\\lnot" -> new Val.Truth(Terms.not(truth(args[0], env)));
            case "=>" -> {
                final Term given = truth(args[0], env);
                yield new Val.Truth(Terms.implies(given, knowing(given, args[1], env)));
            }
            case "\\equiv" -> new Val.Truth(Terms.iff(truth(args[0], env), truth(args[1], env)));
            case "=" -> equal(a, ev.eval(args[0], env), ev.eval(args[1], env));
            case "/=" -> new Val.Truth(Terms.not(truth(a, equal(a, ev.eval(args[0], env), ev.eval(args[1], env)))));
            case "$IfThenElse" -> {
                final Term c = ev.path().told(truth(args[0], env));
                yield Merge.ifThenElse(
                        c, ev.knowing(c, () -> ev.eval(args[1], env)),
                        ev.knowing(Terms.not(c), () -> ev.eval(args[2], env)));
            }
            case "$Case" -> arms(a, 0, env);
            default -> quantifiers.apply(a, env);
        };
    }

    private Term all(final ExprOrOpArgNode[] args, final int from, final Env env) throws Undecided {
        final Term first = truth(args[from], env);
        if (from == args.length - 1 || first.isFalse()) {
            return first;
        }
        return Terms.and(first, truth(args[from], ev.knowing(first, () -> new Val.Truth(all(args, from + 1, env)))));
    }

    private Term any(final ExprOrOpArgNode[] args, final int from, final Env env) throws Undecided {
        final Term first = truth(args[from], env);
        if (from == args.length - 1 || first.isTrue()) {
            return first;
        }
        final Term not = Terms.not(first);
        return Terms.or(first, truth(args[from], ev.knowing(not, () -> new Val.Truth(any(args, from + 1, env)))));
    }

    private Term knowing(final Term fact, final SemanticNode n, final Env env) throws Undecided {
        return truth(n, ev.knowing(fact, () -> ev.eval(n, env)));
    }

    /** The value of the first arm whose condition holds. */
    private Val arms(final OpApplNode a, final int from, final Env env) throws Undecided {
        if (from == a.getArgs().length) {
            return ev.gap(a);
        }
        final ExprOrOpArgNode[] pair = ((OpApplNode) a.getArgs()[from]).getArgs();
        final Term c = pair[0] == null ? Terms.TRUE : ev.path().told(truth(pair[0], env));
        if (c.isFalse()) {
            return arms(a, from + 1, env);
        }
        final Val then = ev.knowing(c, () -> ev.eval(pair[1], env));
        return c.isTrue() ? then : Merge.ifThenElse(c, then, ev.knowing(Terms.not(c), () -> arms(a, from + 1, env)));
    }

    Term truth(final SemanticNode n, final Env env) throws Undecided {
        return truth(n, ev.eval(n, env));
    }

    /** Converts a value into a formula. A missing value is recorded as a gap elsewhere, so that any formula will do for it. */
    Term truth(final SemanticNode n, final Val v) throws Undecided {
        if (v == Val.MISSING) {
            return Terms.FALSE;
        }
        if (v instanceof Val.Truth t) {
            return t.term();
        }
        throw Tree.notUnderstood(n, "is no formula for prove, but a " + Val.kind(v));
    }

    /** Whether two values are the same. */
    Val equal(final SemanticNode n, final Val a, final Val b) throws Undecided {
        return new Val.Truth(same(n, a, b));
    }

    Term same(final SemanticNode n, final Val a, final Val b) throws Undecided {
        if (a == Val.MISSING || b == Val.MISSING) {
            return Terms.FALSE;
        }
        if (a.equals(b)) {
            return Terms.TRUE;
        }
        if (a instanceof Val.Cases || b instanceof Val.Cases) {
            final List<Term> arms = new ArrayList<>();
            for (final Case x : cases(a)) {
                for (final Case y : cases(b)) {
                    final Term guard = Terms.and(x.guard(), y.guard());
                    if (!guard.isFalse()) {
                        arms.add(Terms.and(guard, same(n, x.val(), y.val())));
                    }
                }
            }
            return Terms.or(arms);
        }
        if (a instanceof Val.Const x && b instanceof Val.Const y) {
            return Terms.truth(x.value().equals(y.value()));
        }
        if (a instanceof Val.Truth x && b instanceof Val.Truth y) {
            return Terms.iff(x.term(), y.term());
        }
        if (a instanceof Val.Elem x && b instanceof Val.Elem y) {
            return x.sort().equals(y.sort()) ? Terms.same(x.term(), y.term()) : Terms.FALSE;
        }
        if (Library.number(a) != null && Library.number(b) != null) {
            return Terms.equal(Library.number(a), Library.number(b));
        }
        return structure(n, a, b);
    }

    Term everywhere(final SemanticNode n, final Sort.Unbounded sort, final Val.Body holds) throws Undecided {
        return quantifiers.everywhere(n, sort, holds);
    }

    static List<Case> cases(final Val v) {
        return v instanceof Val.Cases c ? c.all() : List.of(new Case(Terms.TRUE, v));
    }

    private Term structure(final SemanticNode n, final Val a, final Val b) throws Undecided {
        if (a instanceof Val.Fun x && b instanceof Val.Fun y && x.bodies().keySet().equals(y.bodies().keySet())) {
            final List<Term> all = new ArrayList<>();
            for (final Sort.Unbounded s : x.bodies().keySet()) {
                all.add(quantifiers.everywhere(n, s, e -> equal(n, x.bodies().get(s).at(e), y.bodies().get(s).at(e))));
            }
            return Terms.and(all);
        }
        if (a instanceof Val.Point x && b instanceof Val.Point y && x.at().equals(y.at())) {
            return same(n, x.val(), y.val());
        }
        if (a instanceof Val.Order || b instanceof Val.Order) {
            final Sort.Unbounded sort = a instanceof Val.Order o ? o.sort : ((Val.Order) b).sort;
            final Val.Order x = Merge.order(a, sort);
            final Val.Order y = Merge.order(b, sort);
            if (x != null && y != null && (empty(a) || empty(b))) {
                return quantifiers.everywhere(n, sort, e -> new Val.Truth(Terms.iff(x.member.has(e.term()), y.member.has(e.term()))));
            }
            throw Tree.notUnderstood(n, "compares sequences whose order prove has forgotten");
        }
        if (a instanceof Val.Tup || b instanceof Val.Tup) {
            final List<Val> x = Functions.parts(a);
            final List<Val> y = Functions.parts(b);
            final List<Term> all = new ArrayList<>();
            for (int i = 0; i < x.size() && x.size() == y.size(); i++) {
                all.add(same(n, x.get(i), y.get(i)));
            }
            return Terms.and(Terms.truth(x.size() == y.size()), Terms.and(all));
        }
        final Map<String, Val> left = fields(a);
        final Map<String, Val> right = fields(b);
        if (left != null && right != null) {
            final List<Term> all = new ArrayList<>();
            all.add(Terms.truth(left.keySet().equals(right.keySet())));
            if (all.get(0).isTrue()) {
                for (final String f : left.keySet()) {
                    all.add(same(n, left.get(f), right.get(f)));
                }
            }
            return Terms.and(all);
        }
        return sets(n, a, b);
    }

    private static boolean empty(final Val v) {
        return v instanceof Val.Const c && c.value() instanceof Value.Seq q && q.elements().isEmpty();
    }

    private static Map<String, Val> fields(final Val v) {
        return v instanceof Val.Rec || v instanceof Val.Const c && c.value() instanceof Value.Rec ? Functions.fields(v) : null;
    }

    private Term sets(final SemanticNode n, final Val a, final Val b) throws Undecided {
        if (Merge.part(a, Set.of()) != null && Merge.part(b, Set.of()) != null) {
            final Val.Part x = Merge.part(a, Merge.part(b, Set.of()).members.keySet());
            final Val.Part y = Merge.part(b, x.members.keySet());
            final List<Term> all = new ArrayList<>();
            for (final Sort.Unbounded s : x.members.keySet()) {
                all.add(quantifiers.everywhere(n, s, e -> new Val.Truth(
                        Terms.iff(x.members.get(s).has(e.term()), y.members.get(s).has(e.term())))));
            }
            return Terms.and(all);
        }
        final boolean element = a instanceof Val.Elem || b instanceof Val.Elem;
        final boolean plain = a instanceof Val.Const || b instanceof Val.Const;
        if (element && plain || a instanceof Val.Const && b instanceof Val.Truth || a instanceof Val.Truth && b instanceof Val.Const) {
            return Terms.FALSE;
        }
        throw Tree.notUnderstood(n, "compares a " + Val.kind(a) + " with a " + Val.kind(b) + ", which prove does not know");
    }
}
