// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.interpret;

import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.trace.judge.Hazards;
import dmabuf.revoke.trace.judge.Word;
import dmabuf.revoke.trace.read.Errors;
import dmabuf.revoke.trace.read.Keys;
import dmabuf.revoke.trace.read.Kind;

/** The importers' calls between attach and detach: map and unmap, and the fences of their jobs. */
final class Mapping {
    private static final String VFIO = "vfio_pci_core";
    private static final String MOCK = "iommufd";

    private final World world;
    private final Attaching attaching;

    Mapping(final World world, final Attaching attaching) {
        this.world = world;
        this.attaching = attaching;
    }

    void mapCalled(final Task t) throws Undecided, InterruptedException {
        t.mapping = attaching.attachment(world.line.number(Keys.ATTACH));
        t.mapSaid = false;
        if (t.mapping != null) {
            world.remember(t.mapping.buffer);
            world.say(t.mapping, Word.MAP);
        }
    }

    /** The exporter's own map returns before the core's does. */
    void exporterMapped(final Task t) {
        if (t.mapping != null && world.line.number(Keys.A1) == t.mapping.address && !t.mapSaid) {
            t.mapSaid = true;
            mapped(t, t.mapping, Errors.of(world.line.number(Keys.RET)), false);
        } else if (t.mapping == null && !world.survey.has(Kind.MAP_IN)) {
            final Attachment a = world.attachments.get(world.line.number(Keys.A1));
            if (a != null) {
                t.mapSaid = true;
                world.say(a, Word.MAP);
                mapped(t, a, Errors.of(world.line.number(Keys.RET)), false);
            }
        }
    }

    void mapReturned(final Task t) {
        final Attachment a = t.mapping != null || world.survey.has(Kind.MAP_IN, Kind.MAP_UNLOCKED_IN) ? t.mapping
                : world.attachments.get(world.line.number(Keys.ATTACH));
        if (a != null && !t.mapSaid) {
            mapped(t, a, Errors.of(world.line.number(Keys.SGT)), false);
        }
        t.mapping = null;
        t.mapSaid = false;
    }

    /** iommufd tries a private call of each exporter that it knows; an exporter that does not own the buffer declines. */
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
            // A private mapping is assumed to end when its callback returns, or with its attachment.
            a.ends = privately ? a.judged.standard().seesCallbackReturns() && world.survey.has(Kind.DETACH_IN)
                    : a.judged.standard().seesUnmaps();
            world.promise(a, Word.READS);
            return;
        }
        if (error == Errors.ENODEV && Attaching.inRestore(b) && b.move.told) {
            world.verdicts.hazards().add(Hazards.Hazard.LOST, world.reader.number());
        }
        if (b.told > 0 && (error == Errors.ENODEV || error == Errors.EOPNOTSUPP) && !world.standards.isNamed(b.exporter)) {
            world.verdicts.strange(b.exporter, !b.strange && !b.refuted && !b.doubted, "line " + world.reader.number()
                    + " refuses a map after the broadcast of line " + b.told);
            b.strange = true;
        }
        final boolean revokes = a.judged.standard().knows(Word.CALL_REVOKE);
        final int at = !revokes ? 2 : error == Errors.ENODEV ? 0 : error == Errors.EINVAL ? 1 : 2;
        world.say(a, Word.values()[(privately ? Word.PRIVATE_ENODEV : Word.MAP_ENODEV).ordinal() + at]);
    }

    void unmapCalled(final Task t, final long address) throws Undecided, InterruptedException {
        if (t.unmapping != null && world.survey.has(Kind.UNMAP_RET, Kind.UNMAP_UNLOCKED_RET)) {
            return;
        }
        final Attachment a = attaching.attachment(address);
        if (a == null) {
            return;
        }
        t.unmapping = a;
        world.remember(a.buffer);
        world.say(a, Word.UNMAPPED);
        if (a.mapped) {
            world.promise(a, Word.LETS_GO);
        }
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
            world.fences.put(fence, new Fence(b, a, null, world.reader.number()));
            world.say(a, world.line.number(Keys.USAGE) == 0 ? Word.JOB_KERNEL : Word.JOB);
            world.promise(a, Word.WRITES);
            return;
        }
        world.flush(b);
        world.remember(b);
        final Fence f = new Fence(b, null, b.base.fork(), world.reader.number());
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
