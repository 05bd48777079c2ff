// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.exporters;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.Exporter;
import dmabuf.revoke.impl.Probe;

/**
 * iommufd's selftest as an exporter, for {@code IommufdImporter} alone: waits for nobody, because that importer has unmapped
 * when its callback returns; and clears the flag before it tells. It asks nothing: a revoke of a revoked buffer tells
 * once more. The design {@code Mock} of Designs.tla; reference 8.2.
 */
public final class MockExporter extends Exporter {
    /**
     * The only buffer of its outer lock; it begins live.
     *
     * @param probe observes and steers the buffer and all who share it
     */
    public MockExporter(final Probe probe) {
        super(probe);
    }

    /**
     * Sets the flag and tells the importers; waits for nobody. Takes the outer lock, and inside it the reservation
     * lock. Spec: RevokeSteps; reference 8.2.
     *
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed
     *     then. Later ones are not heeded
     */
    public void revoke() throws InterruptedException {
        operation(false, o -> o.hold(() -> {
            o.setFlag();
            o.broadcast();
        }));
    }

    /**
     * Clears the flag, then tells the importers. Takes the outer lock, and inside it the reservation lock. Spec:
     * RestoreSteps; reference 8.2.
     *
     * @throws InterruptedException if an interrupt comes before the call has the outer lock; nothing has changed
     *     then. Later ones are not heeded
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
