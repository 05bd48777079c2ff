// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.cut;

import com.sun.source.tree.AssertTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.WhileLoopTree;
import dmabuf.revoke.model.cut.Cut.Edit;
import dmabuf.revoke.model.cut.Cut.Kind;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeKind;

/** The cuts of tests: guards, conditions of actions, choices, and loops that test again. */
final class Tests extends Scan {
    private final Set<Element> guards;

    /** @param guards the methods that only test */
    Tests(final Sources sources, final SourceFile file, final Set<Element> guards) {
        super(sources, file);
        this.guards = guards;
    }

    @Override
    public Void visitIf(final IfTree i, final Void unused) {
        if (endsTheMethod(i.getThenStatement())) {
            cut(Kind.GUARD, inner(i.getCondition()), is(false, i.getCondition()));
        } else if (i.getElseStatement() == null) {
            cut(Kind.CONDITION, inner(i.getCondition()), is(true, i.getCondition()));
        }
        return super.visitIf(i, unused);
    }

    private static boolean endsTheMethod(final StatementTree then) {
        final List<? extends StatementTree> all = then instanceof BlockTree b ? b.getStatements() : List.of(then);
        final StatementTree last = all.isEmpty() ? null : all.get(all.size() - 1);
        return last instanceof ThrowTree || last instanceof ReturnTree || last instanceof BreakTree || last instanceof ContinueTree;
    }

    /** A condition without the parentheses around it. */
    private String inner(final ExpressionTree condition) {
        return text(condition).replaceAll("^\\(|\\)$", "");
    }

    /** Replaces the value of a condition; the variables that it binds stay bound. */
    private Edit is(final boolean value, final ExpressionTree condition) {
        return instead(condition, "(" + (value ? "true || (" : "false && (") + text(condition) + "))");
    }

    @Override
    public Void visitMethodInvocation(final MethodInvocationTree call, final Void unused) {
        final Edit without = leftOut();
        if (without != null && guards.contains(called())) {
            final List<? extends ExpressionTree> given = call.getArguments();
            // The argument is still evaluated, for its side effects.
            final boolean tests = !given.isEmpty()
                    && called().getParameters().get(0).asType().getKind() == TypeKind.BOOLEAN;
            cut(Kind.GUARD, call, tests ? new Edit(without.from(), without.to(), "if (" + text(given.get(0)) + ") { }") : without);
        }
        return super.visitMethodInvocation(call, unused);
    }

    @Override
    public Void visitAssert(final AssertTree a, final Void unused) {
        cut(Kind.GUARD, "assert " + text(a.getCondition()), instead(a, ";"));
        return super.visitAssert(a, unused);
    }

    @Override
    public Void visitConditionalExpression(final ConditionalExpressionTree c, final Void unused) {
        // A choice between two texts affects only messages.
        if (c.getTrueExpression().getKind() != Tree.Kind.STRING_LITERAL) {
            cut(Kind.NEVER, c.getCondition(), is(false, c.getCondition()));
            cut(Kind.ALWAYS, c.getCondition(), is(true, c.getCondition()));
        }
        return super.visitConditionalExpression(c, unused);
    }

    @Override
    public Void visitWhileLoop(final WhileLoopTree w, final Void unused) {
        cut(Kind.RETEST, inner(w.getCondition()), new Edit(from(w), from(w) + "while".length(), "if"));
        return super.visitWhileLoop(w, unused);
    }

    @Override
    public Void visitDoWhileLoop(final DoWhileLoopTree d, final Void unused) {
        cut(Kind.RETEST, inner(d.getCondition()), is(false, d.getCondition()));
        return super.visitDoWhileLoop(d, unused);
    }
}
