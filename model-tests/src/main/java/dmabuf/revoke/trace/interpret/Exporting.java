// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.interpret;

import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.trace.judge.Word;
import dmabuf.revoke.trace.read.Errors;
import dmabuf.revoke.trace.read.FtraceLine;
import dmabuf.revoke.trace.read.Keys;
import dmabuf.revoke.trace.read.Kind;

/** The exporters' calls: export and release, revoke and restore. Sections handles what happens inside them. */
final class Exporting {
    static final String VFIO = "vfio_pci_core";

    private final World world;

    Exporting(final World world) {
        this.world = world;
    }

    void exportCalled(final Task t) {
        t.exporting = world.line.text(Keys.EXP);
        world.used();
    }

    /** The kernel's own tracepoint names the exporter inside dma_buf_export, of which only the return is probed. */
    void exporterNamed(final Task t) {
        t.exporting = world.line.text(Keys.EXP_NAME);
        world.used();
    }

    void exported(final Task t) throws Undecided, InterruptedException {
        final long address = world.line.number(Keys.DMABUF);
        final String exporter = t.exporting;
        t.exporting = "";
        if (address != FtraceLine.NONE && address != 0 && Errors.of(address) == 0) {
            final long resv = world.line.number(Keys.RESV);
            world.begin(address, exporter, resv == FtraceLine.NONE ? 0 : resv, world.reader.number());
        }
    }

    /** The kernel's own tracepoint, used where no probe is set: a buffer's key is its inode. */
    void exportedByTracepoint() throws Undecided, InterruptedException {
        final long inode = world.line.number(Keys.INO);
        if (inode != FtraceLine.NONE) {
            world.begin(inode, world.line.text(Keys.EXP_NAME), 0, world.reader.number());
        }
    }

    void released() {
        final Buffer b = world.buffers.get(world.line.number(Keys.DMABUF));
        if (b != null) {
            world.remember(b);
            world.end(b);
        }
    }

    /** A buffer that is used is on its exporter's list by now. */
    void mentioned() {
        final Buffer b = world.buffers.get(world.line.number(Keys.DMABUF));
        if (b != null && !b.listed) {
            list(b);
        }
    }

    /**
     * A buffer that is exported while its device's memory is off begins revoked. For the spec it was revoked before any importer
     * attached.
     */
    void list(final Buffer b) {
        b.listed = true;
        if (b.exporter.equals(VFIO) && world.devices.size() == 1 && world.devices.containsValue(Move.Op.REVOKE)) {
            b.revoked = true;
            for (final Word w : Word.values()) {
                final boolean first = w == Word.CALL_REVOKE || w == Word.HOLD || w == Word.BROADCAST;
                final boolean wait = w.event.process().equals("wait:x1") && w != Word.WAIT_FAILED && b.base.standard()
                        .knows(w);
                if (first || wait) {
                    silently(world, b, w);
                }
            }
            silently(world, b, Word.LET_GO);
            silently(world, b, Word.RETURN_REVOKE);
        }
    }

    private static void silently(final World world, final Buffer b, final Word w) {
        world.whole(b, w);
        b.base.accept(w);
        b.blind.accept(w);
        b.base.keeps(w);
        b.blind.keeps(w);
    }

    void moveCalled(final Task t, final boolean close) {
        if (close && !world.survey.has(Kind.VFIO_PCI_DMA_BUF_MOVE)) {
            return;
        }
        if (t.move != null && returnIsUnseen(t, close)) {
            forget(t.move);
            t.move = null;
            t.insideClose = false;
        }
        if (t.move != null) {
            t.insideClose = true;
            return;
        }
        final long device = world.line.number(Keys.A1);
        final boolean revokes = (world.line.number(Keys.A2) & 0xff) != 0;
        t.move = new Move(close ? Move.Op.CLOSE : revokes ? Move.Op.REVOKE : Move.Op.RESTORE, device,
                world.reader.number());
        if (!world.survey.has(Kind.VFIO_PCI_DMA_BUF_MOVE_RET)) {
            world.devices.put(device, t.move.op);
        }
        for (final Buffer b : world.buffers.values()) {
            if (vfio(b) && b.listed && !b.closed && (b.device == device || b.device == 0 && !severalDevices(device))) {
                begins(t.move, b);
            }
        }
        world.used();
    }

