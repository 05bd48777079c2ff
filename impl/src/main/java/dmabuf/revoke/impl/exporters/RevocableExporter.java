// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.exporters;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.Exporter;
import dmabuf.revoke.impl.MisuseException;
import dmabuf.revoke.impl.Operation;
import dmabuf.revoke.impl.Probe;

/**
 * An exporter that can take its buffer back: the part of vfio-pci that does (vfio_pci_dmabuf.c, reference 4 and 14.2). The
 * design {@code Reference} of Designs.tla.
 *
 * <p>When {@link #revoke} has returned, no importer has a mapping, all their jobs have ended, and map and attach fail
 * with ENODEV until {@link #restore} has returned.
 */
public final class RevocableExporter extends Exporter {
    private final Device device;

    /** The only buffer of a device of its own. */
    public RevocableExporter() {
        this(Probe.NONE);
    }

    /**
     * The only buffer of a device of its own; it begins live.
     *
     * @param probe observes and steers the buffer and all who share it
     */
    public RevocableExporter(final Probe probe) {
        this(new Device(), false, probe);
    }

    RevocableExporter(final Device device, final boolean revoked, final Probe probe) {
        super(device.memoryLock(), revoked, probe);
        this.device = device;
    }

    /**
     * Takes the buffer back: flag, zap, broadcast, fences, unlock, wait for the last unmap, re-arm. Returns when
     * nobody touches the memory any more; there is no timeout. Of a revoked buffer: does nothing. Takes the outer
     * lock, and inside it the reservation lock. Spec: RevokeSteps; reference 4.1.
     *
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed
     *     then. Later ones are not heeded
     */
    public void revoke() throws InterruptedException {
        operation(false, Operation::drain);
    }

    /**
     * Takes the buffer back for ever. Takes the outer lock, and inside it the reservation lock. Spec: RevokeSteps
     * with closed; reference 4.3.
     *
     * @throws MisuseException if it is closed already, and that close did not throw
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed
     *     then. Later ones are not heeded
     */
    public void close() throws InterruptedException {
        close(Operation::drain);
    }

    /**
     * Gives the buffer back: the flag is cleared, and then importers are told, in one hold of the lock, so that who
     * maps when he is told is not refused (vfio tells first: D1). Of a live buffer, and of a closed one: does
     * nothing. Takes the outer lock, and inside it the reservation lock. Spec: RestoreSteps; reference 4.2.
     *
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed
     *     then. Later ones are not heeded
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
     * A revoked buffer has one answer for all; else the importer must reach the memory of a peer and have a callback. (vfio
     * asks for the former before it tests the flag.) Reads the flag without a lock. Spec: AttachTest; reference 4.5.
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

    @Override
    public boolean mapsForPrograms() {
        return true;
    }

    @Override
    public boolean mapsForKernel() {
        return true;
    }
}
