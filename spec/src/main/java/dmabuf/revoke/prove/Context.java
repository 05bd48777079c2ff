// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.prove.Val.Case;
import dmabuf.revoke.syntax.Tree;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.SemanticNode;

/**
 * The context in which an expression is evaluated: the state, the next state, and the facts that are known at this place. An
 * expression without a value is recorded as a gap, together with these facts. Not thread-safe.
 */
abstract class Context {
    /** An expression without a value, and the facts that are known at its place. */
    record Gap(String place, List<Term> facts) {}

    private final List<Gap> gaps = new ArrayList<>();
    private State state;
    private State next;
    private Path path = Path.START;
    private List<Term> acting = List.of();
    private int depth;

    /** The value of an expression in this context. */
    abstract Val eval(SemanticNode n, Env env) throws Undecided;

    /** Converts a value into a formula. */
    abstract Term truth(SemanticNode n, Val v) throws Undecided;

    /** Applies an operator that was passed as an argument. */
    abstract Val call(Val.Operator o, Val... args) throws Undecided;

    /** Evaluates an expression in a state. Primed expressions are evaluated in the state {@code then}; null if there is none. */
    Val evaluate(final SemanticNode n, final Env env, final State in, final State then, final Path known) throws Undecided {
        final State s = state;
        final State t = next;
        final Path p = path;
        state = in;
        next = then;
        path = known;
        try {
            return eval(n, env);
        } finally {
            state = s;
            next = t;
            path = p;
        }
    }

    /** Evaluates a formula in the same way. */
    Term formula(final SemanticNode n, final Env env, final State in, final State then, final Path known) throws Undecided {
        return truth(n, evaluate(n, env, in, then, known));
    }

    /** Evaluates a formula about the step from one state to the next. */
    Term formula(final SemanticNode n, final State in, final State then, final Step step) throws Undecided {
        return acting(step.chosen(), () -> formula(n, Env.NONE, in, then, step.path()));
    }

    /** Evaluates formulas about a step in which these elements act. */
    <T> T acting(final List<Term> elements, final Asking<T> what) throws Undecided {
        acting = elements;
        try {
            return what.ask();
        } finally {
            acting = List.of();
        }
    }

    /** The elements that act in the step that the formula is about. */
    List<Term> acting() {
        return acting;
    }

    /** The gaps that were recorded since the last call. */
    List<Gap> takeGaps() {
        final List<Gap> taken = List.copyOf(gaps);
        gaps.clear();
        return taken;
    }

    Path path() {
        return path;
    }

    State state() {
        return state;
    }

    State next() {
        return next;
    }

    /** The number of recorded gaps. */
    int gaps() {
        return gaps.size();
    }

    /** Forgets all gaps except the first {@code before}. */
    void forget(final int before) {
        gaps.subList(before, gaps.size()).clear();
    }

    /**
     * The body of a function that is applied later. It is evaluated in the present states, with what is known where it is
     * applied.
     */
    Val.Body body(final SemanticNode n, final FormalParamNode param, final Env env) {
        final State s = state;
        final State t = next;
        return e -> evaluate(n, env.with(param, e), s, t, path);
    }

    /** The test whether an element satisfies a formula, evaluated as {@link #body} is. */
    Val.Member member(final SemanticNode n, final FormalParamNode param, final Sort.Unbounded sort, final Env env) {
        final State s = state;
        final State t = next;
        return e -> formula(n, env.with(param, new Val.Elem(sort, e)), s, t, path);
    }

    /** The test whether an element satisfies an operator that was passed as an argument, evaluated as {@link #body} is. */
    Val.Member member(final SemanticNode n, final Val.Operator o, final Sort.Unbounded sort) {
        final State s = state;
        final State t = next;
        return e -> {
            final State was = state;
            final State then = next;
            state = s;
            next = t;
            try {
                return truth(n, call(o, new Val.Elem(sort, e)));
            } finally {
                state = was;
                next = then;
            }
        };
    }

    /** An evaluation under an additional fact. */
    interface Within {
        Val eval() throws Undecided;
    }

    /** A computation that may apply functions. */
    interface Asking<T> {
        T ask() throws Undecided;
    }

    /** Runs a computation with these facts known. */
    <T> T under(final Path known, final Asking<T> what) throws Undecided {
        final Path before = path;
        path = known;
        try {
            return what.ask();
        } finally {
            path = before;
        }
    }

    /**
     * Evaluates with one more fact known. If the fact contradicts what is known, this place is never reached: the result is
     * missing, and no gap is recorded.
     */
    Val knowing(final Term fact, final Within what) throws Undecided {
        final Path before = path;
        path = path.and(fact);
        if (path == null) {
            path = before;
            return Val.MISSING;
        }
        try {
            return what.eval();
        } finally {
            path = before;
        }
    }

    /** What is done with one case. */
    interface One {
        Val of(Val v) throws Undecided;
    }

    /** Applies {@code what} to each case, with the guard of the case known. */
    Val each(final Val v, final One what) throws Undecided {
        if (!(v instanceof Val.Cases c)) {
            return v == Val.MISSING ? v : what.of(v);
        }
        final List<Case> all = new ArrayList<>();
        for (final Case one : c.all()) {
            all.add(new Case(one.guard(), knowing(one.guard(), () -> what.of(one.val()))));
        }
        return Merge.of(all);
    }

    /** A name for a bound variable that differs from the names of all variables bound around it. */
    Term bound(final FormalParamNode param, final Sort.Unbounded sort) {
        return Term.element(param.getName() + "." + depth + "@" + sort.name(), sort);
    }

    /** A name for a bound variable that has no name in the text of the spec. */
    Term fresh(final Sort.Unbounded sort) {
        return Term.element("e." + depth + "@" + sort.name(), sort);
    }

    /** Evaluates a body in which one more variable is bound. */
    Val deeper(final Within what) throws Undecided {
        depth++;
        try {
            return what.eval();
        } finally {
            depth--;
        }
    }

    /** Records that the expression at this place has no value. */
    Val gap(final SemanticNode n) {
        gaps.add(new Gap(Setting.place(n), path.facts()));
        return Val.MISSING;
    }

    Val refuse(final SemanticNode n, final String why) throws Undecided {
        throw Tree.notUnderstood(n, why);
    }
}
