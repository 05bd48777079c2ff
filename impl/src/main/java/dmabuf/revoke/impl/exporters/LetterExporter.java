// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.exporters;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.MisuseException;
import dmabuf.revoke.impl.Operation;
import dmabuf.revoke.impl.Probe;

/**
 * The cover letter, taken literally: a revoke is permanent, and when it has returned no user has access, by a device or by
 * the CPU. The design {@code Letter} of Designs.tla; reference 2.1.
 */
public final class LetterExporter extends CpuExporter {
    /**
     * Creates an exporter whose buffer is live and the only one under its outer lock.
     *
     * @param probe observes and steers the buffer and all its users
     */
    public LetterExporter(final Probe probe) {
        super(probe);
    }

    /**
     * Revokes the buffer as {@link RevocableExporter#revoke} does; there is no restore. Takes the outer lock, and inside it
     * the reservation lock. Spec: RevokeSteps; reference 2.1.
     *
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed then.
     *     Later interrupts do not end the call
     */
    public void revoke() throws InterruptedException {
        operation(false, Operation::drain);
    }

    /**
     * Revokes the buffer as {@link #revoke} does, and removes it from the exporter's list. Takes the outer lock, and inside it
     * the reservation lock.
     *
     * @throws MisuseException if it is closed already, and that close did not throw
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed then. Later
     *     interrupts do not end the call
     */
    public void close() throws InterruptedException {
        close(Operation::drain);
    }

    @Override
    public Errno attach(final Attachment a) {
        return RevocableExporter.test(isRevoked(), a);
    }
}
