// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.cut;

import com.sun.source.tree.AssertTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;

/** The methods of impl that only test, and throw if something is not as it must be. */
final class GuardMethods {
    private final Sources sources;
    private final Set<Element> guards = new HashSet<>();

    private GuardMethods(final Sources sources) {
        this.sources = sources;
    }

    /** All such methods: those that throw themselves, and those that only call others of them. */
    static Set<Element> of(final Sources sources) {
        final Map<Element, TreePath> bodies = new HashMap<>();
        for (final CompilationUnitTree u : sources.units().keySet()) {
            new TreePathScanner<Void, Void>() {
                @Override
                public Void visitMethod(final MethodTree m, final Void unused) {
                    if (m.getBody() != null && m.getReturnType() != null) {
                        bodies.put(sources.trees().getElement(getCurrentPath()), new TreePath(getCurrentPath(), m.getBody()));
                    }
                    return super.visitMethod(m, unused);
                }
            }.scan(u, null);
        }
        final GuardMethods all = new GuardMethods(sources);
        int before;
        do {
            before = all.guards.size();
            bodies.forEach((method, body) -> {
                if (all.isGuard(body)) {
                    all.guards.add(method);
                }
            });
        } while (all.guards.size() > before);
        return all.guards;
    }

    private boolean isGuard(final TreePath body) {
        boolean tests = false;
        for (final StatementTree s : ((BlockTree) body.getLeaf()).getStatements()) {
            final TreePath p = new TreePath(body, s);
            if (throwsOnly(s) || s instanceof AssertTree || calls(p)) {
                tests = true;
            } else if (!(s instanceof VariableTree)
                    && !(s instanceof ReturnTree r && r.getExpression() instanceof IdentifierTree)) {
                return false;
            }
        }
        return tests;
    }

    private static boolean throwsOnly(final StatementTree s) {
        if (!(s instanceof IfTree i) || i.getElseStatement() != null) {
            return false;
        }
        final List<? extends StatementTree> then =
                i.getThenStatement() instanceof BlockTree b ? b.getStatements() : List.of(i.getThenStatement());
        return then.size() == 1 && then.get(0) instanceof ThrowTree;
    }

    private boolean calls(final TreePath statement) {
        if (!(statement.getLeaf() instanceof ExpressionStatementTree s)) {
            return false;
        }
        final ExpressionTree e = s.getExpression();
        return e instanceof MethodInvocationTree && guards.contains(sources.trees().getElement(new TreePath(statement, e)));
    }
}
