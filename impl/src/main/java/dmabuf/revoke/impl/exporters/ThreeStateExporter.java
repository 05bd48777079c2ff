// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.exporters;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.Exporter;
import dmabuf.revoke.impl.MisuseException;
import dmabuf.revoke.impl.Operation;
import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.impl.Program;

/**
 * The proposal with a permanent revoke, {@link #kill}, beside the temporary one, and with pages of the device in page
 * tables. They are zapped after the wait for unmaps, and inserted by a page fault that tests under the reservation lock,
 * drops it, and tests again under the outer lock. There are no kernel mappings. The design {@code ThreeState} of
 * Designs.tla; reference 4.10, 5.6.
 */
public final class ThreeStateExporter extends Exporter {
    /**
     * Creates an exporter whose buffer is live and the only one under its outer lock.
     *
     * @param probe observes and steers the buffer and all its users
     */
    public ThreeStateExporter(final Probe probe) {
        super(probe);
    }

    /**
     * Revokes the buffer; does nothing if it is revoked or closed. Takes the outer lock, and inside it the reservation
     * lock. Spec: RevokeSteps.
     *
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed then.
     *     Later interrupts do not end the call
     */
    public void revoke() throws InterruptedException {
        operation(false, this::takeBack);
    }

    /**
     * Revokes the buffer for ever; if it is revoked already, this only makes it permanent. Takes the outer lock, and inside
     * it the reservation lock. Spec: RevokeSteps with closed.
     *
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed then.
     *     Later interrupts do not end the call
     */
    public void kill() throws InterruptedException {
        operation(true, this::takeBack);
    }

    /**
     * Revokes the buffer as {@link #kill} does, but only once. Takes the outer lock, and inside it the reservation lock.
     *
     * @throws MisuseException if it is closed already, and that close did not throw
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed then. Later
     *     interrupts do not end the call
     */
    public void close() throws InterruptedException {
        close(this::takeBack);
    }

    /**
     * Restores the buffer: calls the callbacks, then clears the flag, as vfio does (D1). Takes the outer lock, and inside
     * it the reservation lock. Spec: RestoreSteps; reference 4.2.
     *
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed then.
     *     Later interrupts do not end the call
     */
    public void restore() throws InterruptedException {
        operation(false, o -> {
            if (isClosed() || !isRevoked()) {
                return;
            }
            o.hold(() -> {
                o.broadcast();
                o.fences();
            });
            o.hold(o::clearFlag);
        });
    }

    private void takeBack(final Operation o) {
        if (isClosed() || isRevoked()) {
            return;
        }
        o.hold(() -> {
            o.setFlag();
            o.broadcast();
            o.fences();
        });
        o.unmaps();
        o.zap();
        o.rearm();
    }

    /** As in vfio, whether the importer reaches the memory of a peer is tested first. Spec: AttachTest; reference 4.5. */
    @Override
    public Errno attach(final Attachment a) {
        if (!a.importer().peerToPeer()) {
            return Errno.EOPNOTSUPP;
        }
        return RevocableExporter.test(isRevoked(), a);
    }

    /** Spec actions Fault and FaultInsert. Takes the reservation lock, then the outer lock. */
    @Override
    public Errno fault(final Program p) throws InterruptedException {
        return faultInTwoHolds(p);
    }

    /**
     * The exporter has no op for this, so the core refuses no program; a program that begins finds no page. Spec action Begin;
     * reference 4.11.
     */
    @Override
    public Errno begin() {
        return Errno.OK;
    }

    @Override
    public boolean mapsForPrograms() {
        return true;
    }
}
