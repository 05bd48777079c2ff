// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.exporters;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.MisuseException;
import dmabuf.revoke.impl.Operation;
import dmabuf.revoke.impl.Probe;

/**
 * An exporter that can revoke its buffer: the part of vfio-pci that does so (vfio_pci_dmabuf.c, reference 4 and 14.2). The
 * design {@code Reference} of Designs.tla.
 *
 * <p>When {@link #revoke} has returned, no importer has a mapping, all their jobs have ended, and map and attach fail with
 * ENODEV until {@link #restore} has returned.
 */
public final class RevocableExporter extends CpuExporter {
    private final Device device;

    /** Creates an exporter whose buffer is live and the only one of its device. */
    public RevocableExporter() {
        this(Probe.NONE);
    }

    /**
     * Creates an exporter whose buffer is live and the only one of its device.
     *
     * @param probe observes and steers the buffer and all its users
     */
    public RevocableExporter(final Probe probe) {
        this(new Device(), false, probe);
    }

    RevocableExporter(final Device device, final boolean revoked, final Probe probe) {
        super(device.memoryLock(), revoked, probe);
        this.device = device;
    }

    /**
     * Revokes the buffer: flag, zap, broadcast, fences, unlock, wait for the last unmap, re-arm. Returns when no user
     * accesses the memory any more; there is no timeout. Does nothing if the buffer is revoked already. Takes the outer
     * lock, and inside it the reservation lock. Spec: RevokeSteps; reference 4.1.
     *
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed then.
     *     Later interrupts do not end the call
     */
    public void revoke() throws InterruptedException {
        operation(false, Operation::drain);
    }

    /**
     * Revokes the buffer for ever. Takes the outer lock, and inside it the reservation lock. Spec: RevokeSteps with closed;
     * reference 4.3.
     *
     * @throws MisuseException if it is closed already, and that close did not throw
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed then.
     *     Later interrupts do not end the call
     */
    public void close() throws InterruptedException {
        close(Operation::drain);
    }

    /**
     * Restores the buffer: clears the flag and then calls the callbacks, while it holds the reservation lock once, so that
     * an importer that maps because of its callback is not refused (vfio calls first: D1). Does nothing if the buffer is
     * live or closed. Takes the outer lock, and inside it the reservation lock. Spec: RestoreSteps; reference 4.2.
     *
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed then.
     *     Later interrupts do not end the call
     */
    public void restore() throws InterruptedException {
        operation(false, this::offer);
    }

    void revokeInHold() {
        inHold(false, Operation::drain);
    }

    void restoreInHold() {
        inHold(false, this::offer);
    }

    void closeInHold() {
        inHold(true, Operation::drain);
    }

    private void offer(final Operation o) {
        if (isClosed() || !isRevoked()) {
            return;
        }
        o.hold(() -> {
            o.clearFlag();
            o.broadcast();
            o.fences();
        });
    }

    /**
     * If the buffer is revoked, every attach gets the same error; otherwise the importer must reach the memory of a peer
     * and have a callback. (vfio tests the former before the flag.) Reads the flag without a lock. Spec: AttachTest;
     * reference 4.5.
     */
    @Override
    public Errno attach(final Attachment a) {
        return test(isRevoked(), a);
    }

    static Errno test(final boolean revoked, final Attachment a) {
        if (revoked) {
            return Errno.ENODEV;
        }
        return a.importer().peerToPeer() && a.importer().hasCallback() ? Errno.OK : Errno.EOPNOTSUPP;
    }

    @Override
    public void release() {
        device.remove(this);
    }
}
