// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.syntax.Tree;
import dmabuf.revoke.tlc.Undecided;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SubstInNode;

/** The formulas of a record of the spec, by name, and the variables that each of them reads. */
final class Records {
    private final Setting setting;
    private final Map<OpDefNode, Set<String>> read = new HashMap<>();

    Records(final Setting setting) {
        this.setting = setting;
    }

    /** The fields of the record that an operator is defined as. */
    Map<String, SemanticNode> of(final String definition) throws Undecided {
        final OpDefNode d = setting.named(definition);
        if (!(d.getBody() instanceof OpApplNode r) || !Tree.name(r).equals("$RcdConstructor")) {
            throw Tree.notUnderstood(d.getBody(), "is no record of sentences");
        }
        final Map<String, SemanticNode> fields = new LinkedHashMap<>();
        for (final SemanticNode pair : r.getArgs()) {
            final OpApplNode p = (OpApplNode) pair;
            fields.put(((StringNode) p.getArgs()[0]).getRep().toString(), p.getArgs()[1]);
        }
        return fields;
    }

    /** The variables that a formula reads, directly or through definitions. */
    Set<String> read(final SemanticNode n) {
        final Set<String> found = new LinkedHashSet<>();
        if (Actions.variable(n) != null) {
            found.add(Actions.variable(n));
        }
        final OpDefNode called = Tree.called(n);
        if (called != null) {
            found.addAll(read(setting.inPlaceOf(called)));
        }
        if (n instanceof SubstInNode s) {
            for (final Subst one : s.getSubsts()) {
                found.addAll(read(one.getExpr()));
            }
        }
        for (final SemanticNode c : Tree.children(n)) {
            found.addAll(read(c));
        }
        return found;
    }

    private Set<String> read(final OpDefNode d) {
        final Set<String> known = read.get(d);
        if (known != null) {
            return known;
        }
        final Set<String> found = read(d.getBody());
        read.put(d, found);
        return found;
    }
}
