// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.cut;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import dmabuf.revoke.model.cut.Cut.Edit;
import dmabuf.revoke.model.cut.Cut.Kind;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;

/** The cuts of locks, monitors, handlers, finally blocks and volatile fields. */
final class Holds extends Scan {
    private static final Set<String> LOCK = Set.of("lock", "lockInterruptibly");
    private static final Set<String> UNLOCK = Set.of("unlock", "release");

    Holds(final Sources sources, final SourceFile file) {
        super(sources, file);
    }

    @Override
    public Void visitMethodInvocation(final MethodInvocationTree call, final Void unused) {
        final Edit without = leftOut();
        if (without != null && isOfALock(called(), LOCK)) {
            final Edit end = unlock(receiver(call));
            cut(Kind.LOCK, call, end == null ? new Edit[] {without} : new Edit[] {without, end});
        } else if (without != null && isOfALock(called(), UNLOCK)) {
            cut(Kind.UNLOCK, call, without);
        }
        return super.visitMethodInvocation(call, unused);
    }

    /** Whether a method has one of these names and belongs to a type that can be locked. */
    private static boolean isOfALock(final ExecutableElement method, final Set<String> names) {
        return names.contains(name(method))
                && method.getEnclosingElement().getEnclosedElements().stream()
                        .map(Element::getSimpleName)
                        .anyMatch(n -> n.contentEquals("lock"));
    }

    /** The edit that removes the unlock in the finally block of the try after the current statement; null if there is none. */
    private Edit unlock(final String locked) {
        final TreePath statement = getCurrentPath().getParentPath();
        if (!(statement.getParentPath().getLeaf() instanceof BlockTree block)) {
            return null;
        }
        boolean after = false;
        for (final StatementTree s : block.getStatements()) {
            if (after && s instanceof TryTree t && t.getFinallyBlock() != null) {
                return new Unlocks(locked, new TreePath(statement.getParentPath(), t)).found;
            }
            after |= s == statement.getLeaf();
        }
        return null;
    }

    /** Looks for the unlock of a lock in a finally block. */
    private final class Unlocks extends com.sun.source.util.TreePathScanner<Void, Void> {
        private final String locked;
        private Edit found;

        Unlocks(final String locked, final TreePath tried) {
            this.locked = locked;
            scan(new TreePath(tried, ((TryTree) tried.getLeaf()).getFinallyBlock()), null);
        }

        @Override
        public Void visitExpressionStatement(final ExpressionStatementTree s, final Void unused) {
            if (s.getExpression() instanceof MethodInvocationTree call && receiver(call).equals(locked)
                    && sources.trees().getElement(new TreePath(getCurrentPath(), call)) instanceof ExecutableElement e
                    && isOfALock(e, UNLOCK)) {
                found = instead(s, ";");
            }
            return null;
        }
    }

    @Override
    public Void visitSynchronized(final SynchronizedTree s, final Void unused) {
        cut(Kind.LOCK, "synchronized " + text(s.getExpression()), without(from(s), from(s.getBlock())));
        return super.visitSynchronized(s, unused);
    }

    @Override
    public Void visitMethod(final MethodTree m, final Void unused) {
        if (m.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED)) {
            cut(Kind.LOCK, "synchronized", word("synchronized", m.getModifiers()));
        }
        return super.visitMethod(m, unused);
    }

    @Override
    public Void visitVariable(final VariableTree v, final Void unused) {
        if (v.getModifiers().getFlags().contains(Modifier.VOLATILE)) {
            cut(Kind.VOLATILE, v.getName().toString(), word("volatile", v.getModifiers()));
        }
        return super.visitVariable(v, unused);
    }

    /** The edit that removes a modifier. */
    private Edit word(final String modifier, final ModifiersTree of) {
        final int at = from(of) + text(of).lastIndexOf(modifier);
        return without(at, at + modifier.length());
    }

    @Override
    public Void visitTry(final TryTree t, final Void unused) {
        final BlockTree end = t.getFinallyBlock();
        final List<? extends CatchTree> handlers = t.getCatches();
        final int handled = handlers.isEmpty() ? to(t.getBlock()) : to(handlers.get(handlers.size() - 1));
        final boolean alone = t.getResources().isEmpty() && handlers.size() + (end == null ? 0 : 1) == 1;
        // If this is all that the try has beside its block, the try itself is removed and the block stays.
        final Edit tried = alone ? without(from(t), from(t.getBlock())) : without(from(t), from(t));
        if (end != null && !isOneUnlock(end)) {
            cut(Kind.FINALLY, end, tried, without(handled, to(end)));
        }
        for (final CatchTree c : handlers) {
            cut(Kind.CATCH, c.getParameter(), tried, without(from(c), to(c)));
        }
        return super.visitTry(t, unused);
    }

    /** Whether a finally block is a single unlock, which is a cut of its own. */
    private boolean isOneUnlock(final BlockTree end) {
        return end.getStatements().size() == 1
                && end.getStatements().get(0) instanceof ExpressionStatementTree s
                && s.getExpression() instanceof MethodInvocationTree call
                && sources.trees().getElement(path(end, s, call)) instanceof ExecutableElement e
                && isOfALock(e, UNLOCK);
    }

    private TreePath path(final BlockTree block, final ExpressionStatementTree s, final MethodInvocationTree call) {
        return new TreePath(new TreePath(new TreePath(getCurrentPath(), block), s), call);
    }
}
