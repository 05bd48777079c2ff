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
 * A GPU that moves its memory. It calls all callbacks and never revokes. A job of its own copies when the jobs on the old
 * place have ended; meanwhile its fence of class KERNEL is in the reservation object. An importer that maps again gets the
 * new place, and its new job is queued behind the copy. A pinned buffer does not move. The design {@code Mover} of
 * Designs.tla; Move.tla; reference 6, 8.2.
 */
public final class MoverExporter extends Exporter {
    /** The fences that the job waits for. Guarded by the outer lock. */
    private List<DmaFence> before = List.of();
    /** The fence of the job; null if there is nothing to copy. Guarded by the outer lock. */
    private DmaFence copied;

    /**
     * Creates an exporter whose buffer is live and the only one under its outer lock.
     *
     * @param probe observes and steers the buffer and all its users
     */
    public MoverExporter(final Probe probe) {
        super(probe);
    }

    /**
     * Moves the memory, unless it is pinned. Returns when the old place is free: no device writes there any more. Takes the
     * outer lock, and inside it the reservation lock. Spec: MoveSteps of Steps.tla; reference 8.2.
     *
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed then.
     *     Later interrupts do not end the call
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

    /** An importer without a callback does not pin itself; the core pins when it maps. Reference 5.3. */
    private static boolean isPinned(final Attachment a) {
        return a.isPinned() || a.isMapped() && !a.importer().hasCallback();
    }

    /** Without the reservation lock, which importers need to leave the old place. Spec action Arrive. */
    private void arrive() {
        before.forEach(DmaFence::awaitUninterruptibly);
        copied.signal();
    }

    @Override
    public Errno attach(final Attachment a) {
        return Errno.OK;
    }
}
