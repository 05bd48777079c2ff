// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.exporters;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.Exporter;
import dmabuf.revoke.impl.Probe;

/**
 * iommufd's selftest as an exporter, for {@code IommufdImporter} only. It does not wait, because that importer has unmapped
 * when its callback returns, and restore clears the flag before the broadcast. A revoke of a revoked buffer broadcasts
 * again. The design {@code Mock} of Designs.tla; reference 8.2.
 */
public final class MockExporter extends Exporter {
    /**
     * Creates an exporter whose buffer is live and the only one under its outer lock.
     *
     * @param probe observes and steers the buffer and all its users
     */
    public MockExporter(final Probe probe) {
        super(probe);
    }

    /**
     * Sets the flag and broadcasts; does not wait. Takes the outer lock, and inside it the reservation lock. Spec:
     * RevokeSteps; reference 8.2.
     *
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed then.
     *     Later interrupts do not end the call
     */
    public void revoke() throws InterruptedException {
        operation(false, o -> o.hold(() -> {
            o.setFlag();
            o.broadcast();
        }));
    }

    /**
     * Clears the flag, then broadcasts. Takes the outer lock, and inside it the reservation lock. Spec: RestoreSteps;
     * reference 8.2.
     *
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed then.
     *     Later interrupts do not end the call
     */
    public void restore() throws InterruptedException {
        operation(false, o -> o.hold(() -> {
            o.clearFlag();
            o.broadcast();
        }));
    }

    @Override
    public Errno attach(final Attachment a) {
        return Errno.OK;
    }
}
