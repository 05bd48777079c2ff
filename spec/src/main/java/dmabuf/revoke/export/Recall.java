// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.export;

import java.util.IdentityHashMap;
import java.util.Map;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.TLCState;
import tlc2.tool.coverage.CostModel;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import tlc2.value.impl.Value;

/**
 * Evaluates expressions of a step, or of a state, with a cache.
 *
 * <p>When TLC evaluates an expression, its reads are recorded. If it would read the same values again, its value is the same and
 * is taken from the cache. So neither this class nor the spec has to list the variables that an expression depends on.
 *
 * <p>Not thread-safe.
 */
final class Recall {
    /** The property that causes every cached value to be evaluated as well, and compared. */
    static final String CHECKED = "revoke.recall.checked";

    /** The property that names a variable whose reads are not recorded: a seeded mistake. */
    static final String FORGOTTEN = "revoke.recall.forgotten";

    private final boolean checked = Boolean.getBoolean(CHECKED);
    private final Numbers numbers;
    private final Reads reads;
    private final Map<SemanticNode, Piece> pieces = new IdentityHashMap<>();

    Recall(final Numbers numbers) {
        this.numbers = numbers;
        this.reads = new Reads(numbers, System.getProperty(FORGOTTEN));
    }

    /** The value of an expression in the step whose numbers these are. */
    Value value(
            final SemanticNode node,
            final Tool tool,
            final TLCState s0,
            final TLCState s1,
            final int control,
            final CostModel cm) {
        Piece piece = pieces.get(node);
        if (piece == null) {
            piece = Piece.of(node, tool);
            pieces.put(node, piece);
        }
        return piece.value(w -> whole(w, tool, s0, s1, control, cm));
    }

    private Value whole(
            final Piece.Whole piece,
            final Tool tool,
            final TLCState s0,
            final TLCState s1,
            final int control,
            final CostModel cm) {
        final Value known = piece.memo.find(numbers.all());
        if (known != null) {
            if (checked) {
                compare(known, tool.eval(piece.node, Context.Empty, s0, s1, control, cm), piece.node);
            }
            return known;
        }
        reads.begin(s0, s1);
        final Value value = tool.eval(piece.node, Context.Empty, reads.first, reads.second, control, cm);
        value.hashCode(); // TLC evaluates functions lazily, so the whole value must be computed now
        ExportOverrides.guarded(() -> piece.memo.put(reads.places(), reads.count(), numbers.all(), value));
        return value;
    }

    private static void compare(final Value known, final Value anew, final SemanticNode node) {
        ExportOverrides.guarded(() -> {
            if (!anew.equals(known)) {
                throw new IllegalStateException(
                        known + " was remembered, but the value is " + anew + ": " + node.getLocation());
            }
        });
    }
}
