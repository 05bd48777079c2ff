// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.interpret;

import dmabuf.revoke.trace.judge.Word;
import java.util.ArrayList;
import java.util.List;

/** A call of an exporter that revokes or restores all of its buffers, or moves some. */
final class Move {
    /** Which call it is. */
    enum Op {
        REVOKE(Word.CALL_REVOKE, Word.RETURN_REVOKE),
        RESTORE(Word.CALL_RESTORE, Word.RETURN_RESTORE),
        CLOSE(Word.CALL_CLOSE, Word.RETURN_CLOSE),
        /** The only one of which a buffer takes part from its broadcast on, and not from the lock: a pinned buffer stays. */
        MOVE(Word.CALL_MOVE, Word.RETURN_MOVE);

        final Word call;
        final Word ret;

        Op(final Word call, final Word ret) {
            this.call = call;
            this.ret = ret;
        }
    }

    final Op op;
    final long device;

    /** The exporter that makes the call, if the call names no device; null for VFIO. */
    final String exporter;

    /** Whether its part in a buffer ends with the section. */
    final boolean endsWithSection;

    final long line;

    /** The buffers that were on the exporter's list when it began. */
    final List<Buffer> buffers = new ArrayList<>();

    /** How often its function was entered again inside it. */
    int again;

    /** Whether the broadcast of a buffer is over. */
    boolean told;

    /** Whether it takes the buffer away, or gives it back. */
    boolean changes() {
        return op != Op.MOVE;
    }

    /** Whether it takes the buffer away. */
    boolean revokes() {
        return op == Op.REVOKE || op == Op.CLOSE;
    }

    Move(final Op op, final long device, final long line) {
        this(op, device, null, false, line);
    }

    Move(final Op op, final long device, final String exporter, final boolean endsWithSection, final long line) {
        this.op = op;
        this.device = device;
        this.exporter = exporter;
        this.endsWithSection = endsWithSection;
        this.line = line;
    }
}
