// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.cut;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreePath;
import dmabuf.revoke.model.cut.Cut.Edit;
import dmabuf.revoke.model.cut.Cut.Kind;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeKind;

/** The cuts of the effects that threads have on each other: waits, wake-ups, and writes that other threads read. */
final class Effects extends Scan {
    /** The names of methods that wait, in the JDK and in impl. */
    private static final Pattern WAIT = Pattern.compile("await.*|acquireShared.*|acquire|join|wait|park.*");

    private static final Set<String> WAKE =
            Set.of("signal", "signalAll", "notify", "notifyAll", "releaseShared", "unpark", "interrupt", "happen");

    /** The methods that write an atomic variable or a synchronizer. */
    private static final Pattern WRITE = Pattern.compile("set.*|lazySet|getAnd.*|.*AndGet");

    private static final String COMPARE = "compareAndSet";

    Effects(final Sources sources, final SourceFile file) {
        super(sources, file);
    }

    @Override
    public Void visitMethodInvocation(final MethodInvocationTree call, final Void unused) {
        final ExecutableElement method = called();
        final Edit without = leftOut();
        if (without != null && WAIT.matcher(name(method)).matches()) {
            cut(Kind.WAIT, call, without);
        } else if (without != null && WAKE.contains(name(method))) {
            cut(Kind.WAKE, call, without);
        } else if (method != null && isConcurrent(method) && WRITE.matcher(name(method)).matches()) {
            final Edit unwritten = without == null ? instead(call, receiver(call) + ".get()") : without;
            cut(Kind.UPDATE, call, unwritten);
        } else if (name(method).equals(COMPARE) && isConcurrent(method)) {
            compare(call, method);
        }
        return super.visitMethodInvocation(call, unused);
    }

    private void compare(final MethodInvocationTree call, final ExecutableElement method) {
        final String set = receiver(call) + ".getAndSet(" + text(call.getArguments().get(1)) + ")";
        final boolean booleans = method.getParameters().get(0).asType().getKind() == TypeKind.BOOLEAN;
        final String sets = booleans ? "(" + set + " | true)" : "(" + set + " == null | true)";
        cut(Kind.COMPARE, call, instead(call, sets));
        cut(Kind.ATOMIC, call, instead(
                call, "(" + receiver(call) + ".get() == " + text(call.getArguments().get(0)) + " && " + sets + ")"));
    }

    @Override
    public Void visitMemberReference(final MemberReferenceTree r, final Void unused) {
        final String name = r.getName().toString();
        final boolean waits = WAIT.matcher(name).matches();
        if ((waits || WAKE.contains(name)) && Functions.returnsNothing(sources, getCurrentPath())) {
            cut(waits ? Kind.WAIT : Kind.WAKE, r, instead(r, Functions.nothing(sources, getCurrentPath())));
        }
        return super.visitMemberReference(r, unused);
    }

    @Override
    public Void visitAssignment(final AssignmentTree a, final Void unused) {
        write(a, a.getVariable());
        return super.visitAssignment(a, unused);
    }

    @Override
    public Void visitCompoundAssignment(final CompoundAssignmentTree a, final Void unused) {
        write(a, a.getVariable());
        return super.visitCompoundAssignment(a, unused);
    }

    @Override
    public Void visitUnary(final UnaryTree u, final Void unused) {
        if (Set.of(Tree.Kind.POSTFIX_INCREMENT, Tree.Kind.POSTFIX_DECREMENT, Tree.Kind.PREFIX_INCREMENT, Tree.Kind.PREFIX_DECREMENT)
                .contains(u.getKind())) {
            write(u, u.getExpression());
        }
        return super.visitUnary(u, unused);
    }

    /** Cuts a write to a field, except in a constructor. */
    private void write(final ExpressionTree write, final ExpressionTree variable) {
        final Element e = sources.trees().getElement(new TreePath(getCurrentPath(), variable));
        if (e == null || e.getKind() != ElementKind.FIELD || inConstructor()) {
            return;
        }
        final Edit without = leftOut();
        if (without != null) {
            cut(Kind.UPDATE, write, without);
        } else if (write instanceof UnaryTree) {
            cut(Kind.UPDATE, write, instead(write, text(variable)));
        }
    }

    private boolean inConstructor() {
        for (TreePath p = getCurrentPath(); p != null; p = p.getParentPath()) {
            if (p.getLeaf() instanceof MethodTree m) {
                return m.getReturnType() == null;
            }
        }
        return false;
    }
}
