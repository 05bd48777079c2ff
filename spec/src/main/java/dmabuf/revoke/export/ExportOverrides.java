package dmabuf.revoke.export;

import tlc2.overrides.TLAPlusOperator;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;

/**
 * What TLC calls instead of the operators of Graph.tla, inside its own JVM.
 *
 * <p>Several workers call at once. An exception thrown here would lose its cause in TLC, so a failure is reported in
 * one line and ends the JVM with {@link #FAILED}.
 */
public final class ExportOverrides {
    /** The exit code of a JVM whose export failed; its last line on the standard error says why. */
    public static final int FAILED = 74;

    /** The first word of that line. */
    public static final String COMPLAINT = "export: ";

    private static final ThreadLocal<byte[]> STEP = new ThreadLocal<>();

    private ExportOverrides() {}

    @TLAPlusOperator(identifier = "Step", module = "Graph", warn = false)
    public static Value step(
            final StringValue action, final Value params, final StringValue function, final StringValue section) {
        return guarded(() ->
                STEP.set(ValueCodec.encode(new TupleValue(new Value[] {action, params, function, section}))));
    }

    @TLAPlusOperator(identifier = "ExportInit", module = "Graph", warn = false)
    public static Value init(final Value state, final BoolValue refines) {
        return guarded(() -> RawWriter.instance().init((RecordValue) state.toRcd(), refines.val));
    }

    @TLAPlusOperator(identifier = "ExportState", module = "Graph", warn = false)
    public static Value state(final Value state, final Value claims, final Value cases) {
        return guarded(() -> {
            STEP.remove(); // what an ENABLED in a claim left
            RawWriter.instance()
                    .state((RecordValue) state.toRcd(), (RecordValue) claims.toRcd(), (RecordValue) cases.toRcd());
        });
    }

    @TLAPlusOperator(identifier = "ExportStep", module = "Graph", warn = false)
    public static Value edge(
            final Value state, final Value event, final Value next, final Value claims, final Value cases) {
        return guarded(() -> {
            final byte[] step = STEP.get();
            STEP.remove();
            if (step == null) {
                throw new IllegalStateException("an action without Step in it fired");
            }
            RawWriter.instance()
                    .edge(
                            (RecordValue) state.toRcd(),
                            step,
                            ValueCodec.encode(event),
                            (RecordValue) next.toRcd(),
                            (RecordValue) claims.toRcd(),
                            (RecordValue) cases.toRcd());
        });
    }

    private interface Work {
        void run() throws Exception;
    }

    private static Value guarded(final Work work) {
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
