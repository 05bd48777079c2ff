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
 * A device with many buffers under one outer lock: vfio's memory_lock. Its operations handle one buffer after the other,
 * oldest first, while they hold that lock, and skip a buffer that is being released. Satellite Device.tla; reference 4.3,
 * 4.9.
 *
 * <p><b>Exceptions of a callback</b> are thrown when all buffers are done.
 */
public final class Device {
    private final Mutex memoryLock = Mutex.outer();
    /** The buffers that are not released. */
    private final Set<RevocableExporter> buffers = Collections.synchronizedSet(new LinkedHashSet<>());
    /** Whether the device's memory is off: a new buffer is then revoked from the start. Guarded by the lock. */
    private boolean gone;

    /** Creates a device without any buffer, whose memory is on. */
    public Device() {}

    /**
     * Exports a buffer of the device, which is revoked from the start if the device's memory is off. Takes the outer lock.
     * Reference 4.9.
     *
     * @param probe observes and steers the buffer and all its users
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
     * Revokes all buffers, each as {@link RevocableExporter#revoke} does, and holds the outer lock throughout. Satellite
     * Device.tla; reference 4.3.
     *
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed then.
     *     Later interrupts do not end the call
     */
    public void revoke() throws InterruptedException {
        each(true, RevocableExporter::revokeInHold);
    }

    /**
     * Restores all buffers except closed ones, each as {@link RevocableExporter#restore} does, and holds the outer lock
     * throughout. Satellite Device.tla; reference 4.3.
     *
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed then.
     *     Later interrupts do not end the call
     */
    public void restore() throws InterruptedException {
        each(false, RevocableExporter::restoreInHold);
    }

    /**
     * Closes all buffers, and holds the outer lock throughout. Satellite Device.tla; reference 4.3.
     *
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed then.
     *     Later interrupts do not end the call
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

    /** Removes a buffer that is released. */
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