    /** Whether the thread's last call is over, because it begins another one and the return of the last was not recorded. */
    private boolean returnIsUnseen(final Task t, final boolean close) {
        return t.move.op == Move.Op.CLOSE ? close && !world.survey.has(Kind.VFIO_PCI_DMA_BUF_CLEANUP_RET)
                : !world.survey.has(Kind.VFIO_PCI_DMA_BUF_MOVE_RET);
    }

    /** Ends a call whose return was not seen. */
    private void forget(final Move m) {
        for (final Buffer b : m.buffers) {
            if (b.move == m) {
                ends(b, m);
            }
        }
        m.buffers.clear();
        world.devices.put(m.device, m.op);
    }

    private static void ends(final Buffer b, final Move m) {
        b.move = null;
        b.closed |= m.op == Move.Op.CLOSE;
        b.revoked = m.changes() ? m.revokes() : b.revoked;
    }

    private static boolean vfio(final Buffer b) {
        return b.exporter.equals(VFIO) || b.exporter.isEmpty();
    }

    /** Whether there are several devices, and the trace will show to which of them a buffer belongs. */
    private boolean severalDevices(final long device) {
        final boolean others = world.devices.keySet().stream().anyMatch(d -> d != device);
        return (others || world.survey.severalDevices()) && world.survey.has(Kind.WW_MUTEX_LOCK_RET, Kind.INVALIDATE_IN);
    }

    /**
     * A thread that revokes or restores takes a buffer that was not known to be affected: the mock names none, and with several
     * devices this is the first event that shows a buffer's own. Earlier effects of the call cannot be seen.
     *
     * @return whether the call affects the buffer
     */
    boolean joins(final Task t, final Buffer b) {
        final boolean named = b.exporter.equals(t.move.exporter);
        final boolean first = vfio(b) && t.move.exporter == null && b.device == 0 && t.move.device != 0 && !b.closed;
        if (b.move == null && b.line > 0 && (named || first)) {
            begins(t.move, b);
            return true;
        }
        return false;
    }

    void begins(final Move m, final Buffer b) {
        m.buffers.add(b);
        b.move = m;
        b.touched = false;
        m.told = false;
        world.all(b, m.op.call);
    }

    void moveReturned(final Task t, final boolean close) throws Undecided, InterruptedException {
        if (t.insideClose && !close) {
            // The effect of close ends with the move in it; the rest takes the buffers off a list.
            t.insideClose = false;
            over(t.move);
            return;
        }
        if (t.move == null) {
            returnUnseen();
            return;
        }
        final Move m = t.move;
        returnUnseen();
        over(m);
        world.devices.put(m.device, m.op);
        t.move = null;
        t.insideClose = false;
        t.broadcasting = null;
        world.used();
    }

    void over(final Move m) {
        for (final Buffer b : m.buffers) {
            over(m, b);
        }
        m.buffers.clear();
    }

    /** The call does no more in a buffer. */
    void over(final Move m, final Buffer b) {
        if (b.move == m) {
            world.all(b, m.op.ret);
            if (m.op == Move.Op.MOVE && b.base.standard().showsMoves() && !b.base.refused()) {
                world.verdicts.calls().moved();
            }
            ends(b, m);
        }
    }

    /** An exporter's call returns whose beginning was not seen. It affects all buffers that may be meant. */
    private void returnUnseen() throws Undecided, InterruptedException {
        for (final Buffer b : world.buffers.values()) {
            if (b.line == 0 && b.move == null) {
                b.base = world.history(b, true);
                b.blind = world.history(b, false);
                for (final Attachment a : b.attachments) {
                    a.judged = world.history(b, a.judged.standard().seesCallbacks());
                }
            }
        }
    }
}
