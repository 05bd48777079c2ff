// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.exporters;

import dmabuf.revoke.impl.Mutex;
import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.impl.Thrown;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A device with many buffers under one outer lock: vfio's memory_lock. Its operations go buffer by buffer, oldest first, in
 * one hold of that lock, and skip a buffer that is dying. Satellite Device.tla; reference 4.3, 4.9.
 *
 * <p><b>What a callback throws</b> comes out of the call when all buffers are done.
 */
public final class Device {
    private final Mutex memoryLock = Mutex.outer();
    /** Those that are not released. */
    private final Set<RevocableExporter> buffers = Collections.synchronizedSet(new LinkedHashSet<>());
    /** Whether its memory is gone now: a buffer that is exported then begins revoked. Guarded by the lock. */
    private boolean gone;

    /** A device without any buffer, whose memory is there. */
    public Device() {}

    /**
     * Exports a buffer of the device: revoked from its beginning if the device's memory is gone. Takes the outer
     * lock. Reference 4.9.
     *
     * @param probe observes and steers the buffer and all who share it
     * @return its exporter
     * @throws InterruptedException if an interrupt comes before the call has its lock; nothing has changed then
     */
    public RevocableExporter export(final Probe probe) throws InterruptedException {
        memoryLock.lockInterruptibly();
        try {
            final RevocableExporter e = new RevocableExporter(this, gone, probe);
            buffers.add(e);
            return e;
        } finally {
            memoryLock.unlock();
        }
    }

    /**
     * Takes all buffers back, each as by {@link RevocableExporter#revoke}, in one hold of the outer lock. Satellite
     * Device.tla; reference 4.3.
     *
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed
     *     then. Later ones are not heeded
     */
    public void revoke() throws InterruptedException {
        each(true, RevocableExporter::revokeInHold);
    }

    /**
     * Gives all buffers back, but those that are closed: each as by {@link RevocableExporter#restore}, in one hold of
     * the outer lock. Satellite Device.tla; reference 4.3.
     *
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed
     *     then. Later ones are not heeded
     */
    public void restore() throws InterruptedException {
        each(false, RevocableExporter::restoreInHold);
    }

    /**
     * Takes all buffers back for ever, in one hold of the outer lock. Satellite Device.tla; reference 4.3.
     *
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed
     *     then. Later ones are not heeded
     */
    public void close() throws InterruptedException {
        each(true, RevocableExporter::closeInHold);
    }

    private void each(final boolean goneThen, final Consumer<RevocableExporter> what) throws InterruptedException {
        final Thrown thrown = new Thrown();
        memoryLock.lockInterruptibly();
        try {
            gone = goneThen;
            for (final RevocableExporter e : List.copyOf(buffers)) {
                if (e.buffer().file().tryGet()) {
                    thrown.guard(() -> what.accept(e));
                    thrown.guard(e.buffer().file()::put);
                }
            }
        } finally {
            memoryLock.unlock();
        }
        thrown.rethrow();
    }

    /** A buffer is released. */
    void remove(final RevocableExporter e) {
        buffers.remove(e);
    }

    /** {@return how many buffers are not released} */
    public int buffers() {
        return buffers.size();
    }

    Mutex memoryLock() {
        return memoryLock;
    }
}
