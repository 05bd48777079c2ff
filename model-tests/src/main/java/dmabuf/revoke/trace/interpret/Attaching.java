// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.interpret;

import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.trace.judge.Hazards;
import dmabuf.revoke.trace.judge.Judged;
import dmabuf.revoke.trace.judge.Word;
import dmabuf.revoke.trace.read.Errors;
import dmabuf.revoke.trace.read.FtraceLine;
import dmabuf.revoke.trace.read.Keys;
import dmabuf.revoke.trace.read.Kind;
import dmabuf.revoke.trace.read.Survey;

/** The importers' attach and detach. */
final class Attaching {
    private final World world;

    Attaching(final World world) {
        this.world = world;
    }

    private Attachment come(final Buffer b, final long iops, final boolean callbacks) {
        world.flush(b);
        final Task t = world.thread();
        if (t.name == null) {
            t.name = world.line.thread();
        }
        final Judged judged = (callbacks || iops == 0 ? b.base : b.blind).fork();
        final Attachment a = new Attachment(b, judged, iops, world.reader.number(), t.name);
        b.attachments.add(a);
        judged.standard().attaches();
        world.verdicts.attaches();
        return a;
    }

    void attachCalled(final Task t) throws Undecided, InterruptedException {
        final Buffer b = world.buffer(world.line.number(Keys.DMABUF));
        if (b == null) {
            return;
        }
        world.remember(b);
        if (!world.survey.has(Kind.DYNATTACH_RET, Kind.ATTACH_RET)) {
            // The trace does not show whether the attach succeeds, and at which address.
            return;
        }
        final long iops = world.line.number(Keys.IOPS);
        t.attaching = come(b, iops == FtraceLine.NONE ? 0 : iops, world.survey.callbackOf(iops));
        t.attaching.inRestore = inRestore(b);
        world.say(t.attaching, t.attaching.isStatic ? Word.ATTACH_STATIC : Word.ATTACH_DYNAMIC);
    }

    static boolean inRestore(final Buffer b) {
        return b.move != null && b.move.op == Move.Op.RESTORE;
    }

    /** The exporter's hook runs inside attach, and is the first to get the attachment. */
    void maybeHook(final Task t) {
        final Attachment a = t.attaching;
        if (a.address == 0 && world.line.number(Keys.A1) == a.buffer.address) {
            final long attach = world.line.number(Keys.A2);
            a.address = attach < 0 && Errors.of(attach) == 0 && attach != FtraceLine.NONE ? attach : 0;
        }
    }

    void locked(final Task t, final Buffer b) {
        t.insertSection = t.attaching != null && t.attaching.buffer == b && world.line.calledBy(Keys.IN_ATTACH)
                || t.detaching != null && t.detaching.buffer == b && world.line.calledBy(Keys.IN_DETACH);
    }

    /** Inside attach and detach the effect is in this section, so the history may have it here, before the return. */
    void unlocks(final Task t, final Buffer b) {
        if (t.held == b.resv) {
            t.mappedInHold = null;
        }
        if (!t.insertSection) {
            return;
        }
        t.insertSection = false;
        world.remember(b);
        if (t.detaching != null) {
            sayDetached(t.detaching);
        } else {
            sayAttached(t.attaching);
        }
    }

    private void sayAttached(final Attachment a) {
        if (!a.attachSaid) {
            a.attachSaid = true;
            if (a.buffer.revoked && a.buffer.line > 0) {
                world.verdicts.hazards().add(Hazards.Hazard.LATE, world.reader.number());
            }
            world.say(a, a.isStatic ? Word.ATTACHED_STATIC : Word.ATTACHED_DYNAMIC);
        }
    }

    /** From here on another attachment may have the address. */
    private void sayDetached(final Attachment a) {
        if (!a.detachSaid) {
            a.detachSaid = true;
            world.say(a, Word.DETACHED);
            world.attachments.remove(a.address, a);
            a.buffer.attachments.remove(a);
        }
    }

