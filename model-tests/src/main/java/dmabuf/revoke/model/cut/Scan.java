// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.cut;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dmabuf.revoke.model.cut.Cut.Edit;
import dmabuf.revoke.model.cut.Cut.Kind;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;

/** Goes through one file and collects the cuts of it: the common part of all such scans. */
abstract class Scan extends TreePathScanner<Void, Void> {
    final Sources sources;
    private final SourceFile file;
    private final List<Cut> found = new ArrayList<>();

    Scan(final Sources sources, final SourceFile file) {
        this.sources = sources;
        this.file = file;
    }

    List<Cut> found() {
        return found;
    }

    final int from(final Tree t) {
        return (int) sources.trees().getSourcePositions().getStartPosition(getCurrentPath().getCompilationUnit(), t);
    }

    final int to(final Tree t) {
        return (int) sources.trees().getSourcePositions().getEndPosition(getCurrentPath().getCompilationUnit(), t);
    }

    final String text(final Tree t) {
        return file.text().substring(from(t), to(t));
    }

    final Edit instead(final Tree t, final String text) {
        return new Edit(from(t), to(t), text);
    }

    /** The edit that removes the text between two places. */
    static Edit without(final int from, final int to) {
        return new Edit(from, to, "");
    }

    final void cut(final Kind kind, final Tree piece, final Edit... edits) {
        cut(kind, text(piece), edits);
    }

    final void cut(final Kind kind, final String text, final Edit... edits) {
        found.add(new Cut(where(), kind, text.replaceAll("\\s+", " ").strip(), file, List.of(edits)));
    }

    /** The classes around the current node, the outermost first, and its method. */
    private String where() {
        String method = "";
        final StringBuilder classes = new StringBuilder();
        for (TreePath p = getCurrentPath(); p != null; p = p.getParentPath()) {
            if (p.getLeaf() instanceof MethodTree m && method.isEmpty()) {
                method = "." + (m.getReturnType() == null ? "new" : m.getName());
            } else if (p.getLeaf() instanceof ClassTree c && !c.getSimpleName().isEmpty()) {
                classes.insert(0, classes.isEmpty() ? c.getSimpleName().toString() : c.getSimpleName() + ".");
            }
        }
        return classes + method;
    }

    /** The method that the current node calls; null if it is no call. */
    final ExecutableElement called() {
        return sources.trees().getElement(getCurrentPath()) instanceof ExecutableElement e ? e : null;
    }

    static String name(final ExecutableElement e) {
        return e == null ? "" : e.getSimpleName().toString();
    }

    /** Whether a method belongs to {@code java.util.concurrent}. */
    final boolean isConcurrent(final Element method) {
        return sources.elements().getPackageOf(method).getQualifiedName().toString().startsWith("java.util.concurrent");
    }

    /** The receiver of a call as written in the source; empty if there is none. */
    final String receiver(final MethodInvocationTree call) {
        return call.getMethodSelect() instanceof com.sun.source.tree.MemberSelectTree m ? text(m.getExpression()) : "";
    }

    /** The edit that removes the current expression; null if its value is used. */
    final Edit leftOut() {
        final TreePath parent = getCurrentPath().getParentPath();
        if (parent.getLeaf() instanceof ExpressionStatementTree s) {
            return parent.getParentPath().getLeaf() instanceof ForLoopTree ? null : instead(s, ";");
        }
        if (parent.getLeaf() instanceof LambdaExpressionTree l && l.getBody() == getCurrentPath().getLeaf()
                && Functions.returnsNothing(sources, parent)) {
            return instead(l.getBody(), "{ }");
        }
        return null;
    }
}
