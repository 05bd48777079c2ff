// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.syntax.Tree;
import dmabuf.revoke.tlc.Undecided;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tla2sany.semantic.ASTConstants;
import tla2sany.semantic.AtNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.NumeralNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SubstInNode;
import tla2sany.semantic.SymbolNode;
import tla2sany.semantic.SymbolNode;

/**
 * Evaluates expressions of the spec partially, in a state of which little is known. It follows TLC's order of evaluation, and
 * computes everything that does not depend on the state. An expression that it does not understand is refused, with its location.
 */
final class Evaluator extends Context {
    private final Setting setting;
    private final Logic logic = new Logic(this);
    private final Sets sets = new Sets(this);
    private final Functions functions = new Functions(this);
    private final Library library = new Library(this);
    private final Set<OpDefNode> local = new HashSet<>();
    private final Map<OpDefNode, Val> constants = new HashMap<>();

    Evaluator(final Setting setting) {
        this.setting = setting;
    }

    Setting setting() {
        return setting;
    }

    Library library() {
        return library;
    }

    Logic logic() {
        return logic;
    }

    @Override
    Term truth(final SemanticNode n, final Val v) throws Undecided {
        return logic.truth(n, v);
    }

    @Override
    Val eval(final SemanticNode n, final Env env) throws Undecided {
        if (n instanceof OpApplNode a) {
            return application(a, env);
        }
        if (n instanceof StringNode s) {
            return new Val.Const(new Value.Str(s.getRep().toString()));
        }
        if (n instanceof NumeralNode number) {
            return new Val.Const(new Value.Int(number.val()));
        }
        if (n instanceof AtNode) {
            return env.get(Env.AT);
        }
        if (n instanceof OpArgNode o) {
            final Val bound = env.get(o.getOp());
            return bound != null ? bound : new Val.Operator(o.getOp(), env);
        }
        if (n instanceof LetInNode let) {
            local(let);
            return eval(let.getBody(), env);
        }
        if (n instanceof SubstInNode s) {
            return eval(s.getBody(), substituted(s, env));
        }
        throw Tree.notUnderstood(n, "is not understood by prove");
    }

    /** The environment for the body of an INSTANCE. */
    static Env substituted(final SubstInNode s, final Env env) {
        Env inner = env;
        for (final Subst one : s.getSubsts()) {
            inner = inner.substituting(one.getOp(), new Val.Lazy(one.getExpr(), env));
        }
        return inner;
    }

    private Val application(final OpApplNode a, final Env env) throws Undecided {
        final SymbolNode operator = a.getOperator();
        if (operator instanceof FormalParamNode) {
            final Val bound = env.get(operator);
            if (bound instanceof Val.Operator o) {
                return call(o, a.getArgs(), env);
            }
            return bound == null ? refuse(a, "is bound to nothing here") : force(bound);
        }
        if (operator instanceof OpDeclNode d) {
            final Val bound = env.get(operator);
            return bound != null ? force(bound) : declared(a, d);
        }
        final OpDefNode d = (OpDefNode) operator;
        if (d.getKind() == ASTConstants.BuiltInKind) {
            return builtin(a, env);
        }
        if (d.isStandardModule()) {
            return library.apply(a, env);
        }
        return defined(setting.inPlaceOf(d), a.getArgs(), env);
    }

    private Val declared(final OpApplNode a, final OpDeclNode d) throws Undecided {
        final String name = d.getName().toString();
        if (d.getKind() == ASTConstants.VariableDeclKind) {
            final Val v = state() == null ? null : state().get(name);
            return v == null ? refuse(a, "has no value here: it is read before it is assigned") : v;
        }
        final OpDefNode standing = setting.definition(name);
        if (standing != null) {
            return defined(standing, new ExprOrOpArgNode[0], Env.NONE);
        }
        final Val v = setting.constant(name);
        return v == null ? refuse(a, "is a constant without a value") : v;
    }

    private Val defined(final OpDefNode d, final ExprOrOpArgNode[] args, final Env env) throws Undecided {
        final boolean kept = args.length == 0 && d.getLevel() == LevelConstants.ConstantLevel && !local.contains(d)
                && env.base() == Env.NONE;
        if (kept && constants.containsKey(d)) {
            return constants.get(d);
        }
        final Val v = split(d, entered(d, args, env), 0);
        if (kept) {
            constants.put(d, v);
        }
        return v;
    }

