package dmabuf.revoke.impl;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The reservation object of a buffer: its lock, and the fences of those who use it, by class. Reference 6. */
public final class DmaResv implements Waitable {
    private final Mutex lock = new Mutex();
    private final List<DmaFence> fences = new CopyOnWriteArrayList<>();

    public Mutex lock() {
        return lock;
    }

    /** Adds the fence of a job that has begun; forgets those that have signalled. The caller holds the lock. */
    void add(final DmaFence fence) {
        lock.assertHeld();
        fences.removeIf(DmaFence::isSignalled);
        fences.add(fence);
    }

    /**
     * dma_resv_wait_timeout, without a timeout: waits for the fences of a class and of all stronger ones. The caller
     * holds the lock, so none is added meanwhile. Without heed of interrupts.
     */
    void await(final Usage usage) {
        lock.assertHeld();
        for (final DmaFence f : fences) {
            if (usage.covers(f.usage())) {
                f.awaitUninterruptibly();
            }
        }
    }

    /** The fences that have not signalled yet. A copy. */
    public List<DmaFence> pending() {
        final List<DmaFence> list = new ArrayList<>(fences);
        list.removeIf(DmaFence::isSignalled);
        return list;
    }

    @Override
    public boolean blocks(final Thread t) {
        return lock.blocks(t) || fences.stream().anyMatch(f -> f.waitable().blocks(t));
    }
}
