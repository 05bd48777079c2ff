// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.prove.Val.Case;
import dmabuf.revoke.syntax.Tree;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SubstInNode;

/**
 * Goes through a formula with primes, as TLC does: from left to right; each disjunct, each arm and each chosen element begins a way
 * of its own. A conjunct without a prime is a condition of the way; the subclass says what becomes of the others.
 */
abstract class Walk {
    /** The operator of Graph.tla that names a step. */
    static final String NAMES = "Step";

    /** Evaluates what has no prime, and what is only asked. */
    protected final Evaluator ev;

    private final State state;

    Walk(final Evaluator ev, final State state) {
        this.ev = ev;
        this.state = state;
    }

    /** Continues a way after a formula. */
    interface Out {
        void take(Step s) throws Undecided;
    }

    /** What is done with an equation that has a prime, or with UNCHANGED. */
    abstract void primed(OpApplNode a, Env env, Step s, Out out) throws Undecided;

    /** The members of an unbounded set, each of which begins a way. */
    abstract List<Term> members(Quantifiers.Bound of, Sort.Unbounded sort, Step s);

    /** What is done with the name of a step. */
    abstract void name(OpApplNode a, Env env, Step s, Out out) throws Undecided;

    /** Whether a conjunction can be on a way at all. */
    boolean possible(final ExprOrOpArgNode[] conjuncts) {
        return true;
    }

    final void act(final SemanticNode n, final Env env, final Step s, final Out out) throws Undecided {
        if (n instanceof LetInNode let) {
            ev.local(let);
            act(let.getBody(), env, s, out);
            return;
        }
        if (n instanceof SubstInNode in) {
            act(in.getBody(), Evaluator.substituted(in, env), s, out);
            return;
        }
        if (!(n instanceof OpApplNode a)) {
            ask(n, env, s, out);
            return;
        }
        if (Tree.name(a).equals(NAMES)) {
            name(a, env, s, out);
            return;
        }
        if (!Tree.primed(a)) {
            ask(n, env, s, out);
            return;
        }
        final ExprOrOpArgNode[] args = a.getArgs();
        final OpDefNode called = Tree.called(a);
        if (called != null) {
            act(called.getBody(), ev.entered(called, args, env), s, out);
            return;
        }
        switch (Tree.name(a)) {
            case "$ConjList", "\\land" -> {
                if (possible(args)) {
                    conjuncts(args, 0, env, s, out);
                }
            }
            case "$DisjList", "\\lor" -> {
                for (final ExprOrOpArgNode d : args) {
                    act(d, env, s, out);
                }
            }
            case "$IfThenElse" -> {
                final Term c = formula(args[0], env, s);
                go(args[1], env, asking(s, c), out);
                go(args[2], env, asking(s, Terms.not(c)), out);
            }
            case "$Case" -> arms(a, 0, env, s, out);
            case "$BoundedExists" -> exists(a, Quantifiers.bounds(a), env, env, s, out);
            case "UNCHANGED", "=" -> primed(a, env, s, out);
            default -> ask(n, env, s, out);
        }
    }

    private void go(final SemanticNode n, final Env env, final Step s, final Out out) throws Undecided {
        if (s != null) {
            act(n, env, s, out);
        }
    }

    private void conjuncts(final ExprOrOpArgNode[] args, final int from, final Env env, final Step s, final Out out)
            throws Undecided {
        if (from == args.length) {
            out.take(s);
        } else {
            act(args[from], env, s, t -> conjuncts(args, from + 1, env, t, out));
        }
    }

    private void arms(final OpApplNode a, final int from, final Env env, final Step s, final Out out) throws Undecided {
        if (s == null) {
            return;
        }
        if (from == a.getArgs().length) {
            ev.under(s.path(), () -> ev.gap(a));
            return;
        }
        final ExprOrOpArgNode[] pair = ((OpApplNode) a.getArgs()[from]).getArgs();
        final Term c = pair[0] == null ? Terms.TRUE : formula(pair[0], env, s);
        go(pair[1], env, asking(s, c), out);
        if (!c.isTrue()) {
            arms(a, from + 1, env, asking(s, Terms.not(c)), out);
        }
    }

    private void exists(
            final OpApplNode a, final List<Quantifiers.Bound> bounds, final Env outer, final Env env, final Step s,
            final Out out)
            throws Undecided {
        if (bounds.isEmpty()) {
            act(a.getArgs()[0], env, s, out);
            return;
        }
        final Quantifiers.Bound first = bounds.get(0);
        final Val domain = ev.evaluate(first.domain(), outer, state, s, s.path());
        for (final Case d : Logic.cases(domain)) {
            final Step t = asking(s, d.guard());
            if (t == null) {
                continue;
            }
            if (d.val() instanceof Val.All all) {
                for (final Sort.Unbounded sort : all.sorts()) {
                    for (final Term one : members(first, sort, t)) {
                        exists(a, bounds.subList(1, bounds.size()), outer, env.with(first.param(), new Val.Elem(sort, one)),
                                t.choosing(one.name), out);
                    }
                }
                continue;
            }
            if (Sets.few(d.val()) == null) {
                ev.refuse(a, "chooses from a " + Val.kind(d.val()) + ", which prove does not know");
            }
            for (final Case c : Sets.few(d.val())) {
                final Step u = asking(t, c.guard());
                if (u != null) {
                    exists(a, bounds.subList(1, bounds.size()), outer, env.with(first.param(), c.val()), u, out);
                }
            }
        }
    }

    private Term formula(final SemanticNode n, final Env env, final Step s) throws Undecided {
        return ev.formula(n, env, state, s, s.path());
    }

    final Step asking(final Step s, final Term t) {
        return s == null ? null : s.asking(t);
    }

    final void ask(final SemanticNode n, final Env env, final Step s, final Out out) throws Undecided {
        final Term t = formula(n, env, s);
        final Step asked = asking(s, Terms.and(t, Terms.and(ev.library().takeFacts())));
        if (asked != null) {
            out.take(asked);
        }
    }

    /** The value of an expression on a way. */
    final Val evaluate(final SemanticNode n, final Env env, final Step s) throws Undecided {
        return ev.evaluate(n, env, state, s, s.path());
    }

    /** The state in which the ways begin. */
    final State state() {
        return state;
    }
}
