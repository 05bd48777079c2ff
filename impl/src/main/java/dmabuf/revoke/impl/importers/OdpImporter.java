// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.importers;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.DmaBuf;
import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.Step;

/**
 * RDMA on demand. Its device faults, and the driver maps and waits for KERNEL fences under the same lock. Its callback
 * unmaps at once, and it maps again at the next fault. Its device uses the addresses without fences. Kinds.tla: odp;
 * reference 8.1.
 */
public final class OdpImporter extends Importer {
    /**
     * Creates an importer that is not attached and programs no hardware.
     *
     * @param buffer that it imports
     */
    public OdpImporter(final DmaBuf buffer) {
        super(buffer);
    }

    @Override
    public boolean hasFences() {
        return false;
    }

    @Override
    protected boolean waitsInMap() {
        return true;
    }

    @Override
    public Step invalidate(final Attachment a) {
        if (!a.isMapped()) {
            return Step.INVALIDATE_UNMAPPED;
        }
        unmapAndUnpin(a);
        return Step.INVALIDATE_UNMAP;
    }
}
