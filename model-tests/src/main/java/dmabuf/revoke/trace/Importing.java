package dmabuf.revoke.trace;

import dmabuf.revoke.tlc.Undecided;

/** What importers do: attach and detach, map and unmap, and the fences of their jobs. */
final class Importing {
    private static final String VFIO = "vfio_pci_core";
    private static final String MOCK = "iommufd";

    private final World world;

    Importing(final World world) {
        this.world = world;
    }

    private Attachment come(final Buffer b, final long iops, final boolean callbacks) {
        world.flush(b);
        final Task t = world.task;
        if (t.name == null) {
            t.name = world.line.thread();
        }
        final Judged judged = (callbacks || iops == 0 ? b.base : b.blind).fork();
        final Attachment a = new Attachment(b, judged, iops, world.reader.number(), t.name);
        b.attachments.add(a);
        judged.standard().attachments++;
        world.verdicts.attaches();
        return a;
    }

    void attachCalled(final Task t) throws Undecided, InterruptedException {
        final Buffer b = world.buffer(world.line.number(Keys.DMABUF));
        if (b == null) {
            return;
        }
        world.remember(b);
        final long iops = world.line.number(Keys.IOPS);
        t.attaching = come(b, iops == FtraceLine.NONE ? 0 : iops, world.survey.callbackOf(iops));
        t.attaching.inRestore = inRestore(b);
        world.say(t.attaching, t.attaching.isStatic ? Word.ATTACH_STATIC : Word.ATTACH_DYNAMIC);
    }

    private static boolean inRestore(final Buffer b) {
        return b.move != null && b.move.op == Move.Op.RESTORE;
    }

    /** The exporter's hook runs inside attach: it is given the attachment before anybody else. */
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

    /** Inside attach and detach the effect is in this section: the history may have it here, before the return. */
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

