// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.peers;

import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.MisuseException;
import dmabuf.revoke.impl.PinnedImporter;
import dmabuf.revoke.impl.Usage;

/**
 * A complete use of a buffer by a device: its driver maps, a job accesses the memory and ends, and the mapping is given
 * back, by the driver or, if the callback has deferred that, by the worker. All in one thread, which holds nothing at the
 * end; so a revoke that comes meanwhile ends.
 */
public final class Use {
    private Use() {}

    /**
     * {@return OK, or why there was no mapping} The importer is attached, unless its driver pins: then it attaches, and
     * detaches at the end.
     */
    public static Errno of(final Importer i, final Ram ram, final Usage usage) throws InterruptedException {
        return i instanceof PinnedImporter p ? ofPinned(p, ram, usage) : ofUnpinned(i, ram, usage);
    }

    private static Errno ofUnpinned(final Importer i, final Ram ram, final Usage usage) throws InterruptedException {
        final Errno e = i.map();
        if (e != Errno.OK) {
            return e;
        }
        if (i.hasFences()) {
            job(i, ram, usage);
        } else {
            ram.accessOfDevice();
        }
        while (i.attachment().isMapped()) {
            giveBack(i);
        }
        return Errno.OK;
    }

    private static void giveBack(final Importer i) throws InterruptedException {
        if (i.isDeferred()) {
            i.work();
            return;
        }
        try {
            i.unmap();
        } catch (MisuseException m) {
            unless(!i.attachment().isMapped(), m);
        }
    }

    /** A callback may take the mapping away at any time, except while the job runs. */
    private static void job(final Importer i, final Ram ram, final Usage usage) throws InterruptedException {
        try {
            if (i.submit(usage) != Errno.OK) {
                return;
            }
        } catch (MisuseException m) {
            unless(!i.attachment().isMapped(), m);
            return;
        }
        try {
            ram.access();
        } finally {
            i.signal();
        }
    }

    private static Errno ofPinned(final PinnedImporter i, final Ram ram, final Usage usage) throws InterruptedException {
        final Errno attached = i.attach();
        if (attached != Errno.OK) {
            return attached;
        }
        final Errno e = map(i);
        if (e == Errno.OK) {
            if (!i.hasFences()) {
                ram.accessOfDevice();
            } else if (lock(i)) {
                final boolean runs;
                try {
                    runs = i.attachment().isMapped() && i.submit(usage) == Errno.OK;
                } finally {
                    i.unlock();
                }
                if (runs) {
                    try {
                        ram.access();
                    } finally {
                        i.signal();
                    }
                }
            }
        }
        while (i.attachment().isMapped() || i.attachment().isPinned()) {
            if (i.isDeferred()) {
                i.work();
            } else if (lock(i)) {
                try {
                    if (i.attachment().isMapped()) {
                        i.unmap();
                    }
                    if (i.attachment().isPinned()) {
                        i.unpin();
                    }
                } finally {
                    i.unlock();
                }
            }
        }
        i.detach();
        return e;
    }

    private static Errno map(final PinnedImporter i) throws InterruptedException {
        if (!lock(i)) {
            return Errno.EINVAL;
        }
        try {
            if (i.isDead()) {
                return Errno.EINVAL;
            }
            final Errno pinned = i.pin();
            return pinned == Errno.OK ? i.map() : pinned;
        } finally {
            i.unlock();
        }
    }

    /** {@return false if the importer was invalidated for good, and holds nothing} */
    private static boolean lock(final PinnedImporter i) throws InterruptedException {
        try {
            i.lock();
            return true;
        } catch (MisuseException m) {
            unless(i.isDead() && !i.attachment().isMapped(), m);
            return false;
        }
    }

    private static void unless(final boolean allowed, final MisuseException m) {
        if (!allowed) {
            throw m;
        }
    }
}
