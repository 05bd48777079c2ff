// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.export;

import tla2sany.semantic.ExprOrOpArgNode;
import tlc2.overrides.Evaluation;
import tlc2.overrides.TLAPlusOperator;
import tlc2.tool.TLCState;
import tlc2.tool.coverage.CostModel;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import tlc2.value.impl.Value;

/** What of the overrides makes a run faster that exports no graph. */
public final class RecallOverrides {
    /** The property that asks for these overrides. */
    public static final String PROPERTY = "revoke.recall";

    private RecallOverrides() {}

    @Evaluation(definition = "Recall", module = "Graph", minLevel = 1, warn = false)
    public static Value recall(
            final Tool tool,
            final ExprOrOpArgNode[] args,
            final Context c,
            final TLCState s0,
            final TLCState s1,
            final int control,
            final CostModel cm) {
        return ExportOverrides.recall(tool, args, c, s0, s1, control, cm);
    }

    @TLAPlusOperator(identifier = "Fails", module = "Graph", warn = false)
    public static Value fails(final Value claims, final Value but) {
        return MutantOverrides.fails(claims, but);
    }
}
