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
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;

/**
 * The methods that TLC calls, in its own JVM, instead of the operators of Graph.tla.
 *
 * <p>Several workers call at once; the monitor of this class is held while a state or an edge is evaluated and written. TLC
 * would lose the cause of an exception of the export, so a failure is reported in one line and ends the JVM with {@link
 * #FAILED}. Errors in the evaluation of an expression are reported by TLC itself.
 */
public final class ExportOverrides {
    /** The exit code of a JVM whose export failed; its last line on the standard error says why. */
    public static final int FAILED = 74;

    /** The first word of that line. */
    public static final String COMPLAINT = "export: ";

    private static final ThreadLocal<Value> STEP = new ThreadLocal<>();

    private static Numbers numbers;
    private static Recall recall;
    private static RawWriter writer;

    private ExportOverrides() {}

    @TLAPlusOperator(identifier = "Step", module = "Graph", warn = false)
    public static Value step(
            final StringValue action, final Value params, final StringValue function, final StringValue section) {
        STEP.set(new TupleValue(new Value[] {action, params, function, section}));
        return BoolValue.ValTrue;
    }

    @Evaluation(definition = "Recall", module = "Graph", minLevel = 1, warn = false)
    public static synchronized Value recall(
            final Tool tool,
            final ExprOrOpArgNode[] args,
            final Context c,
            final TLCState s0,
            final TLCState s1,
            final int control,
            final CostModel cm) {
        if (s1 == null || s0 instanceof Reads.Noting) {
            return tool.eval(args[0], c, s0, s1, control, cm); // within a prime, or within an expression that is being recalled
        }
        take(s0, s1);
        return recall.value(args[0], tool, s0, s1, control, cm);
    }

    @Evaluation(definition = "ExportInit", module = "Graph", minLevel = 1, warn = false)
    public static synchronized Value init(
            final Tool tool,
            final ExprOrOpArgNode[] args,
            final Context c,
            final TLCState s0,
            final TLCState s1,
            final int control,
            final CostModel cm) {
        final boolean refines = ((BoolValue) tool.eval(args[0], c, s0, s1, control, cm)).val;
        take(s0, TLCState.Empty);
        return guarded(() -> writer.init(refines));
    }

    @Evaluation(definition = "ExportState", module = "Graph", minLevel = 1, warn = false)
    public static synchronized Value state(
            final Tool tool,
            final ExprOrOpArgNode[] args,
            final Context c,
            final TLCState s0,
            final TLCState s1,
            final int control,
            final CostModel cm) {
        final Value claims = tool.eval(args[0], c, s0, s1, control, cm);
        final Value cases = tool.eval(args[1], c, s0, s1, control, cm);
        STEP.remove(); // an ENABLED in a claim may have left other states
        take(s0, TLCState.Empty);
        return guarded(() -> writer.state((RecordValue) claims.toRcd(), (RecordValue) cases.toRcd()));
    }

    @Evaluation(definition = "ExportStep", module = "Graph", minLevel = 2, warn = false)
    public static synchronized Value edge(
            final Tool tool,
            final ExprOrOpArgNode[] args,
            final Context c,
            final TLCState s0,
            final TLCState s1,
            final int control,
            final CostModel cm) {
        final Value step = STEP.get();
        STEP.remove();
        final Value event = tool.eval(args[0], c, s0, s1, control, cm);
        final Value claims = tool.eval(args[1], c, s0, s1, control, cm);
        final Value cases = tool.eval(args[2], c, s0, s1, control, cm);
        take(s0, s1);
        return guarded(() -> {
            if (step == null) {
                throw new IllegalStateException("an action without Step in it fired");
            }
            writer.edge(step, event, (RecordValue) claims.toRcd(), (RecordValue) cases.toRcd());
        });
    }

    /** Sets the step for which expressions are evaluated from now on; for a state, the second argument is empty. */
    private static void take(final TLCState s0, final TLCState s1) {
        guarded(() -> {
            if (numbers == null) {
                numbers = new Numbers(s0.getVars());
                recall = new Recall(numbers);
                final String file = System.getProperty("revoke.export");
                writer = file == null ? null : new RawWriter(file, numbers);
            }
            numbers.first(s0);
            if (s1 != TLCState.Empty) {
                numbers.second(s1);
            }
        });
    }

    /** Work of the export itself. */
    interface Work {
        void run() throws Exception;
    }

    /** Does the work; if it fails, reports the reason in one line and ends the JVM. */
    static Value guarded(final Work work) {
        try {
            work.run();
            return BoolValue.ValTrue;
        } catch (Throwable t) {
            System.err.println(COMPLAINT + (t.getMessage() == null ? t.toString() : t.getMessage()));
            System.err.flush();
            Runtime.getRuntime().halt(FAILED);
            throw new AssertionError("halted");
        }
    }
}
