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
    /** @param probe observes and steers the buffer and all who share it */
    public MockExporter(final Probe probe) {
        super(probe);
    }

    /** Spec: RevokeSteps. */
    public void revoke() throws InterruptedException {
        operation(false, o -> o.hold(() -> {
            o.setFlag();
            o.broadcast();
        }));
    }

    /** Spec: RestoreSteps. */
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
