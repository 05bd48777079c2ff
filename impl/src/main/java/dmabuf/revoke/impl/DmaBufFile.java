// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The file of a buffer: who holds a reference keeps the buffer. It begins with one, that of the exporter; each attachment,
 * each memory area and each kernel mapping of a program, and each poll that waits has its own. Reference 5.1. (In the kernel
 * a kernel mapping has none, and whoever puts the last reference under it is warned.)
 *
 * <p>When the last is put the buffer is released, once, in the thread that put it; nothing is left over then. No lock is
 * needed.
 */
public final class DmaBufFile {
    private final DmaBuf buffer;
    private final AtomicInteger references = new AtomicInteger(1);
    /** The callbacks of poll that are armed: one for reading, one for writing. Set under the reservation lock. */
    private final AtomicIntegerArray armed = new AtomicIntegerArray(2);

    DmaBufFile(final DmaBuf buffer) {
        this.buffer = buffer;
    }

    /**
     * get_file_active: one reference more, unless the buffer is dying. No lock is needed. Reference 5.1.
     *
     * @return whether there is one more
     */
    public boolean tryGet() {
        return references.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
    }

    /**
     * get_file: one reference more, for one who has one. No lock is needed. Reference 5.1.
     *
     * @throws MisuseException if the buffer is released
     */
    public void get() {
        MisuseException.unless(tryGet(), "the buffer is released");
    }

    /**
     * dma_buf_put: one reference less; the last one releases the buffer. No lock is needed. Reference 5.1.
     *
     * @throws MisuseException if there is none; nothing has changed then
     */
    public void put() {
        final int before = references.getAndUpdate(n -> n == 0 ? 0 : n - 1);
        MisuseException.unless(before > 0, "the buffer is released");
        if (before == 1) {
            buffer.exporter().release();
        }
    }

    /** The put with which a call ends that has had an effect: it is too late for misuse. */
    void drop() {
        try {
            put();
        } catch (MisuseException m) {
            throw m.halfWay();
        }
    }

    /** What poll says. */
    public enum Poll {
        /** Nothing is pending. */
        READY,
        /** Something is pending, and {@code wake} will run. */
        WAKES,
        /** Somebody else is armed, and this one is not told. */
        TAKEN
    }

    /**
     * dma_buf_poll: a reader waits for the fences of writers, a writer for those of readers too. Takes the
     * reservation lock. If something of that is pending, then {@code wake} runs once, in the thread that signals it,
     * and may poll again; until then the buffer is kept. Of each kind one can be armed at a time. Satellite Poll.tla;
     * reference 5.1.
     *
     * @param write whether a writer polls; else a reader
     * @param wake runs when something that was pending has signalled
     * @return what became of it
     * @throws MisuseException if the buffer is released
     * @throws InterruptedException if an interrupt comes before the call has its lock; nothing has changed then
     */
    public Poll poll(final boolean write, final Runnable wake) throws InterruptedException {
        final int kind = write ? 1 : 0;
        final Mutex lock = buffer.resv().lock();
        lock.lockInterruptibly();
        try {
            if (armed.get(kind) == 1) {
                return Poll.TAKEN;
            }
            get();
            armed.set(kind, 1);
            if (buffer.resv().whenSignalled(write ? Usage.READ : Usage.WRITE, () -> fired(kind, wake))) {
                return Poll.WAKES;
            }
            armed.set(kind, 0);
        } finally {
            lock.release();
        }
        drop();
        return Poll.READY;
    }

    private void fired(final int kind, final Runnable wake) {
        armed.set(kind, 0);
        final Thrown thrown = new Thrown();
        thrown.guard(wake);
        thrown.guard(this::drop);
        thrown.rethrow();
    }

    /** {@return how many references there are; 0 once the buffer is released} */
    public int references() {
        return references.get();
    }
}
