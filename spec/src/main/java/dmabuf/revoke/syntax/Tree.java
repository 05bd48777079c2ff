// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.syntax;

import dmabuf.revoke.tlc.Undecided;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import tla2sany.semantic.ASTConstants;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.LevelNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.st.Location;

/** Queries on the parser's trees. */
public final class Tree {
    private Tree() {}

    /** The name of the operator that is applied; {@code $ConjList} and the like for built-in operators. */
    public static String name(final OpApplNode a) {
        return a.getOperator().getName().toString();
    }

    /** Whether the formula contains a prime, also in the definitions that it calls. */
    public static boolean primed(final LevelNode n) {
        return n.getLevel() == LevelConstants.ActionLevel;
    }

    /** The definition that is applied, if a module of the spec has it; else null. */
    public static OpDefNode called(final SemanticNode n) {
        return n instanceof OpApplNode a
                        && a.getOperator() instanceof OpDefNode d
                        && d.getBody() != null
                        && !d.isStandardModule()
                ? d
                : null;
    }

    /** The module of a definition. */
    public static String home(final OpDefNode d) {
        return d.getOriginallyDefinedInModuleNode() == null
                ? ""
                : d.getOriginallyDefinedInModuleNode().getName().toString();
    }

    /** Whether a definition calls an operator, directly or through other definitions. */
    public static boolean calls(final OpDefNode d, final String operator) {
        return calls(d.getBody(), operator);
    }

    /** Whether a formula calls an operator, directly or through definitions. */
    public static boolean calls(final SemanticNode n, final String operator) {
        return calls(n, operator, new LinkedHashSet<>());
    }

    private static boolean calls(final SemanticNode n, final String operator, final Set<OpDefNode> seen) {
        if (n instanceof OpApplNode a && name(a).equals(operator)) {
            return true;
        }
        final OpDefNode d = called(n);
        return d != null && seen.add(d) && calls(d.getBody(), operator, seen)
                || children(n).stream().anyMatch(c -> calls(c, operator, seen));
    }

    /** The variables that a formula assigns: those under a prime or in an UNCHANGED, also in the definitions that it calls. */
    public static List<String> assigned(final SemanticNode n) {
        final SortedSet<String> variables = new TreeSet<>();
        assigned(n, false, variables, new LinkedHashSet<>());
        return List.copyOf(variables);
    }

    private static void assigned(
            final SemanticNode n, final boolean under, final Set<String> variables, final Set<List<Object>> seen) {
        boolean within = under;
        if (n instanceof OpApplNode a) {
            within = under || name(a).equals("'") || name(a).equals("UNCHANGED");
            if (within && a.getOperator() instanceof OpDeclNode v && v.getKind() == ASTConstants.VariableDeclKind) {
                variables.add(v.getName().toString());
            }
        }
        final OpDefNode d = called(n);
        if (d != null && seen.add(List.of(d, within))) {
            assigned(d.getBody(), within, variables, seen);
        }
        for (final SemanticNode c : children(n)) {
            assigned(c, within, variables, seen);
        }
    }

    /** An error message with the location. */
    public static Undecided notUnderstood(final SemanticNode n, final String why) {
        final Location at = n.getLocation();
        return new Undecided(at.source() + ".tla line " + at.beginLine() + ", column " + at.beginColumn() + ": "
                + (n instanceof OpApplNode a ? name(a) : n.getClass().getSimpleName()) + " " + why);
    }

    /** The direct children of a node. */
    public static List<SemanticNode> children(final SemanticNode n) {
        final SemanticNode[] children = n == null ? null : n.getChildren();
        return children == null ? List.of() : Arrays.stream(children).filter(Objects::nonNull).toList();
    }
}
