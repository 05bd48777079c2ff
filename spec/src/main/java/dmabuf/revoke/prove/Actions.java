// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.prove.Val.Case;
import dmabuf.revoke.syntax.Tree;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tla2sany.semantic.ASTConstants;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;

/**
 * Splits a formula with primes into the ways through it, as TLC does. It reads the formula from left to right; each disjunct,
 * each arm and each chosen element begins a way of its own. A conjunct such as {@code x' = e} assigns a variable; any other
 * conjunct is a condition of the way. Each way must assign each variable exactly once.
 */
final class Actions {
    /** The operator of Graph.tla that names a step. */
    static final String NAMES = "Step";

    private final Evaluator ev;
    private final State state;

    private Actions(final Evaluator ev, final State state) {
        this.ev = ev;
        this.state = state;
    }

    /** Continues a way after a formula. */
    private interface Out {
        void take(Step s) throws Undecided;
    }

    /** All ways through a formula. */
    static List<Step> of(final Evaluator ev, final OpDefNode formula, final State state, final Set<String> variables)
            throws Undecided {
        final List<Step> steps = new ArrayList<>();
        new Actions(ev, state).act(formula.getBody(), Env.NONE, Step.NONE, s -> {
            if (!s.next().keySet().equals(variables)) {
                final Set<String> lacking = new LinkedHashSet<>(variables);
                lacking.removeAll(s.next().keySet());
                throw Tree.notUnderstood(formula.getBody(), "leaves " + lacking + " open in " + s.action());
            }
            steps.add(s);
        });
        return steps;
    }

    private void act(final SemanticNode n, final Env env, final Step s, final Out out) throws Undecided {
        if (n instanceof LetInNode let) {
            ev.local(let);
            act(let.getBody(), env, s, out);
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
            case "$ConjList", "\\land" -> conjuncts(args, 0, env, s, out);
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
            case "UNCHANGED" -> {
                Step t = s;
                for (final String v : variables(args[0])) {
                    t = assign(a, v, state.get(v), t);
                }
                out.take(t);
            }
            case "=" -> {
                if (args[0] instanceof OpApplNode l && Tree.name(l).equals("'") && variable(l.getArgs()[0]) != null) {
                    final Val v = ev.evaluate(args[1], env, state, s, s.path());
                    out.take(assign(a, variable(l.getArgs()[0]), v, asking(s, Terms.and(ev.library().takeFacts()))));
                } else {
                    ask(n, env, s, out);
                }
            }
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
                    final Term one = Choice.element(first.param().getName().toString(), sort, t);
                    exists(a, bounds.subList(1, bounds.size()), outer, env.with(first.param(), new Val.Elem(sort, one)),
                            t.choosing(one.name), out);
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

    private Step asking(final Step s, final Term t) {
        return s == null ? null : s.asking(t);
    }

    private void ask(final SemanticNode n, final Env env, final Step s, final Out out) throws Undecided {
        final Term t = formula(n, env, s);
        final Step asked = asking(s, Terms.and(t, Terms.and(ev.library().takeFacts())));
        if (asked != null) {
            out.take(asked);
        }
    }

    private void name(final OpApplNode a, final Env env, final Step s, final Out out) throws Undecided {
        final Val called = ev.evaluate(a.getArgs()[0], env, state, s, s.path());
        final Val who = ev.evaluate(a.getArgs()[1], env, state, s, s.path());
        out.take(s.named(((Value.Str) Val.constant(called)).value(), Functions.parts(who)));
    }

    private Step assign(final SemanticNode n, final String variable, final Val v, final Step s) throws Undecided {
        if (s.next().containsKey(variable)) {
            throw Tree.notUnderstood(n, "assigns " + variable + " a second time");
        }
        return s.leaving(variable, v);
    }

    /** The name of a variable; null if it is something else. */
    static String variable(final SemanticNode n) {
        return n instanceof OpApplNode a && a.getOperator() instanceof OpDeclNode d && d.getKind() == ASTConstants.VariableDeclKind
                ? d.getName().toString()
                : null;
    }

    private List<String> variables(final SemanticNode n) throws Undecided {
        if (variable(n) != null) {
            return List.of(variable(n));
        }
        final OpDefNode called = Tree.called(n);
        if (called != null && called.getArity() == 0) {
            return variables(called.getBody());
        }
        if (n instanceof OpApplNode a && Tree.name(a).equals("$Tuple")) {
            final List<String> all = new ArrayList<>();
            for (final ExprOrOpArgNode p : a.getArgs()) {
                all.addAll(variables(p));
            }
            return all;
        }
        throw Tree.notUnderstood(n, "is no list of variables that stay");
    }
}
