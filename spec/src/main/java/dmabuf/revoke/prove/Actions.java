// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.syntax.Tree;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tla2sany.semantic.ASTConstants;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;

/**
 * The ways through a formula with primes: {@code x' = e} assigns a variable, any other conjunct is a condition of the way, and an
 * element of an unbounded set is a new one. Each way must assign each variable exactly once.
 */
final class Actions extends Walk {
    private Actions(final Evaluator ev, final State state) {
        super(ev, state);
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

    @Override
    void primed(final OpApplNode a, final Env env, final Step s, final Out out) throws Undecided {
        final ExprOrOpArgNode[] args = a.getArgs();
        if (Tree.name(a).equals("UNCHANGED")) {
            Step t = s;
            for (final String v : variables(args[0])) {
                t = assign(a, v, state().get(v), t);
            }
            out.take(t);
        } else if (args[0] instanceof OpApplNode l && Tree.name(l).equals("'") && variable(l.getArgs()[0]) != null) {
            final Val v = evaluate(args[1], env, s);
            out.take(assign(a, variable(l.getArgs()[0]), v, asking(s, Terms.and(ev.library().takeFacts()))));
        } else {
            ask(a, env, s, out);
        }
    }

    @Override
    List<Term> members(final Quantifiers.Bound of, final Sort.Unbounded sort, final Step s) {
        return List.of(Choice.element(of.param().getName().toString(), sort, s));
    }

    @Override
    void name(final OpApplNode a, final Env env, final Step s, final Out out) throws Undecided {
        final Val called = evaluate(a.getArgs()[0], env, s);
        final Val who = evaluate(a.getArgs()[1], env, s);
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