    /** From here on its address may be that of another. */
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
            // Nobody else can have its address unless it was detached: if that was recorded, it did not happen.
            world.say(old, old.isStatic ? Word.ATTACH_STATIC : Word.ATTACH_DYNAMIC);
            old.buffer.attachments.remove(old);
        }
    }

    /** An attachment of which only the return of attach is recorded. */
    private Attachment uncalled() throws Undecided, InterruptedException {
        final Buffer b = world.buffer(world.line.number(Keys.DMABUF));
        return b == null ? null : come(b, -1, false);
    }

    private void refusedAttach(final Attachment a, final int error) {
        if (error == Errors.ENODEV && (a.inRestore || inRestore(a.buffer))) {
            world.verdicts.hazards().add(Hazards.Hazard.SPURIOUS, world.reader.number());
        }
        final boolean named = a.judged.standard().knows(Word.CALL_REVOKE) && (error == Errors.ENODEV || error == Errors.EOPNOTSUPP);
        final int at = !named ? 2 : error == Errors.ENODEV ? 0 : 1;
        final Word[] words = a.isStatic
                ? new Word[] {Word.ATTACH_STATIC_ENODEV, Word.ATTACH_STATIC_EOPNOTSUPP, Word.ATTACH_STATIC_OTHER}
                : new Word[] {Word.ATTACH_DYNAMIC_ENODEV, Word.ATTACH_DYNAMIC_EOPNOTSUPP, Word.ATTACH_DYNAMIC_OTHER};
        world.say(a, words[at]);
        a.buffer.attachments.remove(a);
    }

    /** The kernel's own tracepoint, where no probe is set. */
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

    private Attachment attachment(final long address) throws Undecided, InterruptedException {
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
     * It acts, and was not seen to attach. Its history is that of the buffer, which will not let it; but if the buffer's
     * beginning was not seen either, it may be in any state.
     */
    Attachment stranger(final Buffer b, final long address) throws Undecided, InterruptedException {
        final Attachment a = come(b, -1, true);
        if (b.line == 0) {
            a.judged = world.anyState(b, true);
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
        }
    }

    void mapCalled(final Task t) throws Undecided, InterruptedException {
        t.mapping = attachment(world.line.number(Keys.ATTACH));
        t.mapSaid = false;
        if (t.mapping != null) {
            world.remember(t.mapping.buffer);
            world.say(t.mapping, Word.MAP);
        }
    }

    /** The exporter's own map answers before the core's does. */
    void exporterMapped(final Task t) {
        if (t.mapping != null && world.line.number(Keys.A1) == t.mapping.address && !t.mapSaid) {
            t.mapSaid = true;
            mapped(t, t.mapping, Errors.of(world.line.number(Keys.RET)), false);
        } else if (t.mapping == null && !world.survey.has(Kind.MAP_IN)) {
            final Attachment a = world.attachments.get(world.line.number(Keys.A1));
            if (a != null) {
                world.say(a, Word.MAP);
                mapped(t, a, Errors.of(world.line.number(Keys.RET)), false);
            }
        }
    }

    void mapReturned(final Task t) {
        if (t.mapping != null && !t.mapSaid) {
            mapped(t, t.mapping, Errors.of(world.line.number(Keys.SGT)), false);
        }
        t.mapping = null;
    }

    /** iommufd asks each exporter that it knows by a call of its own; one that does not export this buffer declines. */
    void mappedPrivately(final Task t, final boolean vfio) throws Undecided, InterruptedException {
        final Attachment a = world.attachments.get(world.line.number(Keys.A1));
        final int error = Errors.of(world.line.number(Keys.RET));
        if (a != null && a.buffer.exporter.equals(vfio ? VFIO : MOCK)) {
            world.say(a, Word.MAP_PRIVATE);
            mapped(t, a, error, true);
        }
    }

    private void mapped(final Task t, final Attachment a, final int error, final boolean privately) {
        final Buffer b = a.buffer;
        world.remember(b);
        if (error == 0) {
            a.mapped = true;
            a.privately = privately;
            t.mappedInHold = t.held == b.resv && b.resv != 0 ? a : null;
            world.say(a, privately ? Word.MAPPED_PRIVATE : Word.MAPPED);
            world.promise(a, Word.READS);
            return;
        }
        if (error == Errors.ENODEV && inRestore(b) && b.move.told) {
            world.verdicts.hazards().add(Hazards.Hazard.LOST, world.reader.number());
        }
        final boolean revokes = a.judged.standard().knows(Word.CALL_REVOKE);
        final int at = !revokes ? 2 : error == Errors.ENODEV ? 0 : error == Errors.EINVAL ? 1 : 2;
        world.say(a, Word.values()[(privately ? Word.PRIVATE_ENODEV : Word.MAP_ENODEV).ordinal() + at]);
    }

    void unmapCalled(final Task t, final long address) throws Undecided, InterruptedException {
        if (t.unmapping != null) {
            return;
        }
        final Attachment a = attachment(address);
        if (a == null) {
            return;
        }
        t.unmapping = a;
        world.remember(a.buffer);
        world.say(a, Word.UNMAPPED);
        world.promise(a, Word.LETS_GO);
        a.mapped = false;
        if (!a.judged.asksContract() && !a.judged.refused()) {
            a.judged.askAgain(a.buffer.base);
        }
    }

    void unmapReturned(final Task t) {
        t.unmapping = null;
    }

    void fenceAdded(final Task t) {
        final Buffer b = world.locks.get(world.line.number(Keys.RESV));
        final long fence = world.line.number(Keys.FENCE);
        if (b == null || world.fences.containsKey(fence) || !world.survey.has(Kind.FENCE_SIGNAL)) {
            return;
        }
        final Attachment a = t.mappedInHold;
        if (a != null && a.buffer == b && a.mapped && a.job == 0) {
            a.job = fence;
            world.remember(b);
            world.fences.put(fence, new Fence(b, a, null));
            world.say(a, world.line.number(Keys.USAGE) == 0 ? Word.JOB_KERNEL : Word.JOB);
            world.promise(a, Word.WRITES);
            return;
        }
        world.flush(b);
        world.remember(b);
        final Fence f = new Fence(b, null, b.base.fork());
        world.fences.put(fence, f);
        b.fences.add(f);
        world.sayFence(f, Word.FENCE);
    }

    void fenceStarted() {
        forgetFence(world.fences.remove(world.line.number(Keys.FENCE)));
    }

    void fenceSignals() {
        final Fence f = world.fences.remove(world.line.number(Keys.FENCE));
        if (f == null) {
            return;
        }
        world.remember(f.buffer);
        if (f.owner == null) {
            world.sayFence(f, Word.FENCE_SIGNAL);
        } else {
            world.say(f.owner, Word.SIGNAL);
            if (f.owner.mapped) {
                world.promise(f.owner, Word.READS);
            }
        }
        forgetFence(f);
    }

    private static void forgetFence(final Fence f) {
        if (f != null && f.owner != null) {
            f.owner.job = 0;
        } else if (f != null) {
            f.buffer.fences.remove(f);
        }
    }
}
