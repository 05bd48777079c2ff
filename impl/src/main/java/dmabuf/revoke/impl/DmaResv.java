// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import java.util.ArrayList;
import java.util.List;

/** The reservation object of a buffer: its lock, and the fences of its users, by class. Reference 6. */
public final class DmaResv implements Waitable {
    private final Mutex lock;
    /** The newest fence; those before it follow. Replaced under the lock; read without it. */
    private volatile Node fences;
    /** The fence of the exporter's latest move; null if there was none. Written under the lock. */
    private volatile DmaFence move;
    /** The length of the list after signalled fences were last dropped. Guarded by the lock. */
    private int kept;

    /** @param size of the list that begins here */
    private record Node(DmaFence fence, Node next, int size) {
        static Node of(final DmaFence fence, final Node next) {
            return new Node(fence, next, next == null ? 1 : next.size + 1);
        }
    }

    DmaResv(final Lockdep lockdep) {
        lock = new Mutex(lockdep, Lockdep.Rank.RESV);
    }

    /** {@return the reservation lock} Reference 5.4 says what may be called under it. */
    public Mutex lock() {
        return lock;
    }

    /**
     * Adds the fence of a job that has begun. Now and then it drops the fences that have signalled, so that the amortised
     * time is constant. The caller holds the lock.
     */
    void add(final DmaFence fence) {
        lock.assertHeld();
        Node list = fences;
        if (list != null && list.size > 2 * kept) {
            Node pending = null;
            for (Node n = list; n != null; n = n.next) {
                if (!n.fence.isSignalled()) {
                    pending = Node.of(n.fence, pending);
                }
            }
            list = pending;
            kept = list == null ? 0 : list.size;
        }
        fences = Node.of(fence, list);
    }

    /** Adds the fence of a move's job, behind which new jobs are queued. The caller holds the lock. */
    void addMove(final DmaFence fence) {
        add(fence);
        move = fence;
    }

    /** {@return the fence of a move's job that is under way; null if there is none} */
    DmaFence pendingMove() {
        final DmaFence m = move;
        return m == null || m.isSignalled() ? null : m;
    }

    /**
     * dma_resv_wait_timeout, without a timeout: waits for the fences of a class and of all stronger ones. The caller
     * holds the lock, so none is added meanwhile. Ignores interrupts.
     */
    void await(final Usage usage) {
        lock.assertHeld();
        for (Node n = fences; n != null; n = n.next) {
            if (usage.covers(n.fence.usage())) {
                n.fence.awaitUninterruptibly();
            }
        }
    }

    /**
     * The same without the lock. Fences may be added meanwhile; when it returns, there was a moment at which none of
     * these was pending. An interrupted wait throws, and changes nothing.
     */
    void awaitUnlocked(final Usage usage) throws InterruptedException {
        Node seen;
        do {
            seen = fences;
            for (Node n = seen; n != null; n = n.next) {
                if (usage.covers(n.fence.usage())) {
                    n.fence.await();
                }
            }
        } while (seen != fences);
    }

    /**
     * Has something done when a pending fence of a class, or of a stronger one, signals. The caller holds the lock.
     *
     * @return whether there is such a fence
     */
    boolean whenSignalled(final Usage usage, final Runnable then) {
        lock.assertHeld();
        for (Node n = fences; n != null; n = n.next) {
            if (usage.covers(n.fence.usage()) && n.fence.whenSignalled(then)) {
                return true;
            }
        }
        return false;
    }

    /** {@return the fences that have not signalled yet, without order} A copy; no lock is needed. */
    public List<DmaFence> pending() {
        final List<DmaFence> list = new ArrayList<>();
        for (Node n = fences; n != null; n = n.next) {
            if (!n.fence.isSignalled()) {
                list.add(n.fence);
            }
        }
        return list;
    }

    @Override
    public boolean blocks(final Thread t) {
        boolean blocks = lock.blocks(t);
        for (Node n = fences; n != null && !blocks; n = n.next) {
            blocks = n.fence.waitable().blocks(t);
        }
        return blocks;
    }
}
