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
 * Where an expression is evaluated: in which state, with which next one, and what is known there. An expression that has no value
 * is noted with that. Not thread-safe.
 */
abstract class Context {
    /** An expression without a value, and what is known where it stands. */
    record Gap(String place, List<Term> facts) {}

    private final List<Gap> gaps = new ArrayList<>();
    private State state;
    private State next;
    private Path path = Path.START;
    private List<Term> acting = List.of();
    private int depth;

    /** The value of an expression here. */
    abstract Val eval(SemanticNode n, Env env) throws Undecided;

    /** A value as a formula. */
    abstract Term truth(SemanticNode n, Val v) throws Undecided;

    /** An operator that was an argument, applied here. */
    abstract Val call(Val.Operator o, Val... args) throws Undecided;

    /** An expression, in a state; primes lead to the next one, which may be null. */
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

    /** A formula, evaluated likewise. */
    Term formula(final SemanticNode n, final Env env, final State in, final State then, final Path known) throws Undecided {
        return truth(n, evaluate(n, env, in, then, known));
    }

    /** A formula of the step from one state to the next. */
    Term formula(final SemanticNode n, final State in, final State then, final Step step) throws Undecided {
        acting = step.chosen();
        try {
            return formula(n, Env.NONE, in, then, step.path());
        } finally {
            acting = List.of();
        }
    }

    /** The elements that act in the step of which a formula speaks. */
    List<Term> acting() {
        return acting;
    }

    /** What was noted since this was asked. */
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

    /** How many expressions without a value are noted. */
    int gaps() {
        return gaps.size();
    }

    /** Forgets what was noted since there were so many. */
    void forget(final int before) {
        gaps.subList(before, gaps.size()).clear();
    }

    /** A definition that closes over where it stands now, for a function that is applied later. */
    Val.Body body(final SemanticNode n, final FormalParamNode param, final Env env) {
        final State s = state;
        final State t = next;
        return e -> evaluate(n, env.with(param, e), s, t, path);
    }

    /** Whether an element has a property, likewise. */
    Val.Member member(final SemanticNode n, final FormalParamNode param, final Sort.Unbounded sort, final Env env) {
        final State s = state;
        final State t = next;
        return e -> formula(n, env.with(param, new Val.Elem(sort, e)), s, t, path);
    }

    /** Whether an element is one of which an operator holds that was an argument, likewise. */
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

    /** Something that is evaluated where more is known. */
    interface Within {
        Val eval() throws Undecided;
    }

    /** Something that asks for values of functions. */
    interface Asking<T> {
        T ask() throws Undecided;
    }

    /** Asks where this is known. */
    <T> T under(final Path known, final Asking<T> what) throws Undecided {
        final Path before = path;
        path = known;
        try {
            return what.ask();
        } finally {
            path = before;
        }
    }

    /** Evaluates where this is known, too; what cannot be is missing, and no gap. */
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

    /** Does it with each case, and with its guard known. */
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

    /** A name for a variable that is bound here: no other that is bound around it has it. */
    Term bound(final FormalParamNode param, final Sort.Unbounded sort) {
        return Term.element(param.getName() + "." + depth + "@" + sort.name(), sort);
    }

    /** A name for one that no text names. */
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

    /** Notes that what stands here has no value. */
    Val gap(final SemanticNode n) {
        gaps.add(new Gap(Setting.place(n), path.facts()));
        return Val.MISSING;
    }

    Val refuse(final SemanticNode n, final String why) throws Undecided {
        throw Tree.notUnderstood(n, why);
    }
}
