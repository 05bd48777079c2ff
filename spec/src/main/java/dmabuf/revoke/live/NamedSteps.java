// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.live;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.syntax.Constants;
import dmabuf.revoke.syntax.Scope;
import dmabuf.revoke.syntax.Tree;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;

/**
 * An action as the steps that it consists of. It is followed through disjunctions, quantifiers, definitions and conditions
 * down to each {@code Step("Name", <<...>>, ...)}. Any other formula on the way is refused.
 */
final class NamedSteps {
    /** Stands for an unknown value. */
    static final String ANY = "?";

    /**
     * A place with a step.
     *
     * @param name of the step; a parameter may be {@link #ANY}
     * @param conditions on the path to it, as texts
     * @param own the conditions of the step itself, as far as they have a text
     */
    record Place(StepName name, OpDefNode definition, Set<String> conditions, Set<String> own) {
        /** Whether both may be the same step. */
        boolean mayBe(final StepName other) {
            if (!name.action().equals(other.action()) || name.params().size() != other.params().size()) {
                return false;
            }
            for (int n = 0; n < name.params().size(); n++) {
                if (!name.params().get(n).equals(ANY) && !name.params().get(n).equals(other.params().get(n))) {
                    return false;
                }
            }
            return true;
        }
    }

    private final Constants constants;
    private final boolean lenient;
    private final List<Place> places = new ArrayList<>();

    private NamedSteps(final Constants constants, final boolean lenient) {
        this.constants = constants;
        this.lenient = lenient;
    }

    /** All places in an action; a quantifier over an unknown set is refused. */
    static List<Place> of(final SemanticNode action, final Scope scope, final Constants constants) throws Undecided {
        final NamedSteps s = new NamedSteps(constants, false);
        s.follow(action, scope, Set.of(), null);
        return s.places;
    }

    /** All places in an action; an element of an unknown set is {@link #ANY}. */
    static List<Place> ofAny(final SemanticNode action, final Constants constants) throws Undecided {
        final NamedSteps s = new NamedSteps(constants, true);
        s.follow(action, Scope.EMPTY, Set.of(), null);
        return s.places;
    }

    private void follow(final SemanticNode n, final Scope scope, final Set<String> conditions, final OpDefNode in)
            throws Undecided {
        if (!(n instanceof OpApplNode a)) {
            throw Tree.notUnderstood(n, "is no action that is made of steps");
        }
        final OpDefNode called = Tree.called(a);
        switch (Tree.name(a)) {
            case "$DisjList", "\\lor" -> {
                for (final ExprOrOpArgNode arm : a.getArgs()) {
                    follow(arm, scope, conditions, in);
                }
            }
            case "$ConjList", "\\land" -> conjuncts(a, scope, conditions, in);
            case "$BoundedExists" -> quantified(a, scope, conditions, in);
            default -> {
                if (called == null) {
                    throw Tree.notUnderstood(a, "is no action that is made of steps");
                }
                follow(called.getBody(), scope.into(called, a), conditions, called);
            }
        }
    }

    private void conjuncts(
            final OpApplNode a, final Scope scope, final Set<String> conditions, final OpDefNode in)
            throws Undecided {
        final List<ExprOrOpArgNode> named =
                Stream.of(a.getArgs()).filter(c -> Tree.calls(c, "Step")).toList();
        if (named.size() != 1) {
            throw Tree.notUnderstood(a, "has " + named.size() + " conjuncts with a Step, not one");
        }
        final OpApplNode step = (OpApplNode) named.get(0);
        if (Tree.name(step).equals("Step")) {
            final Place place = new Place(name(step, scope), in, conditions, own(a, scope));
            tellsAll(step, in);
            places.add(place);
            return;
        }
        final Set<String> more = new LinkedHashSet<>(conditions);
        for (final ExprOrOpArgNode c : a.getArgs()) {
            if (c != step && Tree.primed((ExprNode) c)) {
                throw Tree.notUnderstood(c, "assigns beside a step that it does not belong to");
            }
            if (c != step) {
                more.add(scope.text(c));
            }
        }
        follow(step, scope, more, in);
    }

    private static StepName name(final OpApplNode step, final Scope scope) throws Undecided {
        if (!(step.getArgs()[0] instanceof StringNode action)
                || !(step.getArgs()[1] instanceof OpApplNode params)
                || !Tree.name(params).equals("$Tuple")) {
            throw Tree.notUnderstood(step, "does not name an action and its parameters");
        }
        final List<String> values = new ArrayList<>();
        for (final ExprOrOpArgNode p : params.getArgs()) {
            final String text = scope.text(p);
            if (!text.equals(ANY) && !text.matches("\"[^\"]*\"")) {
                throw Tree.notUnderstood(p, "is no parameter whose value is known: " + text);
            }
            values.add(text.replace("\"", ""));
        }
        return new StepName(action.getRep().toString(), values);
    }

    /**
     * Checks that the name of a step contains every parameter of the definition; otherwise different steps would have the same
     * name.
     */
    private static void tellsAll(final OpApplNode step, final OpDefNode in) throws Undecided {
        for (final FormalParamNode p : in == null ? new FormalParamNode[0] : in.getParams()) {
            if (Stream.of(((OpApplNode) step.getArgs()[1]).getArgs())
                    .noneMatch(v -> v instanceof OpApplNode a && a.getOperator() == p)) {
                throw Tree.notUnderstood(step, "does not tell " + p.getName() + ", a parameter of " + in.getName());
            }
        }
    }

    /** The conditions of a step itself. A condition without a text cannot be compared, and is left out. */
    private static Set<String> own(final OpApplNode step, final Scope scope) {
        final Set<String> own = new LinkedHashSet<>();
        for (final ExprOrOpArgNode c : step.getArgs()) {
            try {
                if (!Tree.primed((ExprNode) c)) {
                    own.add(scope.text(c));
                }
            } catch (Undecided u) {
                continue;
            }
        }
        return own;
    }

    private void quantified(
            final OpApplNode a, final Scope scope, final Set<String> conditions, final OpDefNode in)
            throws Undecided {
        List<Scope> scopes = List.of(scope);
        final FormalParamNode[][] symbols = a.getBdedQuantSymbolLists();
        for (int n = 0; n < symbols.length; n++) {
            final List<String> values = values(a.getBdedQuantBounds()[n]);
            for (final FormalParamNode symbol : symbols[n]) {
                final List<Scope> more = new ArrayList<>();
                scopes.forEach(s -> values.forEach(v -> more.add(s.with(symbol, v))));
                scopes = more;
            }
        }
        for (final Scope inner : scopes) {
            follow(a.getArgs()[0], inner, conditions, in);
        }
    }

    private List<String> values(final SemanticNode domain) throws Undecided {
        try {
            return constants.members(domain).stream().map(Value::toString).toList();
        } catch (Undecided u) {
            if (lenient) {
                return List.of(ANY);
            }
            throw u;
        }
    }
}
