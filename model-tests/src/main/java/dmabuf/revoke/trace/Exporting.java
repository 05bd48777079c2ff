package dmabuf.revoke.trace;

import dmabuf.revoke.tlc.Undecided;

/** What exporters do: export and release, revoke and restore, and inside these the lock, the broadcast, the wait. */
final class Exporting {
    private static final String VFIO = "vfio_pci_core";
    private static final String MOCK = "iommufd";
    private static final int TEST_REVOKES = 23;

    private final World world;
    private final Attaching attaching;

    Exporting(final World world, final Attaching attaching) {
        this.world = world;
        this.attaching = attaching;
    }

    void exportCalled(final Task t) {
        t.exporting = world.line.text(Keys.EXP);
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

    /** The kernel's own tracepoint, where no probe is set: a buffer's key is its inode. */
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

    /** Somebody uses the buffer: it is on its exporter's list by now. */
    void mentioned() {
        final Buffer b = world.buffers.get(world.line.number(Keys.DMABUF));
        if (b != null && !b.listed) {
            list(b);
        }
    }

    /**
     * A buffer that is exported while its device's memory is off begins revoked. For the spec that is a buffer that was
     * revoked before anybody came.
     */
    private void list(final Buffer b) {
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
        if (t.move != null) {
            t.insideClose = true;
            return;
        }
        final long device = world.line.number(Keys.A1);
        final boolean revokes = (world.line.number(Keys.A2) & 0xff) != 0;
        t.move = new Move(close ? Move.Op.CLOSE : revokes ? Move.Op.REVOKE : Move.Op.RESTORE, device,
                world.reader.number());
        for (final Buffer b : world.buffers.values()) {
            final boolean vfio = b.exporter.equals(VFIO) || b.exporter.isEmpty();
            if (vfio && b.listed && !b.closed && (b.device == 0 || b.device == device)) {
                begins(t.move, b);
            }
        }
        world.used();
    }

    private void begins(final Move m, final Buffer b) {
        m.buffers.add(b);
        b.move = m;
        b.touched = false;
        m.told = false;
        world.all(b, m.op.call);
    }

    void moveReturned(final Task t, final boolean close) throws Undecided, InterruptedException {
        if (t.insideClose && !close) {
            // What close does is done with the move in it; what is left takes the buffers off a list.
            t.insideClose = false;
            over(t.move);
            return;
        }
        if (t.move == null) {
            world.returnUnseen();
            return;
        }
        final Move m = t.move;
        world.returnUnseen();
        over(m);
        world.devices.put(m.device, m.op);
        t.move = null;
        world.used();
    }

    private void over(final Move m) {
        for (final Buffer b : m.buffers) {
            if (b.move == m) {
                world.all(b, m.op.ret);
                b.move = null;
                b.closed |= m.op == Move.Op.CLOSE;
                b.revoked = m.op != Move.Op.RESTORE;
            }
        }
        m.buffers.clear();
    }

    /** The iommufd self test revokes or restores one buffer; which one is seen when it takes the lock. */
    void testCalled(final Task t) {
        if (world.line.number(Keys.OP) == TEST_REVOKES) {
            final boolean revokes = world.line.number(Keys.REVOKED) != 0;
            t.move = new Move(revokes ? Move.Op.REVOKE : Move.Op.RESTORE, 0, world.reader.number());
            world.used();
        }
    }

    void testReturned(final Task t) throws Undecided, InterruptedException {
        if (t.move != null) {
            moveReturned(t, true);
        }
    }

    /** The thread has taken a buffer's lock. */
    void locked(final Task t, final Buffer b) {
        if (t.move != null && (b.move == t.move || joins(t, b)) && t.section == null) {
            enters(t, b);
        }
    }

    private boolean joins(final Task t, final Buffer b) {
        if (b.exporter.equals(MOCK) && t.move.device == 0 && b.move == null) {
            begins(t.move, b);
            return true;
        }
        return false;
    }

    private void enters(final Task t, final Buffer b) {
        if (b.line == 0 && b.move == null && t.move != null) {
            t.move.buffers.add(b);
            b.move = t.move;
        }
        t.section = b;
        b.touched = true;
        if (b.move != null && b.move.device != 0) {
            b.device = b.move.device;
        }
        b.revoked |= b.move != null && b.move.op != Move.Op.RESTORE;
        world.all(b, Word.HOLD);
    }

    void unlocks(final Task t, final Buffer b) {
        if (t.section == b) {
            t.section = null;
            world.all(b, Word.LET_GO);
            if (b.move != null && b.move.device == 0 && b.move == t.move) {
                // The mock does no more: another thread may revoke it before this one returns.
                over(t.move);
            }
        }
        if (!b.listed) {
            list(b);
        }
    }

    void broadcastBegins(final Task t) throws Undecided, InterruptedException {
        final Buffer b = world.buffer(world.line.number(Keys.DMABUF));
        if (b == null) {
            return;
        }
        if (t.section != b) {
            enters(t, b);
        } else {
            world.remember(b);
        }
        t.broadcasting = b;
    }

    void broadcastEnds(final Task t) {
        if (t.broadcasting == null) {
            return;
        }
        final Buffer b = t.broadcasting;
        t.broadcasting = null;
        t.callback = null;
        world.all(b, Word.BROADCAST);
        if (b.move != null) {
            b.move.told = true;
        }
        if (b.resv == 0 || !world.survey.has(Kind.WW_MUTEX_UNLOCK)) {
            t.section = null;
        }
    }

    void waitBegins(final Task t) {
        t.waitResv = world.line.number(Keys.RESV);
        t.waitUsage = world.line.number(Keys.USAGE);
        if (t.section != null && t.section == world.locks.get(t.waitResv)) {
            world.used();
        }
    }

    void waitEnds(final Task t) {
        final Buffer b = world.locks.get(t.waitResv);
        if (b != null && (t.section == b || t.section == null && t.move != null && b.move == t.move)) {
            world.all(b, Word.waited(t.waitUsage, world.line.number(Keys.RET) > 0));
        }
        t.waitResv = 0;
    }

    /** An importer is told: any function that is called in a broadcast with the attachment for its argument. */
    void maybeCallback(final Task t) throws Undecided, InterruptedException {
        final Buffer b = t.broadcasting;
        if (t.callback != null) {
            if (world.words.entry(world.event) == t.callbackEvent && world.line.number(Keys.A1) == t.callback.address) {
                returns(t);
            }
            return;
        }
        final long who = world.line.number(Keys.A1);
        final Attachment known = b.attachment(who);
        final Attachment a = known == null && b.line == 0 && who < 0 && Errors.of(who) == 0 && who != FtraceLine.NONE
                ? attaching.stranger(b, who) : known;
        if (a != null && world.words.entry(world.event) < 0) {
            t.callback = a;
            t.callbackEvent = world.event;
            world.remember(b);
            if (!a.returned) {
                a.early = world.reader.number();
                world.verdicts.hazards().add(Hazards.Hazard.EARLY, world.reader.number());
            } else if (a.detaching) {
                world.verdicts.hazards().add(Hazards.Hazard.LEAVING, world.reader.number());
            }
            world.say(a, Word.CALLBACK);
        }
    }

    private void returns(final Task t) {
        final Attachment a = t.callback;
        t.callback = null;
        world.remember(a.buffer);
        world.say(a, Word.CALLBACK_RETURN);
        if (a.privately && a.mapped) {
            // It unmaps inside its callback; nothing shows when.
            a.mapped = false;
            world.promise(a, Word.LETS_GO);
        }
    }
}
