// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.export;

import tla2sany.semantic.ExprOrOpArgNode;
import tlc2.overrides.Evaluation;
import tlc2.overrides.TLAPlusOperator;
import tlc2.tool.TLCState;
import tlc2.tool.coverage.CostModel;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.Value;

/**
 * The methods that TLC calls, in its own JVM, instead of {@code Valued} of Mutants.tla and {@code Fails} of Graph.tla.
 *
 * <p>In a mutant the evaluation of an expression may fail, such as that of the head of an empty sequence. TLC would then stop for
 * all other mutants too.
 */
public final class MutantOverrides {
    private MutantOverrides() {}

    /** The value of the first argument, or that of the second if the evaluation of the first fails. */
    @Evaluation(definition = "Valued", module = "Mutants", minLevel = 1, warn = false)
    public static Value valued(
            final Tool tool,
            final ExprOrOpArgNode[] args,
            final Context c,
            final TLCState s0,
            final TLCState s1,
            final int control,
            final CostModel cm) {
        try {
            return tool.eval(args[0], c, s0, s1, control, cm);
        } catch (RuntimeException e) {
            return tool.eval(args[1], c, s0, s1, control, cm);
        }
    }

    /** Whether any claim fails whose name is not in the second argument. */
    @TLAPlusOperator(identifier = "Fails", module = "Graph", warn = false)
    public static Value fails(final Value claims, final Value but) {
        final RecordValue r = (RecordValue) claims.toRcd();
        for (int n = 0; n < r.names.length; n++) {
            if (!((BoolValue) r.values[n]).val && !but.member(new StringValue(r.names[n]))) {
                return BoolValue.ValTrue;
            }
        }
        return BoolValue.ValFalse;
    }
}
