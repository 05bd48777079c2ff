// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.prove.Val.Case;
import dmabuf.revoke.syntax.Tree;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.SemanticNode;

/** The operators of the standard modules: arithmetic, sequences, and Cardinality. */
final class Library {
    private final Evaluator ev;
    private final Map<Val.Order, Term> heads = new IdentityHashMap<>();
    private final List<Term> facts = new ArrayList<>();

    Library(final Evaluator ev) {
        this.ev = ev;
    }

    /** The facts about heads of sequences that were recorded since the last call. */
    List<Term> takeFacts() {
        final List<Term> taken = List.copyOf(facts);
        facts.clear();
        return taken;
    }

    Val apply(final OpApplNode a, final Env env) throws Undecided {
        final ExprOrOpArgNode[] args = a.getArgs();
        final String name = Tree.name(a);
        final Val first = ev.eval(args[0], env);
        if (args.length == 1) {
            return ev.each(first, x -> one(a, name, x));
        }
        final Val second = ev.eval(args[1], env);
        if (name.equals("SelectSeq") && second instanceof Val.Operator o) {
            return ev.each(first, x -> select(a, x, o));
        }
        if (name.equals("SubSeq")) {
            final Val third = ev.eval(args[2], env);
            return ev.each(first, x -> ev.each(second, y -> ev.each(third, z -> part(a, x, y, z))));
        }
        return ev.each(first, x -> ev.each(second, y -> two(a, name, x, y)));
    }

    /** A number as a term; null if it is none. */
    static Term number(final Val v) {
        return v instanceof Val.Num n ? n.term()
                : v instanceof Val.Const c && c.value() instanceof Value.Int i ? Term.number(i.value())
                : null;
    }

    private static Val of(final Term t) {
        return t.op == Term.Op.NUMBER ? new Val.Const(new Value.Int(t.number)) : new Val.Num(t);
    }

    static Val range(final int from, final int to) {
        return new Val.Const(new Value.Members(
                IntStream.rangeClosed(from, to).mapToObj(n -> (Value) new Value.Int(n)).toList()));
    }

    private Val one(final OpApplNode a, final String name, final Val x) throws Undecided {
        if (name.equals("-.") && number(x) != null) {
            return of(Terms.minus(Term.number(0), number(x)));
        }
        if (name.equals("Cardinality")) {
            return cardinality(a, x);
        }
        if (x instanceof Val.Order o && name.equals("Head")) {
            return new Val.Elem(o.sort, head(a, o));
        }
        if (x instanceof Val.Order o && name.equals("Tail")) {
            final Term head = head(a, o);
            return new Val.Order(o.sort, t -> Terms.and(o.member.has(t), Terms.not(Terms.same(t, head))));
        }
        if (x instanceof Val.Tup t) {
            return switch (name) {
                case "Len" -> new Val.Const(new Value.Int(t.parts().size()));
                case "Head" -> t.parts().get(0);
                case "Tail" -> sequence(t.parts().subList(1, t.parts().size()));
                default -> ev.refuse(a, "is not known to prove");
            };
        }
        final List<Value> all = elements(a, x);
        return switch (name) {
            case "Len" -> new Val.Const(new Value.Int(all.size()));
            case "Head" -> all.isEmpty() ? ev.gap(a) : Val.of(all.get(0));
            case "Tail" -> all.isEmpty() ? ev.gap(a) : new Val.Const(new Value.Seq(all.subList(1, all.size())));
            default -> ev.refuse(a, "is not known to prove");
        };
    }

    /**
     * Some member of a sequence without an order. Records the fact that it is a member, and a gap for the case that the sequence
     * is empty.
     */
    private Term head(final SemanticNode n, final Val.Order o) throws Undecided {
        final Term any = ev.fresh(o.sort);
        ev.knowing(Terms.not(Terms.some(any, o.member.has(any))), () -> ev.gap(n));
        if (!heads.containsKey(o)) {
            heads.put(o, Term.element("head" + heads.size(), o.sort));
        }
        facts.add(o.member.has(heads.get(o)));
        return heads.get(o);
    }

    private static Val sequence(final List<Val> parts) {
        return parts.stream().allMatch(p -> Val.constant(p) != null)
                ? new Val.Const(new Value.Seq(parts.stream().map(Val::constant).toList()))
                : new Val.Tup(List.copyOf(parts));
    }

    private static List<Value> elements(final SemanticNode n, final Val v) throws Undecided {
        if (v instanceof Val.Const c && c.value() instanceof Value.Seq s) {
            return s.elements();
        }
        throw Tree.notUnderstood(n, "is applied to a " + Val.kind(v) + ", which prove does not know");
    }

