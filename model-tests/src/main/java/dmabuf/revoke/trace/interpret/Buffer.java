// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.interpret;

import dmabuf.revoke.oracle.Refusal;
import dmabuf.revoke.trace.judge.Finding;
import dmabuf.revoke.trace.judge.Judged;
import dmabuf.revoke.trace.judge.Standard;
import dmabuf.revoke.trace.judge.Word;
import dmabuf.revoke.trace.read.Window;
import java.util.ArrayList;
import java.util.List;

/** One buffer, from the return of its export to its release. */
final class Buffer {
    final int serial;
    final long address;
    final String exporter;

    /** Its reservation lock; 0 if unknown. */
    final long resv;

    /** The line of its export; 0 if that was not seen. */
    final long line;

    final List<Attachment> attachments = new ArrayList<>();
    final List<Fence> fences = new ArrayList<>();
    final Window window = new Window();

    /** Its history without any importer; and the same for importers whose callbacks were not recorded. */
    Judged base;
    Judged blind;

    /** Whether it is on the device's list, so that its exporter's moves reach it. */
    boolean listed;

    /** Whether its exporter can never reach it again. */
    boolean closed;

    /** Whether its exporter revokes it in an unknown way. */
    boolean strange;

    /** The line of the end of its last broadcast; 0 if there was none. */
    long told;

    /** The thread that is seen to hold its lock; null if none is. */
    Task holder;

    /** The device to which it was seen to belong; 0 if none. */
    long device;

    /** The exporter's call in progress, and whether it has already taken the lock of this buffer. */
    Move move;
    boolean touched;

    /** A return that is not in the history without importers yet: if the buffer is dying, the return does not count. */
    Word pending;
    long pendingLine;
    String pendingText;

    /** The effect of the exporter's last section according to the trace. */
    boolean revoked;

    /** Its verdict so far. */
    boolean refuted;

    /** Whether it is explained only if events happened that may have been recorded and do not occur. */
    boolean doubted;

    Buffer(final int serial, final long address, final String exporter, final long resv, final long line) {
        this.serial = serial;
        this.address = address;
        this.exporter = exporter;
        this.resv = resv;
        this.line = line;
    }

    /**
     * The return that does not count if the buffer turns out to be dying: the exporter skips a buffer whose last reference is
     * gone, and such a buffer has no attachment left. Null if there is none.
     */
    Word dying() {
        return move != null && !touched && move.op != Move.Op.CLOSE ? move.op.ret : null;
    }

    /** Its attachment at an address; null if there is none. */
    Attachment attachment(final long at) {
        for (final Attachment a : attachments) {
            if (a.address == at) {
                return a;
            }
        }
        return null;
    }

    /** The addresses of its other attachments. */
    List<Long> others(final long attachment) {
        return attachments.stream().map(a -> a.address).filter(a -> a != attachment && a != 0).toList();
    }

    /** The finding for a line that no behaviour explains, in the history of an attachment or in that without one. */
    Finding finding(
            final String who, final long attachment, final Refusal r, final long number, final String text) {
        final Standard s = base.standard();
        return new Finding(serial, name(), who, s.design(), s.asksContract(), r, number, text, s.states(r.before()),
                window.lines(attachment, others(attachment)));
    }

    String name() {
        return String.format("buffer %d, 0x%x of %s", serial, address, exporter.isEmpty() ? "an exporter not seen"
                : exporter);
    }
}
