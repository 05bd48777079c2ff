// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.interpret;

import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.trace.judge.Hazards;
import dmabuf.revoke.trace.judge.Word;
import dmabuf.revoke.trace.read.Errors;
import dmabuf.revoke.trace.read.FtraceLine;
import dmabuf.revoke.trace.read.Keys;
import dmabuf.revoke.trace.read.Kind;

/** The exporter's work in a section of the reservation lock: the broadcast, its callbacks, the wait for fences. */
final class Sections {
    private final World world;
    private final Exporting exporting;
    private final Attaching attaching;

    Sections(final World world, final Exporting exporting, final Attaching attaching) {
        this.world = world;
        this.exporting = exporting;
        this.attaching = attaching;
    }

    /** The thread has taken a buffer's lock. */
    void locked(final Task t, final Buffer b) {
        if (t.move != null && t.move.changes() && endIsSeen(t.move) && (b.move == t.move || exporting.joins(t, b)) && t.section == null) {
            enters(t, b);
        }
    }

    /** If not, a thread's later holds and waits may belong to its exporter's call, or to something after it. */
    private boolean endIsSeen(final Move m) {
        return m.device == 0 || world.survey.has(Kind.VFIO_PCI_DMA_BUF_MOVE_RET);
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
        b.revoked |= b.move != null && b.move.revokes();
        world.all(b, Word.HOLD);
    }

    private void leaves(final Task t) {
        final Buffer b = t.section;
        t.section = null;
        t.broadcasting = null;
        world.all(b, Word.LET_GO);
        if (b.move != null && b.move.endsWithSection && b.move == t.move) {
            // The mock's call does no more: another thread may revoke the buffer before this one returns. A move is asynchronous.
            exporting.over(t.move, b);
        }
    }

    void unlocks(final Task t, final Buffer b) {
        if (t.section == b) {
            leaves(t);
        }
        if (!b.listed) {
            exporting.list(b);
        }
    }

    /**
     * An importer calls in a hold in which its callback ran: the exporter moved the buffer in that hold, as it may in the
     * importer's pin. For the spec the exporter has released the lock and the importer has taken it, with no other holder in
     * between.
     */
    void importerCalls(final Task t, final Buffer b) {
        if (t.section == b && t.move == null && b.move == null) {
            t.section = null;
            world.all(b, Word.LET_GO);
        }
    }

    void broadcastBegins(final Task t) throws Undecided, InterruptedException {
        final Buffer b = world.buffer(world.line.number(Keys.DMABUF));
        if (b == null) {
            return;
        }
        if (t.section != b) {
            if (t.section != null) {
                // It moves several buffers and holds all their locks. Nothing that matters for the first one comes in its hold now.
                leaves(t);
            }
            if (t.move != null) {
                exporting.joins(t, b);
            }
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
        b.told = world.reader.number();
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
        if (b != null && (t.section == b || t.section == null && t.move != null && b.move == t.move && endIsSeen(t.move))) {
            world.all(b, Word.waited(t.waitUsage, world.line.number(Keys.RET) > 0));
        }
        t.waitResv = 0;
    }

    /** Recognizes a callback: any function that is called in a broadcast with the attachment as its argument. */
    void maybeCallback(final Task t) throws Undecided, InterruptedException {
        final Buffer b = t.broadcasting;
        final boolean nested = world.line.number(Keys.A1) == (t.callback == null ? 0 : t.callback.address);
        if (t.callback != null && (nested || world.survey.callbacksReturn()
                || world.survey.returns(world.words.name(t.callbackEvent)))) {
            if (nested && world.words.entry(world.event) == t.callbackEvent) {
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
            world.survey.learns(a.iops, world.words.name(world.event));
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
            // It unmaps inside its callback; the trace does not show when.
            a.mapped = false;
            world.promise(a, Word.LETS_GO);
        }
    }
}
