// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

/** An importer whose driver takes the reservation lock itself, and pins and maps while it holds it. Reference 5.3. */
public abstract class PinnedImporter extends Importer {
    /**
     * Creates an importer that is not attached and programs no hardware.
     *
     * @param buffer that it imports
     */
    protected PinnedImporter(final DmaBuf buffer) {
        super(buffer);
    }

    @Override
    final boolean locksItself() {
        return true;
    }

    /**
     * Takes the reservation lock for the calls that follow. Spec action ResvLock; reference 5.3.
     *
     * @return OK
     * @throws MisuseException if it is not attached, or locked already, or dead and holds nothing
     * @throws InterruptedException if an interrupt comes before the call has its lock; nothing has changed then
     */
    public Errno lock() throws InterruptedException {
        final Attachment a = attached();
        must(!holdsLock(), "locked already");
        must(!isDead() || a.mapped.get() || a.pinned, "the importer is dead, and holds nothing");
        steps.gate(Step.RESV_LOCK, this);
        final Mutex lock = buffer.resv().lock();
        lock.lockInterruptibly();
        boolean returns = false;
        try {
            steps.record(Step.RESV_LOCK, this);
            returns = true;
        } finally {
            if (!returns) {
                lock.release();
            }
        }
        return Errno.OK;
    }

    /**
     * Releases the reservation lock, whatever a probe throws. Spec action ResvUnlock; reference 5.3.
     *
     * @return OK
     * @throws MisuseException if it is not locked
     */
    public Errno unlock() {
        attached();
        must(holdsLock(), "not locked");
        try {
            steps.gate(Step.RESV_UNLOCK, this);
            steps.record(Step.RESV_UNLOCK, this);
        } finally {
            buffer.resv().lock().release();
        }
        return Errno.OK;
    }

    /**
     * Pins the memory. Under the reservation lock. Spec action Pin; reference 5.3.
     *
     * @return OK; EOPNOTSUPP if the exporter's pin refuses
     * @throws MisuseException if it is not locked, or pinned already, or dead
     */
    public Errno pin() {
        must(holdsLock() && !attached().pinned && !isDead(), "not locked, or pinned already, or dead");
        return steps.take(Step.PIN, this, i -> i.buffer.pin(i.attached()));
    }

    /**
     * Unpins the memory. Under the reservation lock. Spec action Unpin; reference 5.3.
     *
     * @return OK
     * @throws MisuseException if it is not locked, or not pinned, or mapped
     */
    public Errno unpin() {
        final Attachment a = attached();
        must(holdsLock() && a.pinned && !a.mapped.get(), "not locked, or not pinned, or mapped");
        return steps.take(Step.UNPIN, this, i -> {
            i.buffer.unpin(i.attached());
            return Errno.OK;
        });
    }
}
