package dmabuf.revoke.impl;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The file of a buffer: who holds a reference keeps the buffer. It begins with one, that of the exporter; each attachment,
 * each memory area of a program and each poll that waits has its own. Reference 5.1.
 *
 * <p>When the last is put the buffer is released, once, in the thread that put it; nothing can be left over then but a
 * kernel mapping, and that is a fault of the caller. No lock is needed.
 */
public final class DmaBufFile {
    private final DmaBuf buffer;
    private final AtomicInteger references = new AtomicInteger(1);
    /** The callbacks of poll that are armed: one for reading, one for writing. Written under the reservation lock. */
    private final boolean[] armed = new boolean[2];

    DmaBufFile(final DmaBuf buffer) {
        this.buffer = buffer;
    }

    /** {@return whether there is one more} get_file_active: one more, unless the buffer is dying. */
    public boolean tryGet() {
        return references.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
    }

    /** get_file: one more, for one who has one. */
    public void get() {
        MisuseException.unless(tryGet(), "the buffer is released");
    }

    /**
     * dma_buf_put: one less; the last one releases the buffer.
     *
     * @throws MisuseException if there is none, or if the last is put and a kernel mapping is left; nothing has
     *     changed then
     */
    public void put() {
        final int before = references.getAndUpdate(n -> n == 0 || n == 1 && buffer.isVmapped() ? n : n - 1);
        if (before == 0 || before == 1 && references.get() == 1) {
            throw new MisuseException(before == 0 ? "the buffer is released" : "a kernel mapping is left");
        }
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

    /**
     * dma_buf_poll: a reader waits for the fences of writers, a writer for those of readers too. Takes the reservation
     * lock. If something of that is pending, then {@code wake} runs once, in the thread that signals it, and may poll
     * again; until then the buffer is kept. Of each kind one can be armed at a time.
     *
     * @return whether nothing is pending; else it will be told, or somebody else is armed already
     */
    public boolean poll(final boolean write, final Runnable wake) throws InterruptedException {
        final int kind = write ? 1 : 0;
        final Mutex lock = buffer.resv().lock();
        lock.lockInterruptibly();
        try {
            if (armed[kind]) {
                return false;
            }
            get();
            armed[kind] = true;
            if (buffer.resv().whenSignalled(write ? Usage.READ : Usage.WRITE, () -> fired(kind, wake))) {
                return false;
            }
            armed[kind] = false;
        } finally {
            lock.release();
        }
        drop();
        return true;
    }

    private void fired(final int kind, final Runnable wake) {
        armed[kind] = false;
        try {
            wake.run();
        } catch (MisuseException m) {
            throw m.halfWay();
        } finally {
            drop();
        }
    }

    /** How many there are; 0 once the buffer is released. */
    public int references() {
        return references.get();
    }
}
