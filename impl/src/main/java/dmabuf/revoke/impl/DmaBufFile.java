// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The file of a buffer: a reference keeps the buffer alive. It begins with one reference, that of the exporter; each
 * attachment, each memory area and each kernel mapping of a program, and each poll that waits has its own. Reference 5.1.
 * (In the kernel a kernel mapping has none, and a last put while there is one prints a warning.)
 *
 * <p>The last put releases the buffer, once, in the thread that calls it. No lock is needed.
 */
public final class DmaBufFile {
    private final DmaBuf buffer;
    private final AtomicInteger references = new AtomicInteger(1);
    /** The armed callbacks of poll: one for reading, one for writing. Set under the reservation lock. */
    private final AtomicIntegerArray armed = new AtomicIntegerArray(2);

    DmaBufFile(final DmaBuf buffer) {
        this.buffer = buffer;
    }

    /**
     * get_file_active: takes a reference, unless the count is 0. No lock is needed. Reference 5.1.
     *
     * @return whether it took one
     */
    public boolean tryGet() {
        return references.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
    }

    /**
     * get_file: takes another reference; the caller has one already. No lock is needed. Reference 5.1.
     *
     * @throws MisuseException if the buffer is released
     */
    public void get() {
        MisuseException.unless(tryGet(), "the buffer is released");
    }

    /**
     * dma_buf_put: gives up a reference; the last put releases the buffer. No lock is needed. Reference 5.1.
     *
     * @throws MisuseException if there is no reference; nothing has changed then
     */
    public void put() {
        final int before = references.getAndUpdate(n -> n == 0 ? 0 : n - 1);
        MisuseException.unless(before > 0, "the buffer is released");
        if (before == 1) {
            buffer.exporter().release();
        }
    }

    /** The put at the end of a call that has had an effect, so that it cannot be misuse any more. */
    void drop() {
        try {
            put();
        } catch (MisuseException m) {
            throw m.halfWay();
        }
    }

    /** The result of a poll. */
    public enum Poll {
        /** Nothing is pending. */
        READY,
        /** Something is pending, and {@code wake} will run. */
        WAKES,
        /** Another poll is armed; {@code wake} will not run. */
        TAKEN
    }

    /**
     * dma_buf_poll: a reader waits for the fences of writers, a writer for those of readers as well. Takes the reservation
     * lock. If such a fence is pending, {@code wake} runs once, in the thread that signals it, and may poll again; until
     * then the buffer is kept alive. One poll of each kind can be armed at a time. Satellite Poll.tla; reference 5.1.
     *
     * @param write whether a writer polls; else a reader
     * @param wake runs when a pending fence has signalled
     * @return the result
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
