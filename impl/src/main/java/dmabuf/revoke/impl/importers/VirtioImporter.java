// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.importers;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.DmaBuf;
import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.Step;

/**
 * virtio-gpu. Its callback waits for the job, and unmaps. It waits under the reservation lock, so the job must end without
 * that lock. Kinds.tla: virtio; reference 8.1.
 */
public final class VirtioImporter extends Importer {
    /**
     * Creates an importer that is not attached and programs no hardware.
     *
     * @param buffer that it imports
     */
    public VirtioImporter(final DmaBuf buffer) {
        super(buffer);
    }

    @Override
    public Step invalidate(final Attachment a) {
        if (!a.isMapped()) {
            return Step.INVALIDATE_UNMAPPED;
        }
        if (job() != null) {
            job().awaitUninterruptibly();
        }
        unmapAndUnpin(a);
        return Step.INVALIDATE_UNMAP;
    }
}
