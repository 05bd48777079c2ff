// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.live;

import dmabuf.revoke.syntax.Constants;
import dmabuf.revoke.syntax.Scope;
import dmabuf.revoke.syntax.Tree;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tla2sany.semantic.ASTConstants;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;

/**
 * The fairness of the spec, read from the parser's tree: each {@code WF_vars(A)} and {@code SF_vars(A)}, for each value of
 * its quantifiers, with the names of the steps that A consists of.
 *
 * <p>It checks that the edges with these names are exactly the steps of A. A condition before a step in A must also be
 * before that step in Next, or in the step itself; otherwise some edge of that name would be no step of A. The converse
 * must hold too; otherwise A would have a step that is no edge. A difference is refused, with its location.
 */
final class FairnessText {
    private final ModuleNode module;
    private final Constants constants;
    private final List<NamedSteps.Place> next;
    private final List<FairAction> found = new ArrayList<>();

    private FairnessText(final ModuleNode module, final Constants constants) throws Undecided {
        this.module = module;
        this.constants = constants;
        this.next = NamedSteps.ofAny(definition("Next").getBody(), constants);
    }

    /**
     * The actions of some conjuncts of the fairness.
     *
     * @param module the spec, with Fairness.tla
     * @param scene the text of the file in scenes/
     */
    static List<FairAction> of(final ModuleNode module, final List<String> conjuncts, final String scene)
            throws Undecided {
        final FairnessText t = new FairnessText(module, Constants.of(scene));
        for (final String c : conjuncts) {
            t.follow(t.definition(c).getBody(), Scope.EMPTY, c, "");
        }
        return List.copyOf(t.found);
    }

    private OpDefNode definition(final String name) throws Undecided {
        final OpDefNode d = module.getOpDef(name);
        if (d == null) {
            throw new Undecided(module.getName() + " defines no " + name);
        }
        return d;
    }

    private void follow(final SemanticNode n, final Scope scope, final String conjunct, final String of)
            throws Undecided {
        if (!(n instanceof OpApplNode a)) {
            throw Tree.notUnderstood(n, "is no fairness of actions");
        }
        final OpDefNode called = Tree.called(a);
        switch (Tree.name(a)) {
            case "$ConjList", "\\land" -> {
                for (final ExprOrOpArgNode c : a.getArgs()) {
                    follow(c, scope, conjunct, of);
                }
            }
            case "$BoundedForall" -> {
                final FormalParamNode[][] symbols = a.getBdedQuantSymbolLists();
                if (symbols.length != 1 || symbols[0].length != 1) {
                    throw Tree.notUnderstood(a, "has more than one variable");
                }
                for (final Value v : constants.members(a.getBdedQuantBounds()[0])) {
                    follow(a.getArgs()[0], scope.with(symbols[0][0], v.toString()), conjunct, (of + " " + v.text()).strip());
                }
            }
            case "$WF", "$SF" -> {
                everyVariable(a.getArgs()[0]);
                final boolean strong = Tree.name(a).equals("$SF");
                found.add(new FairAction(conjunct, of, strong, steps(a.getArgs()[1], scope)));
            }
            default -> {
                if (called == null) {
                    throw Tree.notUnderstood(a, "is no fairness of actions");
                }
                follow(called.getBody(), scope.into(called, a), conjunct, of);
            }
        }
    }

    /**
     * Checks that the index contains all variables. Only then is each step that does not change it an edge from a state to
     * itself.
     */
    private void everyVariable(final SemanticNode index) throws Undecided {
        final Set<String> all = Stream.of(module.getVariableDecls())
                .map(v -> v.getName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
        final Set<String> indexed = new TreeSet<>();
        variables(index, indexed);
        if (!indexed.equals(all)) {
            all.removeAll(indexed);
            throw Tree.notUnderstood(index, "lacks " + all + ": a step could change these alone");
        }
    }

    private static void variables(final SemanticNode n, final Set<String> found) throws Undecided {
        final OpDefNode called = Tree.called(n);
        if (called != null && called.getArity() == 0) {
            variables(called.getBody(), found);
        } else if (n instanceof OpApplNode a && Tree.name(a).equals("$Tuple")) {
            for (final ExprOrOpArgNode v : a.getArgs()) {
                variables(v, found);
            }
        } else if (n instanceof OpApplNode a
                && a.getOperator() instanceof OpDeclNode v
                && v.getKind() == ASTConstants.VariableDeclKind) {
            found.add(v.getName().toString());
        } else {
            throw Tree.notUnderstood(n, "is no tuple of variables");
        }
    }

    private Set<StepName> steps(final SemanticNode action, final Scope scope) throws Undecided {
        final Set<StepName> names = new LinkedHashSet<>();
        for (final NamedSteps.Place p : NamedSteps.of(action, scope, constants)) {
            final List<NamedSteps.Place> same =
                    next.stream().filter(n -> n.mayBe(p.name())).toList();
            for (final NamedSteps.Place n : same) {
                if (n.definition() != p.definition()) {
                    throw Tree.notUnderstood(n.definition().getBody(), "has a Step of the name " + p.name().action()
                            + ", as " + p.definition().getName() + " has");
                }
                if (!implied(p.conditions(), n)) {
                    throw Tree.notUnderstood(action, "has a condition for " + p.name() + " that Next does not have: "
                            + p.conditions());
                }
            }
            if (same.stream().noneMatch(n -> implied(n.conditions(), p))) {
                throw Tree.notUnderstood(action, "has a step that is none of Next: " + p.name());
            }
            names.add(p.name());
        }
        return names;
    }

    /** Whether the conditions before a step, or in it, imply these conditions. */
    private static boolean implied(final Set<String> conditions, final NamedSteps.Place by) {
        return Stream.concat(by.conditions().stream(), by.own().stream())
                .collect(Collectors.toSet())
                .containsAll(conditions);
    }
}