    void attachReturned(final Task t) throws Undecided, InterruptedException {
        final long result = world.line.number(Keys.ATTACH);
        final boolean failed = Errors.of(result) != 0 || result == 0;
        final Attachment a = t.attaching != null || failed || world.survey.has(Kind.DYNATTACH_IN, Kind.ATTACH_IN)
                ? t.attaching : uncalled();
        if (a == null) {
            return;
        }
        t.attaching = null;
        t.insertSection = false;
        world.remember(a.buffer);
        if (failed) {
            refusedAttach(a, Errors.of(result));
            return;
        }
        a.address = result;
        sayAttached(a);
        a.returned = true;
        final Attachment old = world.attachments.put(result, a);
        if (old != null && old != a && old.detaching) {
            sayDetached(old);
            world.attachments.put(result, a);
        } else if (old != null && old != a) {
            // Another attachment can have its address only after a detach. If detaches were recorded, there was none.
            world.say(old, old.isStatic ? Word.ATTACH_STATIC : Word.ATTACH_DYNAMIC);
            old.buffer.attachments.remove(old);
        }
    }

    /** An attachment for which only the return of attach is recorded. */
    private Attachment uncalled() throws Undecided, InterruptedException {
        final Buffer b = world.buffer(world.line.number(Keys.DMABUF));
        return b == null ? null : come(b, -1, false);
    }

    private void refusedAttach(final Attachment a, final int error) {
        if (error == Errors.ENODEV && (a.inRestore || inRestore(a.buffer))) {
            world.verdicts.hazards().add(Hazards.Hazard.SPURIOUS, world.reader.number());
        }
        final boolean named = a.judged.standard().knows(Word.CALL_REVOKE) && (error == Errors.ENODEV
                || error == Errors.EOPNOTSUPP);
        final int at = !named ? 2 : error == Errors.ENODEV ? 0 : 1;
        final Word[] words = a.isStatic
                ? new Word[] {Word.ATTACH_STATIC_ENODEV, Word.ATTACH_STATIC_EOPNOTSUPP, Word.ATTACH_STATIC_OTHER}
                : new Word[] {Word.ATTACH_DYNAMIC_ENODEV, Word.ATTACH_DYNAMIC_EOPNOTSUPP, Word.ATTACH_DYNAMIC_OTHER};
        world.say(a, words[at]);
        a.buffer.attachments.remove(a);
    }

    /** The kernel's own tracepoint, used where no probe is set. */
    void attachedByTracepoint() {
        final Buffer b = world.buffers.get(world.line.number(Keys.INO));
        if (b != null) {
            world.remember(b);
            final Attachment a = come(b, world.line.number(Keys.DYNAMIC) == 0 ? 0 : -1, false);
            a.address = world.line.hex(Keys.ATTACHMENT);
            a.returned = true;
            sayAttached(a);
            world.attachments.put(a.address, a);
        }
    }

    void detachedByTracepoint() {
        final Attachment a = world.attachments.get(world.line.hex(Keys.ATTACHMENT));
        if (a != null) {
            world.remember(a.buffer);
            sayDetached(a);
        }
    }

    /** The attachment at an address. One whose attach was not seen begins here. */
    Attachment attachment(final long address) throws Undecided, InterruptedException {
        final Attachment known = world.attachments.get(address);
        if (known != null) {
            return known;
        }
        final Buffer b = world.buffer(world.line.number(Keys.DMABUF));
        if (b == null) {
            return null;
        }
        return stranger(b, address);
    }

    /**
     * An attachment that acts although its attach was not seen. Its history is that of the buffer, which does not allow that; but
     * if the beginning of the buffer was not seen either, the attachment may be in any state.
     */
    Attachment stranger(final Buffer b, final long address) throws Undecided, InterruptedException {
        final Attachment a = come(b, Survey.UNKNOWN, world.survey.tellsAll());
        if (b.line == 0) {
            a.judged = world.history(b, world.survey.tellsAll());
        }
        a.address = address;
        a.returned = true;
        a.attachSaid = true;
        world.attachments.put(address, a);
        return a;
    }

    void detachCalled(final Task t) throws Undecided, InterruptedException {
        t.detaching = attachment(world.line.number(Keys.ATTACH));
        if (t.detaching != null) {
            world.remember(t.detaching.buffer);
            t.detaching.detaching = true;
            if (t.detaching.privately && t.detaching.mapped) {
                t.detaching.mapped = false;
                world.promise(t.detaching, Word.LETS_GO);
            }
            world.say(t.detaching, Word.DETACH);
        }
    }

    void detachReturned(final Task t) {
        final Attachment a = t.detaching;
        t.detaching = null;
        t.insertSection = false;
        if (a != null) {
            world.remember(a.buffer);
            sayDetached(a);
            return;
        }
        final Attachment gone = world.attachments.remove(world.line.number(Keys.ATTACH));
        if (gone != null) {
            // Its call was not seen. The rest of its history is not judged, because another attachment may have its address.
            gone.buffer.attachments.remove(gone);
        }
    }
}
