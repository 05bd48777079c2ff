package dmabuf.revoke.impl;

import java.util.ArrayList;
import java.util.List;

/** The reservation object of a buffer: its lock, and the fences of those who use it, by class. Reference 6. */
public final class DmaResv implements Waitable {
    private final Mutex lock = new Mutex();
    /** Replaced under the lock; read without it. */
    private volatile List<DmaFence> fences = List.of();

    public Mutex lock() {
        return lock;
    }

    /** Adds the fence of a job that has begun; forgets those that have signalled. The caller holds the lock. */
    void add(final DmaFence fence) {
        lock.assertHeld();
        final List<DmaFence> more = pending();
        more.add(fence);
        fences = more;
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

    /**
     * The same without the lock. Fences may be added meanwhile; when it returns, there was a moment at which none of
     * these was pending. An interrupted wait throws, and changes nothing.
     */
    void awaitUnlocked(final Usage usage) throws InterruptedException {
        List<DmaFence> seen;
        do {
            seen = fences;
            for (final DmaFence f : seen) {
                if (usage.covers(f.usage())) {
                    f.await();
                }
            }
        } while (seen != fences);
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
