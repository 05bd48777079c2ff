// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.exporters;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.DmaFence;
import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.Exporter;
import dmabuf.revoke.impl.Operation;
import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.impl.Step;
import java.util.List;

/**
 * A GPU that moves its memory: calls all who have a callback, and takes nothing back. A job of its own copies, when the jobs
 * on the old place have ended; its fence of class KERNEL is in the reservation object meanwhile. Whoever maps again gets the
 * new place, and the job that is begun on it is queued behind the copy. What is pinned does not move. The design {@code
 * Mover} of Designs.tla; Move.tla; reference 6, 8.2.
 */
public final class MoverExporter extends Exporter {
    /** The fences for which the job waits. Guarded by the outer lock. */
    private List<DmaFence> before = List.of();
    /** The fence of the job; null if there is nothing to copy. Guarded by the outer lock. */
    private DmaFence copied;

    /**
     * The only buffer of its outer lock; it begins live.
     *
     * @param probe observes and steers the buffer and all who share it
     */
    public MoverExporter(final Probe probe) {
        super(probe);
    }

    /**
     * Moves the memory, unless it is pinned. Returns when the old place is free: no device writes there any more.
     * Takes the outer lock, and inside it the reservation lock. Spec: MoveSteps of Steps.tla; reference 8.2.
     *
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed
     *     then. Later ones are not heeded
     */
    public void move() throws InterruptedException {
        operation(false, o -> {
            copied = null;
            o.hold(() -> copy(o));
            if (copied != null) {
                o.step(Step.ARRIVE, this::arrive);
            }
        });
    }

    /** Under both locks. Spec actions Place, Copy. */
    private void copy(final Operation o) {
        final boolean[] stays = new boolean[1];
        o.step(Step.PLACE, () -> stays[0] = buffer().attachments().stream().anyMatch(MoverExporter::isPinned));
        if (!stays[0]) {
            o.broadcast();
            o.step(Step.COPY, () -> {
                before = buffer().resv().pending();
                copied = o.beginMove();
            });
        }
    }

    /** An importer that has no callback does not pin; the core pins when it maps. Reference 5.3. */
    private static boolean isPinned(final Attachment a) {
        return a.isPinned() || a.isMapped() && !a.importer().hasCallback();
    }

    /** Without the reservation lock, which importers need to let go of the old place. Spec action Arrive. */
    private void arrive() {
        before.forEach(DmaFence::awaitUninterruptibly);
        copied.signal();
    }

    @Override
    public Errno attach(final Attachment a) {
        return Errno.OK;
    }
}
