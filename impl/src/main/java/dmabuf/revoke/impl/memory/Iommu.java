// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.memory;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.Hardware;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/**
 * The I/O page table of one device, with room for one buffer: an access of the device is translated, or faults. Unmap waits
 * for the accesses under way, as an IOTLB flush does.
 */
public final class Iommu implements Hardware {
    private final Memory memory;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Condition changed = lock.writeLock().newCondition();
    /** Written under the write lock. */
    private volatile boolean mapped;
    private volatile boolean off;
    private volatile long faults;

    /**
     * Creates a table without a mapping.
     *
     * @param memory of the buffer that its importer imports
     */
    public Iommu(final Memory memory) {
        this.memory = memory;
    }

    @Override
    public void map(final Attachment a) {
        change(() -> mapped = true);
    }

    @Override
    public void unmap(final Attachment a) {
        change(() -> mapped = false);
    }

    private void change(final Runnable what) {
        lock.writeLock().lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * An access of the device. An unmap waits for its end.
     *
     * @param what is done with the memory, if the access is translated
     * @return whether it was translated; if not, it has faulted, and nothing was accessed
     */
    public boolean access(final Consumer<Memory> what) {
        lock.readLock().lock();
        try {
            if (mapped) {
                what.accept(memory);
                return true;
            }
        } finally {
            lock.readLock().unlock();
        }
        fault();
        return false;
    }

    private synchronized void fault() {
        faults++;
    }

    /** Waits until there is a mapping, or the device is off. */
    void awaitMapping() {
        lock.writeLock().lock();
        try {
            while (!mapped && !off) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Switches the device off: no thread waits for a mapping any more. */
    void off() {
        change(() -> off = true);
    }

    /** {@return whether there is a mapping} */
    public boolean isMapped() {
        return mapped;
    }

    /** {@return how many accesses faulted} */
    public long faults() {
        return faults;
    }
}
