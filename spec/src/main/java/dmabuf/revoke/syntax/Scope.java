// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.syntax;

import dmabuf.revoke.tlc.Undecided;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.NumeralNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;
import tla2sany.semantic.SymbolNode;

/**
 * The values of the parameters and the quantified variables at a place of a formula. Immutable.
 *
 * <p>A value is a text in which all known values are substituted. Two formulas with the same text are the same.
 */
public final class Scope {
    /** Nothing is bound. */
    public static final Scope EMPTY = new Scope(Map.of());

    private final Map<SymbolNode, String> bound;

    private Scope(final Map<SymbolNode, String> bound) {
        this.bound = bound;
    }

    /** The same scope, in which one more symbol stands for a text. */
    public Scope with(final SymbolNode symbol, final String text) {
        final Map<SymbolNode, String> more = new HashMap<>(bound);
        more.put(symbol, text);
        return new Scope(more);
    }

    /** The scope of the body of a definition that is called with these arguments. */
    public Scope into(final OpDefNode called, final OpApplNode call) throws Undecided {
        Scope inner = EMPTY;
        final FormalParamNode[] params = called.getParams();
        for (int n = 0; n < params.length; n++) {
            inner = inner.with(params[n], text(call.getArgs()[n]));
        }
        return inner;
    }

    /** The text of a formula. Different spellings that the parser treats alike give the same text. */
    public String text(final SemanticNode n) throws Undecided {
        if (n instanceof StringNode s) {
            return '"' + s.getRep().toString() + '"';
        }
        if (n instanceof NumeralNode number) {
            return Integer.toString(number.val());
        }
        if (!(n instanceof OpApplNode a)) {
            throw Tree.notUnderstood(n, "has no place in what is compared by its text");
        }
        final String name = bound.getOrDefault(a.getOperator(), Tree.name(a));
        final StringJoiner parts = new StringJoiner(", ", name + "(", ")").setEmptyValue(name);
        final FormalParamNode[][] symbols = a.getBdedQuantSymbolLists();
        final ExprNode[] domains = a.getBdedQuantBounds();
        Scope inner = this;
        for (int n1 = 0; symbols != null && n1 < symbols.length; n1++) {
            final String domain = text(domains[n1]);
            for (final FormalParamNode symbol : symbols[n1]) {
                final String standing = "#" + inner.bound.size();
                inner = inner.with(symbol, standing);
                parts.add(standing + " in " + domain);
            }
        }
        for (final SemanticNode arg : a.getArgs()) {
            parts.add(arg == null ? "OTHER" : inner.text(arg));
        }
        return parts.toString();
    }
}
