// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.live;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.syntax.Constants;
import dmabuf.revoke.syntax.Scope;
import dmabuf.revoke.syntax.Tree;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;

/**
 * A claim of Liveness.tla of the form {@code \A u \in S : P(u)
 * > Q(u)}, with the states of P and Q in a graph, as TLC evaluated them. The export has them as the cases {@code
 * LeadsFrom.CLAIM.u} and {@code LeadsTo.CLAIM.u}.
 */
final class Claim {
    private static final String FROM = "LeadsFrom";
    private static final String TO = "LeadsTo";

    private final String name;
    private final SemanticNode domain;

    private Claim(final String name, final SemanticNode domain) {
        this.name = name;
        this.domain = domain;
    }

    /** Reads a claim. If its sides in the export are not those of its formula, it is refused. */
    static Claim of(final ModuleNode module, final String name) throws Undecided {
        final OpDefNode d = module.getOpDef(name);
        if (d == null) {
            throw new Undecided("Properties.tla claims no " + name);
        }
        if (!(d.getBody() instanceof OpApplNode all)
                || !Tree.name(all).equals("$BoundedForall")
                || all.getBdedQuantSymbolLists().length != 1
                || all.getBdedQuantSymbolLists()[0].length != 1
                || !(all.getArgs()[0] instanceof OpApplNode leads)
                || !Tree.name(leads).equals("~>")) {
            throw Tree.notUnderstood(d.getBody(), "is no claim that P leads to Q for all of a set");
        }
        same(all, leads.getArgs()[0], side(module, FROM, name));
        same(all, leads.getArgs()[1], side(module, TO, name));
        return new Claim(name, all.getBdedQuantBounds()[0]);
    }

    /** The field of a record that has one side of each claim, as a function of the processes for which it is made. */
    private static OpApplNode side(final ModuleNode module, final String record, final String name) throws Undecided {
        final OpDefNode d = module.getOpDef(record);
        if (d == null) {
            throw new Undecided("Properties.tla has no " + record);
        }
        return Stream.of(((OpApplNode) d.getBody()).getArgs())
                .map(pair -> ((OpApplNode) pair).getArgs())
                .filter(pair -> pair[0].getTreeNode() != null && text(pair[0]).equals('"' + name + '"'))
                .map(pair -> pair[1])
                .filter(OpApplNode.class::isInstance)
                .map(OpApplNode.class::cast)
                .filter(f -> Tree.name(f).equals("$FcnConstructor") && f.getBdedQuantSymbolLists().length == 1)
                .findFirst()
                .orElseThrow(() -> new Undecided(record + " of Properties.tla has no function for " + name));
    }

    private static String text(final SemanticNode n) {
        try {
            return Scope.EMPTY.text(n);
        } catch (Undecided u) {
            return "";
        }
    }

    private static void same(final OpApplNode all, final SemanticNode formula, final OpApplNode function)
            throws Undecided {
        final Scope inClaim = Scope.EMPTY.with(all.getBdedQuantSymbolLists()[0][0], "#");
        final Scope inExport = Scope.EMPTY.with(function.getBdedQuantSymbolLists()[0][0], "#");
        final String domain = Scope.EMPTY.text(all.getBdedQuantBounds()[0]);
        final String exported = Scope.EMPTY.text(function.getBdedQuantBounds()[0]);
        if (!domain.equals(exported) || !inClaim.text(formula).equals(inExport.text(function.getArgs()[0]))) {
            throw Tree.notUnderstood(function, "is not the side of the claim: " + inClaim.text(formula));
        }
    }

    /** The processes for which the claim is made in a scene. Refuses a graph that does not have both sides for each. */
    List<String> speaksOf(final Graph g, final Constants scene) throws Undecided {
        final Graph.Verdicts v = g.verdictsOfState(0);
        final List<String> all = new ArrayList<>();
        for (final Value u : scene.members(domain)) {
            for (final String side : List.of(FROM, TO)) {
                final String asked = side + "." + name + "." + u.text();
                if (!v.met().contains(asked) && !v.unmet().contains(asked)) {
                    throw new Undecided("the graph of " + g.origin().configuration() + " in " + g.origin().scene()
                            + " does not say of its states whether they are " + asked);
                }
            }
            all.add(u.text());
        }
        return all;
    }

    /** The states of P. */
    BitSet from(final Graph g, final String of) {
        return states(g, FROM + "." + name + "." + of);
    }

    /** The states of Q. */
    BitSet to(final Graph g, final String of) {
        return states(g, TO + "." + name + "." + of);
    }

    private static BitSet states(final Graph g, final String met) {
        final Map<Graph.Verdicts, Boolean> known = new IdentityHashMap<>();
        final BitSet states = new BitSet();
        for (int s = 0; s < g.states(); s++) {
            states.set(s, known.computeIfAbsent(g.verdictsOfState(s), v -> v.met().contains(met)));
        }
        return states;
    }
}
