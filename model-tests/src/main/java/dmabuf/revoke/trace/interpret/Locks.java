// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.interpret;

import dmabuf.revoke.trace.read.FtraceLine;
import dmabuf.revoke.trace.read.Keys;
import dmabuf.revoke.trace.read.Kind;

/** Which threads take and drop the reservation locks. */
final class Locks {
    private final World world;
    private final Sections sections;
    private final Attaching attaching;
    private final FileRule fileRule;

    Locks(final World world, final Sections sections, final Attaching attaching, final FileRule fileRule) {
        this.world = world;
        this.sections = sections;
        this.attaching = attaching;
        this.fileRule = fileRule;
    }

    private Buffer locksBuffer(final Task t) {
        return world.locks.get(lock(t));
    }

    private long lock(final Task t) {
        final long named = world.line.number(Keys.LOCK);
        return named == FtraceLine.NONE ? t.lockIn : named;
    }

    void queues(final Task t, final long lock) {
        t.lockIn = lock;
        t.queuing = world.locks.containsKey(lock) ? lock : 0;
        world.lockRule.takes(t, lock);
    }

    void locked(final Task t, final boolean ok) {
        t.queuing = 0;
        if (!world.survey.has(Kind.WW_MUTEX_UNLOCK)) {
            // The trace does not show where the hold ends.
            return;
        }
        final Buffer b = ok ? locksBuffer(t) : null;
        if (ok && b == null) {
            fileRule.taken(t, lock(t));
        }
        if (b != null) {
            t.held = b.resv;
            b.holder = t;
            world.lockRule.taken(t, b.resv);
            sections.locked(t, b);
            attaching.locked(t, b);
        }
    }

    void unlocks(final Task t) {
        final Buffer b = world.locks.get(world.line.number(Keys.LOCK));
        if (b != null) {
            attaching.unlocks(t, b);
            sections.unlocks(t, b);
            if (t.held == b.resv) {
                t.held = 0;
            }
            b.holder = null;
            world.lockRule.dropped(t, b.resv);
        }
    }
}