    /**
     * Evaluates the body of a definition once for each value that an argument can have, so that conditions on the argument are
     * decided. An argument that is not constant in each case, or that may have no value, is evaluated where it is used instead.
     * So are all arguments of a definition with a prime, which may ask for their next values.
     */
    private Val split(final OpDefNode d, final Env env, final int from) throws Undecided {
        if (from == d.getParams().length || Tree.primed(d)) {
            return eval(d.getBody(), env);
        }
        final FormalParamNode param = d.getParams()[from];
        if (!(env.get(param) instanceof Val.Lazy lazy)) {
            return split(d, env, from + 1);
        }
        final int before = gaps();
        final Val v = eval(lazy.node(), lazy.env());
        final boolean gap = gaps() > before;
        forget(before);
        final boolean constant = Logic.cases(v).stream().allMatch(c -> c.val() instanceof Val.Const);
        return gap || !constant
                ? split(d, env, from + 1)
                : each(v, one -> split(d, env.with(param, one), from + 1));
    }

    /** The environment for the body of a definition that is called. */
    Env entered(final OpDefNode d, final ExprOrOpArgNode[] args, final Env env) throws Undecided {
        Env inner = local.contains(d) ? env : env.base();
        final FormalParamNode[] params = d.getParams();
        for (int n = 0; n < params.length; n++) {
            inner = inner.with(params[n], argument(args[n], env));
        }
        return inner;
    }

    /** Registers the definitions of a LET, which may refer to variables that are bound around them. */
    void local(final LetInNode let) {
        local.addAll(List.of(let.getLets()));
    }

    /**
     * An argument, as it is passed on. A bound name, a literal and an operator are evaluated at once; anything else is evaluated
     * where it is used.
     */
    Val argument(final ExprOrOpArgNode arg, final Env env) throws Undecided {
        final Val bound = arg instanceof OpApplNode a && a.getArgs().length == 0 ? env.get(a.getOperator()) : null;
        if (bound != null) {
            return bound;
        }
        return arg instanceof StringNode || arg instanceof NumeralNode || arg instanceof OpArgNode
                ? eval(arg, env)
                : new Val.Lazy(arg, env);
    }

    private Val call(final Val.Operator o, final ExprOrOpArgNode[] args, final Env env) throws Undecided {
        final Val[] vals = new Val[args.length];
        for (int n = 0; n < args.length; n++) {
            vals[n] = argument(args[n], env);
        }
        return call(o, vals);
    }

    @Override
    Val call(final Val.Operator o, final Val... args) throws Undecided {
        final OpDefNode d = (OpDefNode) o.symbol();
        Env inner = o.env();
        for (int n = 0; n < args.length; n++) {
            inner = inner.with(d.getParams()[n], args[n]);
        }
        return eval(d.getBody(), inner);
    }

    private Val force(final Val v) throws Undecided {
        return v instanceof Val.Lazy l ? eval(l.node(), l.env()) : v;
    }

    private Val builtin(final OpApplNode a, final Env env) throws Undecided {
        final ExprOrOpArgNode[] args = a.getArgs();
        return switch (Tree.name(a)) {
            case "'" -> primed(a, args[0], env);
            case "UNCHANGED" -> logic.equal(a, eval(args[0], env), primed(a, args[0], env));
            case "TRUE", "FALSE", "$ConjList", "\\land", "$DisjList", "\\lor", "\\lnot", "=>", "\\equiv", "=", "/=",
                            "$IfThenElse", "$Case", "$BoundedForall", "$BoundedExists", "$BoundedChoose" ->
                logic.apply(a, env);
            case "$SetEnumerate", "$SubsetOf", "$SetOfAll", "\\in", "\\notin", "\\union", "\\cup", "\\intersect", "\\cap",
                            "\\", "\\subseteq", "SUBSET", "UNION", "DOMAIN", "BOOLEAN", "$SetOfFcns" ->
                sets.apply(a, env);
            case "$Tuple", "$RcdConstructor", "$RcdSelect", "$FcnApply", "$FcnConstructor", "$Except" -> functions.apply(a, env);
            default -> refuse(a, "is not understood by prove");
        };
    }

    private Val primed(final OpApplNode a, final SemanticNode n, final Env env) throws Undecided {
        if (next() == null) {
            return refuse(a, "leads to no state here");
        }
        return evaluate(n, env, next(), null, path());
    }
}