    private Val two(final OpApplNode a, final String name, final Val x, final Val y) throws Undecided {
        final Term m = number(x);
        final Term n = number(y);
        if (m != null && n != null) {
            return switch (name) {
                case "+" -> of(Terms.plus(m, n));
                case "-" -> of(Terms.minus(m, n));
                case "<" -> new Val.Truth(Terms.less(m, n));
                case ">" -> new Val.Truth(Terms.less(n, m));
                case "<=", "\\leq", "=<" -> new Val.Truth(Terms.not(Terms.less(n, m)));
                case ">=", "\\geq" -> new Val.Truth(Terms.not(Terms.less(m, n)));
                case ".." -> m.op == Term.Op.NUMBER && n.op == Term.Op.NUMBER
                        ? range(m.number, n.number)
                        : ev.refuse(a, "has an end that is not known");
                default -> ev.refuse(a, "is not known to prove");
            };
        }
        return switch (name) {
            case "\\o", "\\circ" -> joined(a, x, y);
            case "Append" -> {
                final List<Value> longer = new ArrayList<>(elements(a, x));
                longer.add(Val.constant(y) == null ? elements(a, y).get(0) : Val.constant(y));
                yield new Val.Const(new Value.Seq(List.copyOf(longer)));
            }
            default -> ev.refuse(a, "is applied to a " + Val.kind(x) + " and a " + Val.kind(y) + ", which prove does not know");
        };
    }

    /** The concatenation of two sequences. If they have no order, a gap is recorded for the case that an element is in both. */
    private Val joined(final OpApplNode a, final Val x, final Val y) throws Undecided {
        if (x instanceof Val.Const && y instanceof Val.Const) {
            final List<Value> all = new ArrayList<>(elements(a, x));
            all.addAll(elements(a, y));
            return new Val.Const(new Value.Seq(List.copyOf(all)));
        }
        if (!(x instanceof Val.Order) && !(y instanceof Val.Order)) {
            final List<Val> all = new ArrayList<>(Functions.parts(x));
            all.addAll(Functions.parts(y));
            return sequence(all);
        }
        final Sort.Unbounded sort = x instanceof Val.Order o ? o.sort : y instanceof Val.Order o ? o.sort
                : x instanceof Val.Tup t && t.parts().get(0) instanceof Val.Elem e ? e.sort()
                : y instanceof Val.Tup t && t.parts().get(0) instanceof Val.Elem e ? e.sort() : null;
        final Val.Order p = sort == null ? null : Merge.order(x, sort);
        final Val.Order q = sort == null ? null : Merge.order(y, sort);
        if (p == null || q == null) {
            return ev.refuse(a, "joins a " + Val.kind(x) + " and a " + Val.kind(y) + ", which prove does not know");
        }
        final Term twice = ev.fresh(sort);
        ev.knowing(Terms.some(twice, Terms.and(p.member.has(twice), q.member.has(twice))), () -> ev.gap(a));
        return new Val.Order(sort, t -> Terms.or(p.member.has(t), q.member.has(t)));
    }

    private Val select(final OpApplNode a, final Val x, final Val.Operator o) throws Undecided {
        if (x instanceof Val.Order q) {
            final Val.Member chosen = ev.member(a, o, q.sort);
            return new Val.Order(q.sort, t -> {
                final Term in = q.member.has(t);
                return Terms.and(in, ev.logic().truth(a, ev.knowing(in, () -> new Val.Truth(chosen.has(t)))));
            });
        }
        if (!(x instanceof Val.Tup)) {
            elements(a, x);
        }
        List<Case> all = List.of(new Case(Terms.TRUE, sequence(List.of())));
        for (final Val v : Functions.parts(x)) {
            final Term chosen = ev.logic().truth(a, ev.call(o, v));
            final List<Case> more = new ArrayList<>();
            for (final Case c : all) {
                final List<Val> longer = new ArrayList<>(Functions.parts(c.val()));
                longer.add(v);
                more.add(new Case(Terms.and(c.guard(), chosen), sequence(longer)));
                more.add(new Case(Terms.and(c.guard(), Terms.not(chosen)), c.val()));
            }
            all = more.stream().filter(c -> !c.guard().isFalse()).toList();
        }
        return Merge.of(all);
    }

    private Val part(final OpApplNode a, final Val x, final Val from, final Val to) throws Undecided {
        final List<Value> all = elements(a, x);
        if (!(Val.constant(from) instanceof Value.Int m) || !(Val.constant(to) instanceof Value.Int n)) {
            return ev.refuse(a, "has an end that is not known");
        }
        if (m.value() > n.value()) {
            return new Val.Const(new Value.Seq(List.of()));
        }
        return m.value() < 1 || n.value() > all.size()
                ? ev.gap(a)
                : new Val.Const(new Value.Seq(List.copyOf(all.subList(m.value() - 1, n.value()))));
    }

    private Val cardinality(final OpApplNode a, final Val x) throws Undecided {
        if (x instanceof Val.Const c && c.value() instanceof Value.Members m) {
            return new Val.Const(new Value.Int(m.members().size()));
        }
        if (!(x instanceof Val.Part p)) {
            return ev.refuse(a, "counts a " + Val.kind(x) + ", which prove does not know");
        }
        Term sum = Term.number(0);
        for (final Sort.Unbounded s : p.members.keySet()) {
            final Term bound = ev.fresh(s);
            final Val body = ev.deeper(() -> new Val.Truth(p.members.get(s).has(bound)));
            sum = Terms.plus(sum, Terms.count(bound, ev.logic().truth(a, body)));
        }
        return of(sum);
    }
}
